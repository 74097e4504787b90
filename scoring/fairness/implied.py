"""What a difference in means implies for selection, and how often a bare ratio cries wolf."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats


def ratio_at_majority_rate(d: float, majority_rate: float) -> float:
    """The impact ratio when the reference group is selected at this rate.

    Args:
        d: Reference mean less group mean, in standard deviations.
        majority_rate: Above 0 and below 1.

    Source:
        Sackett and Wilk (1994).
    """
    return float(stats.norm.cdf(stats.norm.ppf(majority_rate) - d) / majority_rate)


def rates_implied(d: float, selection_rate: float, minority_share: float) -> tuple[float, float]:
    """Selection rates of majority and minority under one cut on normal scores.

    Args:
        d: Majority mean less minority mean, in standard deviations.
        selection_rate: Of all, above 0 and below 1.
        minority_share: Of all, 0 to 1.

    Returns:
        The majority's rate, then the minority's; their ratio is the impact ratio.

    Source:
        De Corte and Lievens (2003).
    """

    def excess(cut: float) -> float:
        majority = (1 - minority_share) * stats.norm.sf(cut)
        return float(majority + minority_share * stats.norm.sf(cut + d) - selection_rate)

    reach = 10 + abs(d)
    cut = optimize.brentq(excess, -reach, reach, xtol=1e-14)
    return float(stats.norm.sf(cut)), float(stats.norm.sf(cut + d))


def composite_d(differences: NDArray[np.float64], correlation: float) -> float:
    """Cohen's d of the unit-weighted sum of equally correlated parts.

    Source: Sackett and Ellingson (1997): sum of d over √(k + k (k - 1) r).
    """
    k = len(differences)
    return float(differences.sum() / math.sqrt(k + k * (k - 1) * correlation))


def cohens_d(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """First mean less second in pooled standard deviations; None without spread or degrees.

    Source: Cohen (1988).
    """
    freedom = len(first) + len(second) - 2
    if min(len(first), len(second)) == 0 or freedom < 1:
        return None
    squares = ((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum()
    if squares == 0:
        return None
    return float((first.mean() - second.mean()) / math.sqrt(squares / freedom))


def hedges_factor(freedom: int, *, exact: bool = True) -> float:
    """What to multiply Cohen's d by against its small-sample bias. Source: Hedges (1981).

    Args:
        freedom: Degrees of freedom, n1 + n2 - 2, at least 2.
        exact: By gamma functions; else the usual approximation 1 - 3 / (4 df - 1).
    """
    if not exact:
        return 1 - 3 / (4 * freedom - 1)
    logs = math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2)
    return math.exp(logs) / math.sqrt(freedom / 2)


def false_alarm_rates(n_focal: int, n_reference: int, rate: float) -> tuple[float, float]:
    """How often four fifths is broken when both groups truly pass at the same rate.

    Args:
        n_focal: People in one group.
        n_reference: People in the other.
        rate: True rate of both, 0 to 1.

    Returns:
        Probability that either group is flagged, and that the first is. A round that selects
        nobody flags nobody.

    Source:
        Exact enumeration; the point is made by Roth, Bobko and Switzer (2006).
    """
    a, b = np.arange(n_focal + 1)[:, None], np.arange(n_reference + 1)
    chance = stats.binom.pmf(a, n_focal, rate) * stats.binom.pmf(b, n_reference, rate)
    first = 5 * a * n_reference < 4 * b * n_focal
    second = 5 * b * n_focal < 4 * a * n_reference
    return float(chance[first | second].sum()), float(chance[first].sum())
