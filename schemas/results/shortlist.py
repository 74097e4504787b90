"""A shortlist: every candidacy of one requisition with status, order and reasons."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.base import Contract
from schemas.config.policy import Floors
from schemas.results.audit import Dominance
from schemas.results.scores import DimensionScore, EvidenceLine, FlagSeen, KeyScore
from schemas.words import Status, Track


class Reason(Contract):
    """One reason for a status: a stable code and a sentence."""

    code: str
    track: Track | None = None
    text: str


class NextEvidence(Contract):
    """What would settle a doubt soonest."""

    track: Track
    dimension: str
    kind: Literal["another_rater", "another_question", "first_rating"]
    question: str = Field(default="", description="A question to ask, as it is asked.")
    se_now: float | None = None
    se_then: float | None = Field(default=None, description="The error expected with it.")
    text: str


class LaterEvidence(Contract):
    """Answers that came after the decision on a frozen candidacy: shown, and not counted."""

    n_answers: int = Field(ge=1)
    values_level: float | None = Field(default=None, description="The key with these answers.")
    values_se: float | None = None
    skill_level: float | None = Field(default=None, description="The key with these answers.")
    skill_se: float | None = None
    text: str


class Candidacy(Contract):
    """One candidate in one requisition, as the two-key rule sees it."""

    candidate_id: str
    label: str = Field(default="", description="For display: a name, or an opaque label.")
    status: Status
    rank: int | None = Field(default=None, ge=1, description="Among those who pass.")
    band: int | None = Field(default=None, ge=1)
    tied_at_seat: bool = False
    values: KeyScore
    skill: KeyScore
    dimensions: tuple[DimensionScore, ...] = ()
    flags: tuple[FlagSeen, ...] = ()
    reasons: tuple[Reason, ...]
    next_evidence: tuple[NextEvidence, ...] = ()
    frozen: bool = Field(default=False, description="Decided: scores are those of that time.")
    later: LaterEvidence | None = Field(
        default=None, description="What came after the decision; only where frozen."
    )
    overall: float | None = Field(
        default=None, description="Mean overall verdict, 0 to 100; belongs to neither key."
    )


class Shortlist(Contract):
    """The answer for one requisition."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    requisition_id: str
    role: str
    title: str
    seats: int
    opened_on: date | None = None
    closed_on: date | None = None
    floors: Floors
    candidates: tuple[Candidacy, ...] = Field(
        description="Passers by rank, then second looks, then the others, skill-only first."
    )
    evidence: tuple[EvidenceLine, ...] = Field(
        default=(),
        description="Of a frozen candidacy the lines of its record, then those that came later.",
    )
    dominance: Dominance | None = Field(
        default=None, description="What really decides; null before the audit."
    )
    notes: tuple[str, ...] = Field(
        default=(),
        description="What the reader must know: priors used, islands, keys not distinct.",
    )

    def counts(self) -> dict[Status, int]:
        """How many candidacies have each status; every status is there."""
        found = [candidacy.status for candidacy in self.candidates]
        return {status: found.count(status) for status in Status}
