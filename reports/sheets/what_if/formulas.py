"""The two-key rule in spreadsheet formulas, one row a candidate.

Each step mirrors the engine: P = Φ((key − floor) / error), the weakest of a track's own floors,
standing, gate, then leximin order on headroom at nine decimals, with ties sharing a rank.
"""

from dataclasses import dataclass

from reports.grid import Formula, Value
from reports.wording import status_text
from schemas.config.policy import Policy
from schemas.results.shortlist import Candidacy
from schemas.words import Status, Track

VALUES_FLOOR = "$B$4"
SKILL_FLOOR = "$B$5"
SEATS = "$B$6"

PASSES = "passes"
_IN = status_text(Status.SHORTLISTED)
_OUT = status_text(Status.ELIGIBLE)
_DECIMALS = 9
"""As the engine: finer differences of headroom are noise of the arithmetic."""


@dataclass(frozen=True)
class Rows:
    """The rows that candidates fill."""

    first: int
    last: int

    def column(self, letter: str) -> str:
        """All candidates' cells of one column, fixed."""
        return f"${letter}${self.first}:${letter}${self.last}"


def outcome(rows: Rows, row: int, candidacy: Candidacy) -> list[Value]:
    """The shown formulas: status, rank, and what changes; for columns H, I and J."""
    fixed = carried(candidacy)
    kept = "" if candidacy.rank is None else str(candidacy.rank)
    better = f"({rows.column('T')}>T{row})+({rows.column('T')}=T{row})*({rows.column('U')}>U{row})"
    among = f'SUMPRODUCT(({rows.column("S")}="{PASSES}")*({better}))'
    rank = f'=IF(S{row}="{PASSES}",1+{among},{kept if fixed and kept else chr(34) * 2})'
    status = f'=IF(S{row}="{PASSES}",IF(I{row}<={SEATS},"{_IN}","{_OUT}"),S{row})'
    change = (
        f'=IF(H{row}=F{row},"",IF(H{row}="{_IN}","comes in",'
        f'IF(F{row}="{_IN}","drops out","changes")))'
    )
    return [
        Formula(status, status_text(candidacy.status)),
        Formula(rank, "" if candidacy.rank is None else candidacy.rank),
        Formula(change, ""),
    ]


def steps(policy: Policy, rows: Rows, row: int, candidacy: Candidacy) -> list[Value]:
    """The hidden columns K to V: facts carried over, then the rule step by step."""
    return [
        own_floor(candidacy, Track.VALUES),
        own_floor(candidacy, Track.SKILL),
        carried(candidacy),
        len(candidacy.flags),
        _p(row, "B", "C", "K", VALUES_FLOOR),
        _p(row, "D", "E", "L", SKILL_FLOOR),
        _standing(policy, row, "O", "B", VALUES_FLOOR),
        _standing(policy, row, "P", "D", SKILL_FLOOR),
        _gate(policy, row),
        *_order(policy, row),
        _place(rows, row),
    ]


def carried(candidacy: Candidacy) -> str | None:
    """The status where no floor or seat can change it: blocked, incomplete, or decided."""
    still = candidacy.status in (Status.BLOCKED, Status.INCOMPLETE) or candidacy.frozen
    return status_text(candidacy.status) if still else None


def own_floor(candidacy: Candidacy, track: Track) -> float | None:
    """The weakest probability over the track's dimensions that have a floor of their own."""
    found = [
        score.p_above_floor
        for score in candidacy.dimensions
        if score.track is track and score.floor is not None and score.p_above_floor is not None
    ]
    return min(found) if found else None


def _p(row: int, level: str, error: str, own: str, floor: str) -> Formula:
    certain = f"IF({level}{row}>={floor},1,0)"
    return Formula(
        f'=IF({level}{row}="","",MIN({own}{row},IF({error}{row}=0,{certain},'
        f"NORMSDIST(({level}{row}-{floor})/{error}{row}))))"
    )


def _standing(policy: Policy, row: int, p: str, level: str, floor: str) -> Formula:
    """0 is surely below, 1 in doubt, 2 stands; −1 is no evidence."""
    lower, upper = policy.certainty.lower, policy.certainty.upper
    return Formula(
        f'=IF({p}{row}="",-1,IF({p}{row}<{lower!r},0,'
        f"IF(AND({p}{row}>={upper!r},{level}{row}>={floor}),2,1)))"
    )


def _gate(policy: Policy, row: int) -> Formula:
    words = {status: f'"{status_text(status)}"' for status in Status}
    looks = f"OR(Q{row}=1,R{row}=1,N{row}>={policy.red_flags.second_look_count})"
    return Formula(
        f'=IF(M{row}<>"",M{row},IF(OR(Q{row}<0,R{row}<0),{words[Status.INCOMPLETE]},'
        f"IF(AND(Q{row}=0,R{row}=0),{words[Status.NEITHER]},"
        f"IF(Q{row}=0,{words[Status.SKILL_ONLY]},IF(R{row}=0,{words[Status.VALUES_ONLY]},"
        f'IF({looks},{words[Status.SECOND_LOOK]},"{PASSES}"))))))'
    )


def _order(policy: Policy, row: int) -> tuple[Formula, Formula]:
    values = f"(B{row}-{VALUES_FLOOR})/(100-{VALUES_FLOOR})"
    skill = f"(D{row}-{SKILL_FLOOR})/(100-{SKILL_FLOOR})"
    first, second = f"MIN({values},{skill})", f"MAX({values},{skill})"
    if policy.order.by == "weighted":
        weight = policy.order.values_weight
        first, second = f"{weight!r}*B{row}+(1-{weight!r})*D{row}", "0"
    low, high = (
        Formula(f'=IF(S{row}="{PASSES}",ROUND({figure},{_DECIMALS}),"")')
        for figure in (first, second)
    )
    return low, high


def _place(rows: Rows, row: int) -> Formula:
    """A number of its own for everyone who is in, so that a list can be drawn up in order."""
    status, rank = rows.column("H"), rows.column("I")
    before = f'SUMPRODUCT(({status}="{_IN}")*({rank}<I{row}))'
    same = f'SUMPRODUCT(($H${rows.first}:H{row}="{_IN}")*($I${rows.first}:I{row}=I{row}))'
    return Formula(f'=IF(H{row}="{_IN}",{before}+{same},"")')
