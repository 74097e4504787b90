"""How alike two orders are."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.audit.requisitions import bounds

Array = NDArray[np.float64]

_BLOCK = 512


def tau_b(first: ArrayLike, second: ArrayLike) -> float | None:
    """Kendall's rank correlation, corrected for ties; see `tau_bs`."""
    one, other = (np.asarray(ranking, dtype=np.float64) for ranking in (first, second))
    ((tau,),) = tau_bs([one.size], one, other)
    return tau


def tau_bs(sizes: Iterable[int], first: Array, *others: Array) -> list[tuple[float | None, ...]]:
    """Kendall's rank correlation of one ranking with others, corrected for ties.

    Args:
        sizes: How many things are ranked together, one group after the other.
        first: One number for each thing ranked.
        others: Others, each in the same order of things.

    Returns:
        For each group and each of the others (P - Q) / sqrt((P + Q + T)(P + Q + U)), -1 to 1;
        None where one of the two does not vary.

    Source:
        Kendall (1945), Biometrika 33:239-251.
    """
    groups = bounds(sizes)
    moved, *theirs = (_pairs_apart(ranking, groups) for ranking in (first, *others))
    return [
        tuple(
            2 * same / sqrt(moved[group] * apart[group]) if moved[group] and apart[group] else None
            for same, apart in zip(
                _agreed(first[start:end], [other[start:end] for other in others]),
                theirs,
                strict=True,
            )
        )
        for group, (start, end) in enumerate(groups)
    ]


def _agreed(one: Array, others: list[Array]) -> list[int]:
    """Pairs that each of the others orders as the first does, less those ordered oppositely."""
    higher = np.flatnonzero(one > one.min(initial=np.inf))
    lower = np.flatnonzero(one < one.max(initial=-np.inf))
    agreed = [0] * len(others)
    # In blocks, so that a pool of ten thousand does not need a matrix of a hundred million.
    for start in range(0, higher.size, _BLOCK):
        rows = higher[start : start + _BLOCK]
        apart = one[rows, None] > one[lower]
        for at, other in enumerate(others):
            ours, theirs = other[rows, None], other[lower]
            agreed[at] += int(np.count_nonzero(apart & (ours > theirs)))
            agreed[at] -= int(np.count_nonzero(apart & (ours < theirs)))
    return agreed


def _pairs_apart(ranking: Array, groups: list[tuple[int, int]]) -> list[int]:
    """How many ordered pairs of each group a ranking does not tie."""
    ordered = ranking.copy()
    opens = np.ones(ranking.size, dtype=np.bool_)
    for start, end in groups:
        ordered[start:end].sort()
    opens[1:] = ordered[1:] != ordered[:-1]
    sizes = np.array([end - start for start, end in groups], dtype=np.int64)
    opens[[start for start, end in groups if end > start]] = True
    ties = np.diff(np.flatnonzero(opens), append=ranking.size)
    owner = np.repeat(np.arange(len(groups)), sizes)[opens]
    tied = np.bincount(owner, weights=ties.astype(np.float64) ** 2, minlength=len(groups))
    return [size**2 - int(same) for size, same in zip(sizes.tolist(), tied, strict=True)]


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
    common = _common(first[:depth], second[:depth]).tolist()
    if not common:
        return None
    return float(sum(shared / place for place, shared in enumerate(common, 1)) / len(common))


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
    if not common.size:
        return None
    p, depth, last = persistence, common.size, int(common[-1])
    places = np.arange(1, depth + 1)
    discount = p**places / places
    seen = float(common @ discount)
    sure = seen - last * float(discount.sum())
    return RankBiasedOverlap(
        extrapolated=last / depth * p**depth + (1 - p) / p * seen,
        least=(1 - p) / p * (sure - last * log(1 - p)),
    )


def _common(first: Sequence[Hashable], second: Sequence[Hashable]) -> NDArray[np.int64]:
    """How many members the first d places share, for d from 1 on."""
    depth = min(len(first), len(second))
    places = {name: place for place, name in enumerate(second[:depth])}
    shared_from = [
        max(place, places[name]) for place, name in enumerate(first[:depth]) if name in places
    ]
    counts: NDArray[np.int64] = np.bincount(
        np.array(shared_from, dtype=np.int64), minlength=depth
    ).cumsum()
    return counts
