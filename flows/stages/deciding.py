"""Deciding: what a returned workbook decides is held against the record, and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from flows.intake.reading import Reading
from flows.intake.returned.checks import check_decisions
from flows.ledger.runs import Register, record_decision
from schemas.decision import Decision
from schemas.results.shortlist import Candidacy
from schemas.words import SourceName


@dataclass(frozen=True)
class Shown:
    """A decision, and the candidacy as its decider was shown it."""

    decision: Decision
    candidacy: Candidacy | None


def held_against_record(register: Register, reading: Reading) -> tuple[Reading, list[Shown]]:
    """Keep the decisions that can be recorded, and say what is wrong with the others.

    Returns:
        The reading with what was found, and each decision with what its decider was shown.
    """
    if reading.source is not SourceName.DECISIONS or not reading.decisions:
        return reading, []
    shown = {one.run_id: _candidacies(register, one) for one in reading.decisions}
    now = {
        (requisition, candidacy.candidate_id): candidacy.status
        for requisition in {one.requisition_id for one in reading.decisions}
        if (last := register.last_shortlist(requisition)) is not None
        for candidacy in last.shortlist.candidates
    }
    checked = check_decisions(
        reading.decisions,
        shown={
            run: {who: candidacy.status for who, candidacy in candidacies.items()}
            for run, candidacies in shown.items()
            if candidacies is not None
        },
        current=now,
        recorded=[record.decision for record in register.decisions()],
    )
    said = [f"New decisions: {len(checked.accepted)}."]
    if checked.n_repeated:
        said.append(f"On record before: {checked.n_repeated}.")
    whole = replace(
        reading,
        decisions=checked.accepted,
        faults=(*reading.faults, *checked.faults),
        notes=tuple(said),
    )
    return whole, [
        Shown(one, (shown[one.run_id] or {}).get(one.candidate_id)) for one in checked.accepted
    ]


def record_shown(connection: Connection, made: Sequence[Shown], digest: str, at: datetime) -> None:
    """Record decisions in the caller's transaction."""
    for one in made:
        record_decision(connection, one.decision, one.candidacy, digest, at)


def _candidacies(register: Register, decision: Decision) -> dict[str, Candidacy] | None:
    shortlist = register.shortlist_of_run(decision.requisition_id, decision.run_id)
    if shortlist is None:
        return None
    return {candidacy.candidate_id: candidacy for candidacy in shortlist.candidates}
