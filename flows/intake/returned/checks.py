"""Hold the decisions of a returned workbook against what the ledger knows by now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.books.returned import CHOICE_WORDS, HEAD_DECIDER, HEAD_DECISION, STATUS_WORDS
from schemas.config.role import spelling
from schemas.decision import Decision
from schemas.fault import Fault, masked
from schemas.words import Status
from scoring.standing import FREEZING, standing_decision

CandidacyId = tuple[str, str]
"""Requisition and candidate."""

_DISPUTE = "deciders_disagree"


@dataclass(frozen=True)
class Checked:
    """What became of a returned workbook's decisions.

    Attributes:
        accepted: To be recorded, in their order.
        faults: Why others are not, and what must be said of some that are (those cost a cell).
        n_repeated: Decisions that were on record already.
    """

    accepted: tuple[Decision, ...]
    faults: tuple[Fault, ...]
    n_repeated: int


def check_decisions(
    decisions: Sequence[Decision],
    shown: Mapping[str, Mapping[str, Status]],
    current: Mapping[CandidacyId, Status],
    recorded: Sequence[Decision],
) -> Checked:
    """Say which decisions can be recorded, and what is to be said of each other one.

    - A run that the ledger does not know: the workbook is of another workspace; not recorded.
    - A status that the run's own record does not bear out: the workbook was altered; not recorded.
    - A candidacy that is no longer there (erased, or past its retention): not recorded.
    - A stale workbook, whose status of that candidacy a later run has changed: advance and
      decline are not recorded, for they would freeze what is no longer so; hold and needs
      evidence are, and it is said.
    - A choice unlike that of another decider who has advanced or declined: recorded beside it,
      and said; it does not win (see `scoring.standing`).

    Args:
        decisions: As read from one workbook.
        shown: For each run on record, the status that it gave each candidate.
        current: The status now of every candidacy; of a frozen one, the frozen status.
        recorded: Decisions on record, in the order of recording.
    """
    on_record: dict[CandidacyId, list[Decision]] = defaultdict(list)
    for old in recorded:
        on_record[old.requisition_id, old.candidate_id].append(old)
    accepted: list[Decision] = []
    faults: list[Fault] = []
    n_repeated = 0
    for decision in decisions:
        candidacy = (decision.requisition_id, decision.candidate_id)
        before = on_record[candidacy]
        if _repeats(decision, before):
            n_repeated += 1
            continue
        refusal = _refusal(decision, shown.get(decision.run_id), current.get(candidacy))
        if refusal is not None:
            faults.append(refusal)
            continue
        faults.extend(_remarks(decision, current[candidacy], before))
        accepted.append(decision)
        before.append(decision)
    return Checked(tuple(accepted), tuple(faults), n_repeated)


def is_dispute_of(fault: Fault, candidacy: CandidacyId) -> bool:
    """Whether a fault says that deciders disagree about this candidacy."""
    return fault.code == _DISPUTE and fault.message.startswith(_about(*candidacy))


def _about(requisition_id: str, candidate_id: str) -> str:
    return f"Candidate {masked(candidate_id)} of requisition {requisition_id}:"


def _repeats(decision: Decision, before: Sequence[Decision]) -> bool:
    """Whether it is the decider's last one again: the same file, or a copy saved once more."""
    own = [old for old in before if spelling(old.decider) == spelling(decision.decider)]
    if not own:
        return False
    last = own[-1]
    return (
        decision.choice is last.choice
        and decision.reason == last.reason
        and (decision.decided_at == last.decided_at or decision.run_id == last.run_id)
    )


def _refusal(
    decision: Decision, shown: Mapping[str, Status] | None, status_now: Status | None
) -> Fault | None:
    if shown is None:
        return _fault(
            "unknown_run",
            decision,
            f"was made on a workbook of run {decision.run_id}, which this workspace does not know.",
            "A decision in the workbook that this workspace wrote last.",
        )
    if shown.get(decision.candidate_id) is not decision.status_then:
        return _fault(
            "altered_workbook",
            decision,
            f"was made on a workbook that shows another status than run {decision.run_id} gave.",
            "A decision in the workbook as this workspace wrote it.",
        )
    if status_now is None:
        return _fault(
            "unknown_candidacy",
            decision,
            "is about a candidacy that is no longer kept.",
            "A decision about a candidate of the current workbook.",
        )
    if status_now is not decision.status_then and decision.choice in FREEZING:
        return _fault(
            "stale_workbook",
            decision,
            f"was made when the status was “{STATUS_WORDS[decision.status_then]}”; by now it is "
            f"“{STATUS_WORDS[status_now]}”.",
            "A decision in the current workbook.",
        )
    return None


def _remarks(decision: Decision, status_now: Status, before: Sequence[Decision]) -> list[Fault]:
    remarks: list[Fault] = []
    if status_now is not decision.status_then:
        remarks.append(
            _fault(
                "stale_workbook",
                decision,
                f"was recorded, but the status has become “{STATUS_WORDS[status_now]}” since.",
                "A look at the current workbook.",
                costs="cell",
            )
        )
    earlier = standing_decision(before).decision
    standing = standing_decision([*before, decision])
    if earlier is not None and standing.decision is earlier and decision in standing.disputed_by:
        remarks.append(
            Fault(
                code=_DISPUTE,
                message=f"{_about(decision.requisition_id, decision.candidate_id)} another "
                "decider chose "
                f"“{CHOICE_WORDS[earlier.choice]}” before, and “{CHOICE_WORDS[decision.choice]}” "
                "was decided now. Both are on record; the earlier stands until they agree.",
                expected="One of the two changes their own decision.",
                column=HEAD_DECIDER,
                value=f"{earlier.decider}: {CHOICE_WORDS[earlier.choice]}; "
                f"{decision.decider}: {CHOICE_WORDS[decision.choice]}",
                costs="cell",
            )
        )
    return remarks


def _fault(code: str, decision: Decision, what: str, expected: str, costs: str = "row") -> Fault:
    word = CHOICE_WORDS[decision.choice]
    return Fault(
        code=code,
        message=f"{_about(decision.requisition_id, decision.candidate_id)} “{word}” {what}",
        expected=expected,
        column=HEAD_DECISION,
        value=word,
        costs=costs,
    )
