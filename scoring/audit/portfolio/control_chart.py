"""A control chart of a monthly share: smoothed, with limits, and a rule for when to speak."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.config.policy import DriftRule

Array = NDArray[np.float64]

GUARD = 3
"""Months before the one charted that the center never reads: a drift must not hide itself."""

PSEUDO_CASES = 1.5
"""Cases added on either side for the variance, so that a first months' share of 0 is no promise.

Chosen with `GUARD` by simulation: with 1 to 8 requisitions a month and any steady share, a series
speaks wrongly for at most 4 of 100 companies in two years, and a full turn is seen at once.
"""


@dataclass(frozen=True)
class ControlChart:
    """One entry a month, NaN where undefined.

    Attributes:
        smoothed: Exponentially weighted average of the share, after the baseline.
        center: Share over the months that the average is held against.
        lower: Control limit of `smoothed`, not below 0.
        upper: Control limit of `smoothed`, not above 1.
        above: Whether `smoothed` lies above its upper limit.
        below: Whether `smoothed` lies below its lower limit.
    """

    smoothed: Array
    center: Array
    lower: Array
    upper: Array
    above: NDArray[np.bool_]
    below: NDArray[np.bool_]


@dataclass(frozen=True)
class _Center:
    share: float
    variance: float
    n: float

    @property
    def own_variance(self) -> float:
        return self.variance / self.n


def control_chart(share: Array, n: Array, rule: DriftRule) -> ControlChart:
    """Chart a share by month against the company's own earlier months.

    The first `rule.baseline_months` months with anything to count are the baseline; the average
    starts from their share and may speak from the month after. As steady months pass they join
    the baseline, up to `GUARD` months back and only until the first signal. Limits are those of
    a binomial share of a month's `n`, widened by the spread from one baseline month to the next
    where that is larger than chance, and by the error of the center itself.

    Args:
        share: 0 to 1, NaN in months without anything to count.
        n: Independent cases that it is a share of, 0 in months without anything.
        rule: Smoothing, limit in standard errors, length of the baseline.

    Returns:
        The chart; all NaN and silent while the baseline is not full.

    Source:
        Roberts (1959), Technometrics 1:239-250; Laney (2002), Quality Engineering 14:531-537.
    """
    chart = _silent(share.size)
    counted = np.flatnonzero(n > 0)
    if counted.size < rule.baseline_months:
        return chart
    start = int(counted[rule.baseline_months - 1])
    end, spread = start, 0.0
    smoothed = _center(share[: start + 1], n[: start + 1]).share
    for month in range(start + 1, share.size):
        if not chart.above.any():
            end = max(start, month - 1 - GUARD)
        center = _center(share[: end + 1], n[: end + 1])
        if n[month] > 0:
            smoothed += rule.smoothing * (share[month] - smoothed)
            spread = (1 - rule.smoothing) ** 2 * spread + rule.smoothing**2 / n[month]
        reach = rule.limit * np.sqrt(spread * center.variance + center.own_variance)
        chart.smoothed[month], chart.center[month] = smoothed, center.share
        chart.lower[month] = max(0.0, center.share - reach)
        chart.upper[month] = min(1.0, center.share + reach)
        chart.above[month] = smoothed > chart.upper[month]
        chart.below[month] = smoothed < chart.lower[month]
    return chart


def _silent(size: int) -> ControlChart:
    smoothed, center, lower, upper = np.full((4, size), np.nan)
    above, below = np.zeros((2, size), dtype=np.bool_)
    return ControlChart(smoothed, center, lower, upper, above, below)


def _center(share: Array, n: Array) -> _Center:
    counted = n > 0
    share, n = share[counted], n[counted]
    total = float(n.sum())
    center = float(share @ n) / total
    steady = (center * total + PSEUDO_CASES) / (total + 2 * PSEUDO_CASES)
    # From month to next month, so that a baseline that already drifts does not widen the limits.
    shared = n[1:] * n[:-1] / (n[1:] + n[:-1])
    between = float(np.diff(share) ** 2 @ shared) / (n.size - 1)
    return _Center(center, max(steady * (1 - steady), between), total)
