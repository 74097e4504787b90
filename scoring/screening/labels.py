"""What a candidacy is called in a workbook: a name, or an opaque label while blind."""

from collections.abc import Mapping
from hashlib import sha256

from schemas.config.policy import ViewRule
from scoring.screening.inputs import CandidacyId

LABEL_DIGITS = 6


def label_of(
    candidacy: CandidacyId, names: Mapping[str, str], view: ViewRule, *, decided: bool
) -> str:
    """The label to show.

    Args:
        candidacy: Requisition and candidate.
        names: Display names by candidate id.
        view: Until which stage names are hidden.
        decided: Whether a decision on this candidacy is on record.
    """
    requisition_id, candidate_id = candidacy
    if view.blind_until == "decision" and not decided:
        digest = sha256(f"{requisition_id}\x1f{candidate_id}".encode()).hexdigest()
        return f"Candidate {digest[:LABEL_DIGITS].upper()}"
    return names.get(candidate_id, candidate_id)
