"""Reliability: how far ratings can be trusted, as figures and words that a sheet can show."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract
from schemas.words import Track


class Coefficient(Contract):
    """One figure with its interval; what is undefined is null and said in words."""

    value: float | None = None
    low: float | None = Field(default=None, description="Lower limit; null where none is known.")
    high: float | None = Field(default=None, description="Upper limit; null where none is known.")
    said: str = Field(default="", description="Why there is no value, or a caution beside it.")


class RaterRow(Contract):
    """One rater on one track. Points are points of the key's scale, 0 to 100."""

    rater_id: str
    track: Track
    n_ratings: int = Field(ge=0)
    n_candidacies: int = Field(ge=0)
    island: int | None = Field(default=None, description="Linked set of raters, from 1.")
    severity: float | None = Field(
        default=None, description="Points lower than others rate the same candidates."
    )
    severity_se: float | None = None
    mean: float | None = Field(default=None, description="Mean of the ratings given.")
    spread: float | None = Field(
        default=None, description="Standard deviation of the ratings given; null for one."
    )
    spread_ratio: float | None = Field(
        default=None, description="Spread over that of all raters; 1 is usual, 0 is one rating."
    )
    halo: float | None = Field(
        default=None,
        description="1 when all dimensions of a candidate get the same, 0 as raters usually do.",
    )
    exact_rate: float | None = Field(
        default=None, description="Share of shared answers rated the same as another rater did."
    )
    within_one_rate: float | None = Field(
        default=None, description="Share of shared answers within one scale point."
    )
    n_shared: int = Field(default=0, description="Comparisons behind the two rates.")
    straight_lined_rate: float | None = Field(
        default=None, description="Share of candidacies given one and the same rating throughout."
    )
    straight_lining: bool = False
    advice: str


class PanelAgreement(Contract):
    """How far the raters of one candidacy agree on one track."""

    requisition_id: str
    candidate_id: str
    track: Track
    n_raters: int
    n_shared_questions: int = Field(description="Questions that two or more of them rated.")
    agreement: Coefficient = Field(
        description="r*wg: 1 is agreement, 0 is chance, below 0 a panel of two minds; the low "
        "and high values are those under other null distributions, not a confidence interval."
    )


class TrackReliability(Contract):
    """How far the levels of one track can be trusted. Rates and coefficients run 0 to 1."""

    track: Track
    n_candidacies: int
    n_raters: int
    n_ratings: int
    raters_per_candidacy: float | None = Field(default=None, description="Harmonic mean (khat).")
    q: float | None = Field(
        default=None,
        description="Share of rater variance that disturbs comparisons: 0 crossed, 1/khat nested.",
    )
    generalizability: Coefficient = Field(
        description="G(q,k): reliability of comparing candidates by uncorrected panel means."
    )
    dependability: Coefficient = Field(
        description="The same for holding one candidate against a fixed floor."
    )
    single_rater: Coefficient = Field(description="Dependability of one rater alone.")
    raters_for_80: int | None = Field(
        default=None, description="Raters needed for a dependability of .80."
    )
    alpha: Coefficient = Field(description="Krippendorff's alpha, interval metric.")
    sem: float | None = Field(
        default=None, description="Root mean square standard error of the levels, in points."
    )
    accuracy: float | None = Field(
        default=None, description="Expected share of floor decisions that are right (Rudner)."
    )
    consistency: float | None = Field(
        default=None, description="Expected share that another panel would decide alike (Rudner)."
    )
    false_pass_rate: float | None = None
    false_fail_rate: float | None = None
    panels: tuple[PanelAgreement, ...] = ()
    notes: tuple[str, ...] = ()


class DistinctKeys(Contract):
    """Whether the values key says anything that the skill key does not."""

    n_candidacies: int
    observed: float | None = Field(default=None, description="Correlation of the two levels.")
    reliability_values: float | None = None
    reliability_skill: float | None = None
    corrected: Coefficient = Field(description="The correlation without the noise of either key.")
    verdict: Literal["distinct", "not_distinct", "undetermined"]
    said: str


class ReliabilityTable(Contract):
    """Every coefficient of agreement and reliability of an analyst's table."""

    n_targets: int
    n_complete: int = Field(description="Targets that every rater rated.")
    n_raters: int
    n_ratings: int
    raters_per_target: float | None = Field(default=None, description="Harmonic mean (khat).")
    q: float | None = Field(default=None, description="Putka's multiplier of rater variance.")
    coefficients: dict[str, Coefficient]
    variance: dict[str, dict[str, float | None]] = Field(
        default={}, description="Variance components by model, in squared units of the scores."
    )
    tests: dict[str, float | None] = Field(default={}, description="Statistics and p values.")
    raters_needed: dict[str, int | None] = Field(
        default={}, description="For a dependability of .70, .80 and .90."
    )
    elsewhere: dict[str, float] = Field(
        default={}, description="What R's irr 0.84.1 prints where it differs from the above."
    )
    labels: tuple[str, ...] = Field(default=(), description="Of scores that are words, in order.")
    notes: tuple[str, ...] = ()


class StratifiedReliability(Contract):
    """The same for each part of a table, and how the targets' means go together across them."""

    strata: dict[str, ReliabilityTable]
    between: dict[str, dict[str, float | None]] = Field(
        default={}, description="Observed covariances of the targets' means by stratum."
    )
