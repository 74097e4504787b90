"""Many requisitions laid end to end in one array."""

from collections.abc import Iterable
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray


def bounds(sizes: Iterable[int]) -> list[tuple[int, int]]:
    """Where each requisition starts and ends, from how many candidacies each has."""
    return list(pairwise(accumulate((int(size) for size in sizes), initial=0)))


def sizes_of_kept(kept: NDArray[np.bool_], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many candidacies each requisition keeps.

    Args:
        kept: One entry a candidacy.
        sizes: Candidacies of each requisition, shape (n_requisitions,).
    """
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.bincount(owner[kept], minlength=len(sizes)).astype(np.int64)
