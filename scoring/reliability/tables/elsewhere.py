"""What R's irr 0.84.1 prints where it differs, so that a comparison does not puzzle anyone."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

from scoring.reliability.icc import intraclass, mean_squares


def irr_alpha(alpha: float, n_ratings: int, n_raters: int) -> float:
    """Krippendorff's alpha of a table without gaps as `irr::kripp.alpha` prints it.

    Where nothing is missing irr leaves out the divisor m - 1 of the coincidences, which
    inflates the number of ratings in the factor n - 1 and prints too low an alpha for three
    or more raters. With a gap anywhere it prints Krippendorff's own figure.

    Args:
        alpha: Krippendorff's own.
        n_ratings: All ratings, n.
        n_raters: Raters, m.
    """
    inflated = n_ratings * (n_raters - 1) - 1
    return 1 - (1 - alpha) * inflated / ((n_raters - 1) * (n_ratings - 1))


def irr_average_limits(
    table: NDArray[np.float64], confidence: float = 0.95
) -> tuple[float, float] | None:
    """Limits of ICC(2,k) as `irr::icc` prints them; None where the coefficient is undefined.

    It puts the coefficient of the average into the degrees of freedom of a single rater's.

    Source:
        McGraw and Wong (1996), as read by irr.
    """
    average = intraclass(table)["icc2_k"]
    if average.value is None or average.low is None or average.value >= 1:
        return None
    ms, tail = mean_squares(table), (1 + confidence) / 2
    odds = ms.k * average.value / (ms.n * (1 - average.value))
    raters, error = odds * ms.raters, (1 + odds * (ms.n - 1)) * ms.error
    df = (raters + error) ** 2 / (raters**2 / (ms.k - 1) + error**2 / ((ms.n - 1) * (ms.k - 1)))
    upper, lower = special.fdtri(ms.n - 1, df, tail), special.fdtri(df, ms.n - 1, tail)
    low = ms.n * (ms.between - upper * ms.error)
    low /= upper * (ms.raters - ms.error) + ms.n * ms.between
    high = ms.n * (lower * ms.between - ms.error)
    high /= ms.raters - ms.error + ms.n * lower * ms.between
    return float(low), float(high)
