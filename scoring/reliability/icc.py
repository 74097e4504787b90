"""The six intraclass correlations of a complete table of targets by raters."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from schemas.results.reliability import Coefficient
from scoring.reliability.words import (
    ALL_EQUAL,
    FEW_TARGETS,
    NO_APPROXIMATION,
    NO_INTERVAL,
    NO_SPREAD,
    ONE_RATER,
    ratio,
    undefined,
)

NAMES = ("icc1_1", "icc2_1", "icc3_1", "icc1_k", "icc2_k", "icc3_k")


@dataclass(frozen=True)
class MeanSquares:
    """The two-way analysis of variance of `n` targets by `k` raters.

    Attributes:
        n: Targets.
        k: Raters.
        between: Between targets (BMS).
        within: Within targets (WMS).
        raters: Between raters (JMS).
        error: Residual (EMS).
    """

    n: int
    k: int
    between: float
    within: float
    raters: float
    error: float

    @property
    def size(self) -> float:
        """What the squares are like, against which a rounding error is nothing."""
        return self.between + self.within + self.raters + self.error


def mean_squares(table: NDArray[np.float64]) -> MeanSquares:
    """Mean squares of a complete table, shape (n_targets, n_raters), at least 2 by 2."""
    n, k = table.shape
    grand = table.mean()
    rows, columns = table.mean(axis=1) - grand, table.mean(axis=0) - grand
    residual = table - grand - rows[:, None] - columns
    within = table - table.mean(axis=1, keepdims=True)
    return MeanSquares(
        n,
        k,
        between=float(k * (rows**2).sum() / (n - 1)),
        within=float((within**2).sum() / (n * (k - 1))),
        raters=float(n * (columns**2).sum() / (k - 1)),
        error=float((residual**2).sum() / ((n - 1) * (k - 1))),
    )


def intraclass(table: NDArray[np.float64], confidence: float = 0.95) -> dict[str, Coefficient]:
    """ICC(1,1), ICC(2,1), ICC(3,1) and their means over k raters, with intervals.

    ICC(2,k) is the one for a panel mean held against a floor, ICC(3,k) the one for ranking by
    a fixed panel. Negative estimates are given as computed.

    Args:
        table: Complete, shape (n_targets, n_raters).
        confidence: Of the intervals, 0 to 1.

    Returns:
        By the names in `NAMES`.

    Source:
        Shrout and Fleiss (1979). The interval of ICC(2,k) is Spearman-Brown of the limits of
        ICC(2,1), which is consistent with the estimate (McGraw and Wong's limits put the
        average-rater coefficient into the degrees of freedom).
    """
    n, k = table.shape
    if n < 2:
        return dict.fromkeys(NAMES, undefined(FEW_TARGETS))
    if k < 2:
        return dict.fromkeys(NAMES, undefined(ONE_RATER))
    if np.ptp(table) == 0:
        return dict.fromkeys(NAMES, undefined(ALL_EQUAL))
    ms, tail = mean_squares(table), (1 + confidence) / 2
    one, one_k = _by_f(ms, ms.within, n * (k - 1), tail)
    three, three_k = _by_f(ms, ms.error, (n - 1) * (k - 1), tail)
    two, two_k = _absolute(ms, tail)
    return dict(zip(NAMES, (one, two, three, one_k, two_k, three_k), strict=True))


def spearman_brown(reliability: float, times: float) -> float | None:
    """Reliability of a panel `times` as large; None where it has no limit below.

    Source: Spearman (1910), Brown (1910).
    """
    return ratio(times * reliability, 1 + (times - 1) * reliability, 1.0)


def _pair(
    single: float | None, limits: tuple[float, float] | None, k: int
) -> tuple[Coefficient, Coefficient]:
    """The coefficient of one rater and, by Spearman-Brown, of the mean of `k`."""
    if single is None:
        return undefined(NO_SPREAD), undefined(NO_SPREAD)
    average = spearman_brown(single, k)
    stepped = Coefficient(value=average) if average is not None else undefined(NO_SPREAD)
    if limits is None:
        told = {"said": NO_INTERVAL}
        return Coefficient(value=single, said=NO_INTERVAL), stepped.model_copy(update=told)
    low, high = limits
    steps = {"low": spearman_brown(low, k), "high": spearman_brown(high, k)}
    return Coefficient(value=single, low=low, high=high), stepped.model_copy(update=steps)


def _by_f(ms: MeanSquares, noise: float, df: int, tail: float) -> tuple[Coefficient, Coefficient]:
    size, k = ms.size, ms.k
    single = ratio(ms.between - noise, ms.between + (k - 1) * noise, size)
    f = ratio(ms.between, noise, size)
    if f is None:
        return _pair(single, None, k)
    low = f / special.fdtri(ms.n - 1, df, tail)
    high = f * special.fdtri(df, ms.n - 1, tail)
    limits = (float((low - 1) / (low + k - 1)), float((high - 1) / (high + k - 1)))
    return _pair(single, limits, k)


def _absolute(ms: MeanSquares, tail: float) -> tuple[Coefficient, Coefficient]:
    size, n, k = ms.size, ms.n, ms.k
    below = ms.between + (k - 1) * ms.error + k * (ms.raters - ms.error) / n
    single = ratio(ms.between - ms.error, below, size)
    f = ratio(ms.raters, ms.error, size)
    if single is None or f is None:
        return _pair(single, None, k)
    low, high = _absolute_limits(ms, single, f, tail)
    if low <= single <= high:
        return _pair(single, (low, high), k)
    lone, average = _pair(single, None, k)
    told = {"said": NO_APPROXIMATION}
    return lone.model_copy(update=told), average.model_copy(update=told)


def _absolute_limits(ms: MeanSquares, single: float, f: float, tail: float) -> tuple[float, float]:
    n, k = ms.n, ms.k
    rest = n * (1 + (k - 1) * single) - k * single
    below = (n - 1) * k**2 * single**2 * f**2 + rest**2
    if below == 0:
        return math.nan, math.nan
    df = ((k - 1) * (n - 1) * (k * single * f + rest) ** 2) / below
    upper, lower = special.fdtri(n - 1, df, tail), special.fdtri(df, n - 1, tail)
    spread = k * ms.raters + (k * n - k - n) * ms.error
    low = n * (ms.between - upper * ms.error) / (upper * spread + n * ms.between)
    high = n * (lower * ms.between - ms.error) / (spread + n * lower * ms.between)
    return float(low), float(high)
