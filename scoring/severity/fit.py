"""What a fit of one track gives: levels, raters, questions and the arithmetic of each rating."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
import polars as pl

from scoring.severity.arrays import Codes, Floats

Estimate = Literal["level", "blup"]
Origin = Literal["estimated", "prior", "given", "absent"]
Component = Literal["target", "rater", "target_rater", "residual"]
NAMES: tuple[Component, ...] = ("target", "rater", "target_rater", "residual")


@dataclass(frozen=True)
class Variance:
    """Variance components in squared scale points, and where each comes from.

    `origin` says of each component `estimated`, `prior` (its size or its share of an estimated
    sum is a prior's), `given` or `absent`.
    """

    target: float
    rater: float
    target_rater: float
    residual: float
    origin: dict[Component, Origin] = field(default_factory=dict)


class Workings(Protocol):
    """What a fit keeps in order to answer for pairs of candidacies and for single ratings."""

    def covariances(self, first: int, others: Codes, estimate: Estimate) -> Floats:
        """Error covariances of candidacy `first` with `others` (codes), squared scale points."""

    def corrections(self) -> pl.DataFrame:
        """The arithmetic of each rating, in the order given."""


@dataclass(frozen=True)
class TrackFit:
    """A fitted track.

    Attributes:
        levels: One row a candidacy, sorted: `candidacy`, `n` (ratings), `n_raters`, `raw`
            (weighted mean), `question_correction`, `severity_correction`, `halo_correction`,
            `level` (their sum), `se`, `blup` (prediction on the scale of the scores), `blup_se`
            (its error against a floor), `blup_cond_sd` (fixed effects taken as known),
            `deviation` (the prediction less the mean), `deviation_se`, `island` (from 1).
        raters: One row a rater, sorted: `rater_id`, `n`, `severity` (positive is harsh),
            `severity_se`, `blup` (sign of the ratings), `blup_se`, `blup_cond_sd`, `island`.
        questions: One row a question: `guide`, `question_id`, `effect`, `n_candidacies`.
        variance: The components that served.
        intercept: Mean of the predictions; NaN without ratings.
        intercept_se: Its standard error.
        criterion: The REML criterion or ML deviance; None where priors serve for all, or where
            the design is too large for it.
        n_islands: Islands in all.
        notes: Sentences for people: which priors served and why, islands, approximations.
    """

    levels: pl.DataFrame
    raters: pl.DataFrame
    questions: pl.DataFrame
    variance: Variance
    intercept: float
    intercept_se: float
    criterion: float | None
    n_islands: int
    notes: tuple[str, ...]
    workings: Workings = field(repr=False)

    @cached_property
    def corrections(self) -> pl.DataFrame:
        """The arithmetic of each rating, one row each in the order given.

        `question_effect`, `severity`, `halo` (a pair's own effect), `corrected`
        (score - question_effect + severity - halo) and `share` (of the candidacy's weight;
        sums to 1). The level is the sum of share times corrected.
        """
        return self.workings.corrections()

    def contrast_se(self, first: str, second: str, estimate: Estimate = "level") -> float:
        """Standard error of the difference of two candidacies, shared raters included."""
        return float(self.contrast_ses(first, [second], estimate)[0])

    def contrast_ses(
        self, first: str, others: Sequence[str], estimate: Estimate = "level"
    ) -> Floats:
        """Standard errors of candidacy `first` minus each of `others`, shape (n_others,).

        Raises:
            KeyError: A candidacy that was not fitted.
        """
        wanted = np.array([self._codes[name] for name in others], dtype=np.int64)
        at = self._codes[first]
        own = self._variances[estimate]
        shared = self.workings.covariances(at, wanted, estimate)
        apart = own[at] + own[wanted] - 2.0 * shared
        return np.where(wanted == at, 0.0, np.sqrt(np.maximum(apart, 0.0)))

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {name: code for code, name in enumerate(self.levels["candidacy"].to_list())}

    @cached_property
    def _variances(self) -> dict[Estimate, Floats]:
        return {
            "level": self.levels["se"].to_numpy() ** 2,
            "blup": self.levels["deviation_se"].to_numpy() ** 2,
        }
