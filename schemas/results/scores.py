"""Scores: the two keys of a candidacy with their errors, and the evidence behind them."""

from datetime import datetime

from pydantic import Field

from schemas.base import Contract
from schemas.results.notes import NoteMark
from schemas.words import Standing, Track


class KeyScore(Contract):
    """One key: 0 to 100 up to extrapolation (levels are not clipped).

    raw + question_correction + severity_correction + halo_correction = level.
    """

    track: Track
    raw: float | None = Field(default=None, description="Weighted mean of the scores.")
    question_correction: float | None = Field(default=None, description="For harder questions.")
    severity_correction: float | None = Field(default=None, description="For harsher raters.")
    halo_correction: float | None = Field(default=None, description="For halo predictions.")
    level: float | None = Field(default=None, description="The key.")
    se: float | None = Field(default=None, description="Standard error against a floor.")
    blup: float | None = Field(default=None, description="Best linear unbiased prediction.")
    blup_se: float | None = None
    floor: float
    p_above_floor: float | None = Field(
        default=None, description="Phi((level - floor) / se); the weakest over own floors."
    )
    headroom: float | None = Field(default=None, description="(level - floor) / (100 - floor).")
    standing: Standing
    weakest_dimension: str | None = Field(
        default=None, description="The dimension whose own floor gave the weakest result."
    )
    n_ratings: int = 0
    n_raters: int = 0
    island: int | None = Field(default=None, description="Linked set of raters, from 1.")


class DimensionScore(Contract):
    """One dimension of one candidacy."""

    track: Track
    dimension: str
    level: float | None = None
    se: float | None = None
    floor: float | None = Field(default=None, description="Its own floor, where it has one.")
    p_above_floor: float | None = None
    n_ratings: int = 0
    n_raters: int = 0


class FlagSeen(Contract):
    """A red flag recorded for a candidacy."""

    flag: str
    raters: tuple[str, ...]
    confirmed: bool = Field(description="Recorded by as many raters as the policy asks.")


class EvidenceLine(Contract):
    """One response as it entered a key, with the arithmetic and the place it came from."""

    candidate_id: str
    track: Track
    dimension: str
    question_id: str
    question_text: str
    rater_id: str
    interview: str = ""
    value_raw: str = ""
    score: float | None = Field(default=None, description="0 to 100; null is no answer.")
    anchor: str = Field(default="", description="The described behaviour of that rating.")
    weight: float | None = Field(default=None, description="Share in the key, sums to 1 a key.")
    question_correction: float | None = None
    severity_correction: float | None = None
    halo_correction: float | None = None
    corrected: float | None = Field(default=None, description="Score after the corrections.")
    note: str = ""
    note_marks: tuple[NoteMark, ...] = Field(
        default=(), description="Phrases in the note that are no evidence."
    )
    submitted_at: datetime | None = None
    source_file: str
    locator: str
    after_decision: bool = Field(
        default=False, description="Came after the decision that froze the candidacy: not counted."
    )


class Scores(Contract):
    """Both keys of one candidacy, each fitted alone."""

    requisition_id: str
    candidate_id: str
    values: KeyScore
    skill: KeyScore
    dimensions: tuple[DimensionScore, ...] = ()
    flags: tuple[FlagSeen, ...] = ()

    def key(self, track: Track) -> KeyScore:
        """The key of `track`."""
        return self.values if track is Track.VALUES else self.skill
