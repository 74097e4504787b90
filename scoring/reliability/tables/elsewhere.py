"""What R's irr 0.84.1 prints where it differs, so that a comparison does not puzzle anyone."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

from schemas.results.reliability import Coefficient
from scoring.reliability.agreement.ranks import mean_correlation
from scoring.reliability.icc import intraclass, mean_squares
from scoring.reliability.panel import Panel


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


def printed_elsewhere(
    means: Panel,
    complete: NDArray[np.float64],
    found: dict[str, Coefficient],
    confidence: float = 0.95,
) -> dict[str, float]:
    """What irr prints for the same table, where that is another figure.

    Args:
        means: The ratings, one a cell.
        complete: The targets that every rater rated, shape (n_complete, n_raters).
        found: Our coefficients.
        confidence: Of the intervals, 0 to 1.
    """
    means_of_z = {
        "irr_mean_pearson": mean_correlation(complete, fisher_z=True).value,
        "irr_mean_spearman": mean_correlation(complete, ranks=True, fisher_z=True).value,
    }
    printed = {name: value for name, value in means_of_z.items() if value is not None}
    limits = irr_average_limits(complete, confidence) if min(complete.shape) > 1 else None
    if limits is not None:
        printed |= {"irr_icc2_k_low": limits[0], "irr_icc2_k_high": limits[1]}
    if complete.size < means.n_ratings or means.n_raters < 3:
        return printed
    for name, ours in found.items():
        if name.startswith("alpha_") and ours.value is not None:
            printed[f"irr_{name}"] = irr_alpha(ours.value, means.n_ratings, means.n_raters)
    return printed
