"""How alike two orders are."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

_BLOCK = 512


def tau_b(first: ArrayLike, second: ArrayLike) -> float | None:
    """Kendall's rank correlation, corrected for ties; see `tau_bs`."""
    (tau,) = tau_bs(first, second)
    return tau


def tau_bs(first: ArrayLike, *others: ArrayLike) -> list[float | None]:
    """Kendall's rank correlation of one ranking with others, corrected for ties.

    Args:
        first: One number for each thing ranked.
        others: Others, each in the same order of things.

    Returns:
        For each of the others (P - Q) / sqrt((P + Q + T)(P + Q + U)), -1 to 1; None where one
        of the two does not vary.

    Source:
        Kendall (1945), Biometrika 33:239-251.
    """
    one = np.asarray(first, dtype=np.float64)
    rest = [np.asarray(other, dtype=np.float64) for other in others]
    same, moved_one = [0] * len(rest), 0
    moved = [0] * len(rest)
    # In blocks, so that a pool of ten thousand does not need a matrix of a hundred million.
    for start in range(0, one.size, _BLOCK):
        rows = slice(start, start + _BLOCK)
        signs_one = _signs(one[rows], one)
        moved_one += int(np.count_nonzero(signs_one))
        for at, other in enumerate(rest):
            signs = _signs(other[rows], other)
            same[at] += int((signs_one * signs).sum(dtype=np.int64))
            moved[at] += int(np.count_nonzero(signs))
    return [
        agreed / sqrt(moved_one * moved_other) if moved_one and moved_other else None
        for agreed, moved_other in zip(same, moved, strict=True)
    ]


def _signs(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.int8]:
    above = rows[:, None] > columns[None, :]
    below = rows[:, None] < columns[None, :]
    return above.view(np.int8) - below.view(np.int8)


def average_overlap(
    first: Sequence[Hashable], second: Sequence[Hashable], depth: int
) -> float | None:
    """The share of common members in the first d places, averaged over d = 1 to `depth`.

    Args:
        first: Best first, no repeats.
        second: Best first, no repeats.
        depth: How far down; at most the shorter of the two is read.

    Returns:
        0 to 1; None where there is nothing to compare.

    Source:
        Webber, Moffat and Zobel (2010), ACM TOIS 28(4):20, section 2.
    """
    common = _common(first[:depth], second[:depth])
    if not common:
        return None
    return sum(shared / place for place, shared in enumerate(common, 1)) / len(common)


@dataclass(frozen=True)
class RankBiasedOverlap:
    """Overlap of two lists of which only the top is known, the first places counting most.

    Attributes:
        extrapolated: As if the agreement at the end went on, 0 to 1.
        least: What is sure whatever follows, 0 to 1.
    """

    extrapolated: float
    least: float


def rank_biased_overlap(
    first: Sequence[Hashable], second: Sequence[Hashable], persistence: float = 0.9
) -> RankBiasedOverlap | None:
    """Compare two orders by rank-biased overlap.

    Args:
        first: Best first, no repeats.
        second: Best first, no repeats; both are read down to the shorter one's end.
        persistence: Chance of looking one place further down; 0 to 1, neither included.

    Returns:
        The overlap; None where there is nothing to compare.

    Source:
        Webber, Moffat and Zobel (2010), ACM TOIS 28(4):20, equations 11 and 23.
    """
    common = _common(first, second)
    if not common:
        return None
    p, depth, last = persistence, len(common), common[-1]
    places = np.arange(1, depth + 1)
    discount = p**places / places
    seen = float(np.array(common) @ discount)
    sure = seen - last * float(discount.sum())
    return RankBiasedOverlap(
        extrapolated=last / depth * p**depth + (1 - p) / p * seen,
        least=(1 - p) / p * (sure - last * log(1 - p)),
    )


def _common(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[int]:
    """How many members the first d places share, for d from 1 on."""
    met: set[Hashable] = set()
    shared, counts = 0, []
    for one, other in zip(first, second, strict=False):
        shared += (one == other) or (one in met) + (other in met)
        met |= {one, other}
        counts.append(shared)
    return counts
