"""How far one panel agrees about one candidate: the rWG family, against several nulls."""

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.words import ratio

NULL_SHARES = MappingProxyType(
    {
        "uniform": (0.20, 0.20, 0.20, 0.20, 0.20),
        "slight_skew": (0.05, 0.15, 0.20, 0.35, 0.25),
        "moderate_skew": (0.00, 0.10, 0.15, 0.40, 0.35),
        "heavy_skew": (0.00, 0.00, 0.10, 0.40, 0.50),
        "triangular": (0.11, 0.22, 0.34, 0.22, 0.11),
        "normal": (0.07, 0.24, 0.38, 0.24, 0.07),
    }
)
"""How raters without any opinion might use five points. LeBreton and Senter (2008), Table 2."""


def null_variance(shares: tuple[float, ...]) -> float:
    """Variance of ratings spread over the points 1, 2, … in these shares."""
    points = np.arange(1, len(shares) + 1)
    weights = np.array(shares)
    mean = float(weights @ points)
    return float(weights @ (points - mean) ** 2)


def uniform_variance(n_points: int) -> float:
    """Null variance of a scale of `n_points` equally likely points, (A2 - 1) / 12."""
    return (n_points**2 - 1) / 12


def widest_variance(low: float, high: float) -> float:
    """Null variance of the greatest dissent, half at each end. Source: Lindell et al. (1999)."""
    return (high**2 + low**2) / 2 - ((high + low) / 2) ** 2


def item_variances(ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Variance over raters (n - 1) of each item; NaN for an item with fewer than two.

    Args:
        ratings: Shape (n_raters, n_items); NaN is unrated.
    """
    rated = ~np.isnan(ratings)
    n = rated.sum(axis=0)
    filled = np.where(rated, ratings, 0.0)
    mean = filled.sum(axis=0) / np.maximum(n, 1)
    squares = (np.where(rated, ratings - mean, 0.0) ** 2).sum(axis=0)
    return np.where(n >= 2, squares / np.maximum(n - 1, 1), np.nan)


def r_wg(variance: float, null: float) -> float:
    """Agreement rWG on one item: 1 is agreement, 0 the null, below 0 a panel of two minds.

    Given raw: cutting it off at 0 would hide the disagreement. Source: James et al. (1984).
    """
    return 1 - variance / null


def r_wg_j(variances: NDArray[np.float64], null: float) -> float | None:
    """Agreement rWG(J), which grows with the number of items; None where undefined.

    Source: James, Demaree and Wolf (1984).
    """
    share, items = float(np.mean(variances)) / null, len(variances)
    return ratio(items * (1 - share), items * (1 - share) + share, 1.0)


def r_star_wg_j(variances: NDArray[np.float64], null: float) -> float:
    """r*WG(J): the mean item variance against the null, not inflated by many items.

    With `widest_variance` as the null this is r'WG(J). Source: Lindell, Brandt, Whitney (1999).
    """
    return 1 - float(np.mean(variances)) / null


def a_wg(ratings: NDArray[np.float64], low: float, high: float) -> float | None:
    """Agreement aWG on one item: against the greatest variance that its mean allows.

    Args:
        ratings: Of k raters, none missing.
        low: Lowest point of the scale.
        high: Highest point.

    Returns:
        -1 to 1; None for one rater or a mean at an end of the scale.

    Source:
        Brown and Hauenstein (2005).
    """
    k, mean = len(ratings), float(ratings.mean())
    if k < 2:
        return None
    most = ((high + low) * mean - mean**2 - high * low) * k / (k - 1)
    share = ratio(2 * float(ratings.var(ddof=1)), most, (high - low) ** 2)
    return None if share is None else 1 - share


def average_deviation(ratings: NDArray[np.float64]) -> float:
    """AD about the mean, averaged over items, in scale points. Burke et al. (1999).

    Args:
        ratings: Shape (n_raters, n_items), none missing.
    """
    return float(np.abs(ratings - ratings.mean(axis=0)).mean())
