"""Which of the recorded decisions on each candidacy stands, and who chose otherwise."""

from collections.abc import Sequence

from flows.ledger.records import DecisionRecord
from schemas.books.returned import CHOICE_WORDS
from schemas.decision import Decision
from scoring.standing import Standing, standing_decision

Candidacies = dict[tuple[str, str], tuple[Standing, DecisionRecord]]
"""By requisition and candidate: what stands, and the record of it."""


def standing_records(records: Sequence[DecisionRecord]) -> Candidacies:
    """For every candidacy decided on, what stands and the record of it."""
    by_candidacy: dict[tuple[str, str], list[DecisionRecord]] = {}
    for record in records:
        candidacy = record.decision.requisition_id, record.decision.candidate_id
        by_candidacy.setdefault(candidacy, []).append(record)
    found: Candidacies = {}
    for candidacy, made in by_candidacy.items():
        standing = standing_decision([record.decision for record in made])
        record = next(record for record in made if record.decision is standing.decision)
        found[candidacy] = standing, record
    return found


def disputed_candidacies(decisions: Sequence[Decision]) -> set[tuple[str, str]]:
    """The candidacies about which deciders disagree.

    Args:
        decisions: In the order of recording.
    """
    by_candidacy: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        by_candidacy.setdefault((one.requisition_id, one.candidate_id), []).append(one)
    return {
        candidacy for candidacy, made in by_candidacy.items() if standing_decision(made).disputed_by
    }


def dispute_sentence(standing: Standing) -> str | None:
    """Say who chose otherwise than what stands; None where nobody did."""
    if standing.decision is None or not standing.disputed_by:
        return None
    stands = standing.decision
    others = "; ".join(
        f"{one.decider} chose “{CHOICE_WORDS[one.choice]}”" for one in standing.disputed_by
    )
    return (
        f"Candidate {stands.candidate_id}: the deciders disagree. “{CHOICE_WORDS[stands.choice]}” "
        f"by {stands.decider} came first and stands; {others}. It stands until they agree."
    )
