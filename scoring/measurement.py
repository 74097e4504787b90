"""Error of a single score: standard errors, bands, regressed estimates and joint certainty."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from scoring.floor import p_above_floor


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """How far scores of one true score scatter: sd x sqrt(1 - reliability), in scale points."""
    return float(sd * np.sqrt(1.0 - reliability))


def standard_error_of_difference(sd: float, reliability: float) -> float:
    """How far the difference of two equal true scores scatters, errors being independent."""
    return float(np.sqrt(2.0) * standard_error_of_measurement(sd, reliability))


def in_band(scores: Sequence[float], width: float) -> tuple[float, ...]:
    """Scores that the band from the highest one down holds, highest first.

    A fixed band is this over all scores; a sliding one is this over those not yet taken.

    Source:
        Cascio, Outtz, Zedeck and Goldstein (1991), Human Performance 4: the width is a multiple
        of the standard error of difference.
    """
    ordered = sorted(scores, reverse=True)
    return tuple(score for score in ordered if score >= ordered[0] - width)


@dataclass(frozen=True)
class TrueScore:
    """Kelley's regressed estimate of a true score.

    Attributes:
        estimate: In scale points.
        se: Standard error of estimate.
        low: Lower limit of the interval asked for.
        high: Upper limit.
    """

    estimate: float
    se: float
    low: float
    high: float

    def p_above(self, cut: float) -> float:
        """Probability that the true score is at or above `cut`."""
        return float(p_above_floor(self.estimate, self.se, cut))


def true_score(
    score: float, mean: float, sd: float, reliability: float, confidence: float = 0.95
) -> TrueScore:
    """Regress a score to the mean of its group, as far as it is unreliable.

    Source:
        Kelley (1947); Lord and Novick (1968), section 3.7; Dudek (1979).
    """
    estimate = mean + reliability * (score - mean)
    se = float(sd * np.sqrt(reliability * (1.0 - reliability)))
    reach = float(ndtri(0.5 + confidence / 2.0)) * se
    return TrueScore(estimate, se, estimate - reach, estimate + reach)


@dataclass(frozen=True)
class JointCertainty:
    """Probability that two true scores both clear their floors.

    Attributes:
        p: At the error correlation given.
        least: The least that any dependence allows.
        most: The most that any dependence allows.
    """

    p: float
    least: float
    most: float


def both_clear(first: float, second: float, error_correlation: float = 0.0) -> JointCertainty:
    """Join the probabilities that each of two keys stands above its floor.

    Args:
        first: Probability for one key, between 0 and 1.
        second: Probability for the other.
        error_correlation: Correlation of their errors, -1 to 1; 0 where no rater rated both.

    Source:
        Douglas and Mislevy (2010); bounds of Frechet (1951).
    """
    least, most = max(0.0, first + second - 1.0), min(first, second)
    if {first, second} & {0.0, 1.0}:
        return JointCertainty(first * second, least, most)
    cuts = [float(ndtri(first)), float(ndtri(second))]
    covariance = [[1.0, error_correlation], [error_correlation, 1.0]]
    joint = multivariate_normal(mean=[0.0, 0.0], cov=covariance, allow_singular=True)
    return JointCertainty(float(joint.cdf(cuts)), least, most)
