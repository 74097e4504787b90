"""Two groups over many strata, so that pooling does not mislead (Mantel and Haenszel)."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from schemas.results.impact import Stratified
from scoring.fairness.two_groups import Counts


def mantel_haenszel(
    group: str, reference: str, strata: Sequence[Counts], confidence: float = 0.95
) -> Stratified:
    """The common odds ratio over strata and the test that it is 1.

    Args:
        group: Name of the group looked at.
        reference: Name of the group compared with.
        strata: Counts inside each stratum; one where nobody or everybody is selected, or a
            group is absent, carries nothing.
        confidence: Of the interval.

    Source:
        Mantel and Haenszel (1959), with continuity correction of one half; interval of
        Robins, Breslow and Greenland (1986).
    """
    cells = np.array([[c.a, c.n1 - c.a, c.b, c.n2 - c.b] for c in strata], dtype=float)
    cells = cells.reshape(-1, 4)
    low, high = _odds_limits(cells, confidence)
    plain, corrected = _tests(cells)
    return Stratified(
        group=group,
        reference=reference,
        n_strata=len(cells),
        odds_ratio=_odds(cells),
        odds_low=low,
        odds_high=high,
        chi2=corrected,
        p=_p(corrected),
        chi2_uncorrected=plain,
        p_uncorrected=_p(plain),
    )


def _p(chi2: float | None) -> float | None:
    return None if chi2 is None else float(stats.chi2.sf(chi2, 1))


def _products(cells: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    a, b, c, d = cells.T
    n = np.maximum(cells.sum(axis=1), 1)
    return a * d / n, b * c / n


def _odds(cells: NDArray[np.float64]) -> float | None:
    above, below = _products(cells)
    return None if below.sum() == 0 else float(above.sum() / below.sum())


def _odds_limits(
    cells: NDArray[np.float64], confidence: float
) -> tuple[float | None, float | None]:
    above, below = _products(cells)
    r, s = above.sum(), below.sum()
    if r == 0 or s == 0:
        return None, None
    n = np.maximum(cells.sum(axis=1), 1)
    p, q = (cells[:, 0] + cells[:, 3]) / n, (cells[:, 1] + cells[:, 2]) / n
    variance = (p * above).sum() / (2 * r**2) + (q * below).sum() / (2 * s**2)
    variance += (p * below + q * above).sum() / (2 * r * s)
    reach = special.ndtri((1 + confidence) / 2) * math.sqrt(variance)
    return float(r / s * math.exp(-reach)), float(r / s * math.exp(reach))


def _tests(cells: NDArray[np.float64]) -> tuple[float | None, float | None]:
    a, b, c, d = cells.T
    n = cells.sum(axis=1)
    safe = np.maximum(n, 2)
    expected = (a + b) * (a + c) / safe
    variance = ((a + b) * (c + d) * (a + c) * (b + d) / (safe**2 * (safe - 1))).sum()
    if variance == 0:
        return None, None
    gap = abs(float((a - expected).sum()))
    return gap**2 / variance, (gap - min(0.5, gap)) ** 2 / variance
