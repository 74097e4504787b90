"""Severity of raters in any table of ratings, on that table's own scale."""

from pydantic import Field

from schemas.base import Contract


class SeverityVariance(Contract):
    """Variance components in squared points of the table's scale; null where not in the model.

    All are null where the ratings are all equal.
    """

    target: float | None
    rater: float | None
    target_rater: float | None
    residual: float | None


class SeverityTarget(Contract):
    """One target (candidate, essay, product)."""

    target: str
    n: int = Field(description="Its ratings.")
    raw_mean: float
    level: float = Field(description="Mean corrected for items, severity and halo.")
    level_se: float | None
    blup: float = Field(description="Best linear unbiased prediction, from the intercept.")
    blup_se: float | None = Field(description="Prediction error; the mean's error included.")
    blup_cond_sd: float | None = Field(description="Conditional deviation, as lme4 prints it.")
    island: int = Field(description="Linked set of targets and raters, from 1.")


class SeverityRater(Contract):
    """One rater."""

    rater: str
    n: int
    severity: float = Field(description="Positive for a harsh rater; from the levels' model.")
    severity_se: float | None
    blup: float = Field(description="Prediction with the sign of the ratings.")
    blup_se: float | None
    blup_cond_sd: float | None
    island: int


class SeverityReport(Contract):
    """What `stats severity` prints."""

    variance: SeverityVariance
    intercept: float
    criterion: float | None = Field(
        description="REML criterion or, by ml, the deviance; null where nothing was estimated."
    )
    targets: tuple[SeverityTarget, ...]
    raters: tuple[SeverityRater, ...]
    islands: int
    notes: tuple[str, ...] = Field(default=(), description="What a reader must know, in words.")
