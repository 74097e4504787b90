"""How groups fared at each gate: the values key, the skill key, and both together."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal

import polars as pl

from schemas.books.book import FairnessTable
from schemas.config.policy import FairnessRule
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.words import Standing, Status
from scoring.impact import impact_table

Gate = Literal["values", "skill", "status"]
GATES: tuple[Gate, ...] = ("values", "skill", "status")
CROSS = " × "

_ROW = {
    "candidate_id": pl.String(),
    "stratum": pl.String(),
    "selected": pl.Boolean(),
    "score": pl.Float64(),
}


def fairness_tables(
    shortlists: Sequence[Shortlist], demographics: pl.DataFrame, rule: FairnessRule
) -> tuple[FairnessTable, ...]:
    """Compare groups at each gate, within requisitions where there are several.

    A fair end does not excuse a gate that is not, so each key has a table of its own. At a
    key's gate all whose key was judged count, and pass where it stands; at the last, all but
    the incomplete, and pass who is shortlisted or eligible.

    Args:
        shortlists: One requisition for its workbook, all of them for the portfolio.
        demographics: Columns of `schemas.frames.DEMOGRAPHICS`; read here and nowhere in
            scoring.
        rule: The smallest group shown, and the confidence of the intervals.

    Returns:
        One table an attribute, or pair of attributes crossed, and gate; empty where nobody of
        known group came to a gate.

    Source:
        29 CFR 1607.4(C), components; 6 RCNY 5-301, intersections.
    """
    known = demographics.drop_nulls().unique(["candidate_id", "attribute"], keep="last")
    if known.is_empty():
        return ()
    gates = {gate: _at_gate(shortlists, gate) for gate in GATES}
    found = [
        _table(attribute, gate, gates[gate].join(groups, on="candidate_id", how="left"), rule)
        for attribute, groups in _groupings(known)
        for gate in GATES
    ]
    return tuple(table for table in found if table is not None)


def _groupings(known: pl.DataFrame) -> Iterable[tuple[str, pl.DataFrame]]:
    """Each attribute, then each pair crossed, with `candidate_id` and `group`."""
    parts = {
        str(key[0]): part.select("candidate_id", group="value")
        for key, part in sorted(known.partition_by("attribute", as_dict=True).items())
    }
    yield from parts.items()
    for first, second in combinations(parts, 2):
        both = parts[first].join(parts[second], on="candidate_id", suffix="_2")
        crossed = pl.concat_str("group", "group_2", separator=CROSS)
        yield first + CROSS + second, both.select("candidate_id", group=crossed)


def _at_gate(shortlists: Sequence[Shortlist], gate: Gate) -> pl.DataFrame:
    rows = [
        (candidacy.candidate_id, shortlist.requisition_id, *_outcome(candidacy, gate))
        for shortlist in shortlists
        for candidacy in shortlist.candidates
        if _came(candidacy, gate)
    ]
    return pl.DataFrame(rows, schema=_ROW, orient="row")


def _key(candidacy: Candidacy, gate: Gate) -> KeyScore:
    return candidacy.values if gate == "values" else candidacy.skill


def _came(candidacy: Candidacy, gate: Gate) -> bool:
    if gate == "status":
        return candidacy.status is not Status.INCOMPLETE
    return _key(candidacy, gate).standing is not Standing.NO_EVIDENCE


def _outcome(candidacy: Candidacy, gate: Gate) -> tuple[bool, float | None]:
    if gate == "status":
        return candidacy.status in (Status.SHORTLISTED, Status.ELIGIBLE), None
    key = _key(candidacy, gate)
    return key.standing is Standing.STANDS, key.level


def _table(
    attribute: str, gate: Gate, people: pl.DataFrame, rule: FairnessRule
) -> FairnessTable | None:
    if people["group"].null_count() == len(people):
        return None
    if people["stratum"].n_unique() == 1:
        people = people.drop("stratum")
    table = impact_table(people, min_group=rule.min_group, confidence=rule.confidence)
    return FairnessTable(attribute=attribute, gate=gate, table=table)
