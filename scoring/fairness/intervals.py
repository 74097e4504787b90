"""Intervals of a rate, of a ratio of rates and of an odds ratio."""

import math

from scipy import special, stats

Limits = tuple[float, float]


def wilson(selected: int, n: int, confidence: float = 0.95) -> Limits | None:
    """Score interval of a rate; None for nobody. Source: Wilson (1927)."""
    if n == 0:
        return None
    z = _z(confidence)
    rate, share = selected / n, z**2 / n
    middle = (rate + share / 2) / (1 + share)
    reach = z * math.sqrt(rate * (1 - rate) / n + share / (4 * n)) / (1 + share)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def clopper_pearson(selected: int, n: int, confidence: float = 0.95) -> Limits | None:
    """Exact interval of a rate; None for nobody. Source: Clopper and Pearson (1934)."""
    if n == 0:
        return None
    tail = (1 - confidence) / 2
    low = stats.beta.ppf(tail, selected, n - selected + 1) if selected > 0 else 0.0
    high = stats.beta.ppf(1 - tail, selected + 1, n - selected) if selected < n else 1.0
    return float(low), float(high)


def katz(a: int, n1: int, b: int, n2: int, confidence: float = 0.95) -> Limits | None:
    """Interval of the impact ratio (a/n1) / (b/n2); None where either selects nobody.

    Source: Katz et al. (1978); Morris and Lobsenz (2000) for impact ratios.
    """
    if a == 0 or b == 0:
        return None
    error = math.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n2)
    return _around((a * n2) / (b * n1), error, confidence)


def woolf(a: int, n1: int, b: int, n2: int, confidence: float = 0.95) -> Limits | None:
    """Interval of the odds ratio; None where any cell is empty. Source: Woolf (1955)."""
    cells = (a, n1 - a, b, n2 - b)
    if min(cells) == 0:
        return None
    error = math.sqrt(sum(1 / cell for cell in cells))
    return _around((a * (n2 - b)) / (b * (n1 - a)), error, confidence)


def _around(ratio: float, error: float, confidence: float) -> Limits:
    reach = _z(confidence) * error
    return ratio * math.exp(-reach), ratio * math.exp(reach)


def _z(confidence: float) -> float:
    return float(special.ndtri((1 + confidence) / 2))
