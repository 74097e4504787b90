"""What reliability implies: raters needed, composites, differences, limits of validity."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.words import ratio


def raters_needed(single: float, wanted: float) -> float | None:
    """Raters whose mean has the reliability wanted; round up for a panel.

    Args:
        single: Reliability of one rater.
        wanted: Of the mean, above 0 and below 1.

    Returns:
        A number of raters, not whole; None where one rater is worth nothing, or everything.

    Source:
        Spearman-Brown, solved for the number.
    """
    if not 0 < single < 1:
        return None
    return wanted * (1 - single) / (single * (1 - wanted))


@dataclass(frozen=True)
class Composite:
    """A weighted sum of scores: its variance, reliability and standard error of measurement."""

    variance: float
    reliability: float | None
    sem: float


def composite(
    weights: NDArray[np.float64],
    sds: NDArray[np.float64],
    correlations: NDArray[np.float64],
    reliabilities: NDArray[np.float64],
) -> Composite:
    """Reliability of a weighted composite whose parts err independently.

    Args:
        weights: Shape (n_parts,).
        sds: Standard deviations of the parts.
        correlations: Of the parts as observed, shape (n_parts, n_parts).
        reliabilities: Of the parts, 0 to 1.

    Source:
        Mosier (1943): 1 - sum of w2 s2 (1 - r) over the composite's variance.
    """
    scaled = weights * sds
    variance = float(scaled @ correlations @ scaled)
    noise = float((scaled**2 * (1 - reliabilities)).sum())
    size = float((scaled**2).sum())
    return Composite(variance, ratio(variance - noise, variance, size), math.sqrt(noise))


def difference_reliability(first: float, second: float, correlation: float) -> float | None:
    """Reliability of the difference of two scores of equal spread; None where they are one.

    Source: Lord (1956).
    """
    return ratio((first + second) / 2 - correlation, 1 - correlation, 1.0)


def largest_validity(true_validity: float, reliability: float) -> float:
    """The correlation with an outcome that a score of this reliability can show at best.

    Source: Spearman (1904), attenuation.
    """
    return true_validity * math.sqrt(reliability)
