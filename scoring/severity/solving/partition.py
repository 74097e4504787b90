"""Clusters of kept levels that hang together only through a border.

Raters of one department rate the same candidacies; few rate elsewhere too. With those few set
apart as a border, clusters have nothing to do with each other, and a large block of equations
falls into many small ones and one for the border. Where no such structure shows, all is border.

Source:
    Raghavan, Albert and Kumara (2007), Physical Review E 76 (label propagation); George (1973),
    SIAM Journal on Numerical Analysis 10 (dissection).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Codes, Floats, Sparse
from scoring.severity.solving.colours import signs

WORTH_IT = 500
"""Levels below which one block is quick enough."""
DENSE = 0.2
"""Share of all possible links from which there are no clusters to find."""
ROUNDS = 12
CLUSTER_SIZE = 200
"""Clusters stop growing into one another about here."""
OVERHEAD = 1e6
"""What handling one more cluster costs, in multiplications."""


@dataclass(frozen=True)
class Partition:
    """Clusters numbered from 0, and a border that counts as the last.

    A link between two levels belongs to the cluster that either is in, and to the border where
    both are in it. A cluster's block has its own levels first, then those of the border that any
    is linked to.

    Attributes:
        cluster: Cluster of each level, shape (n_levels,).
        inside: Levels of each cluster, and last of the border.
        beside: Positions in the border of the levels that each cluster is linked to.
    """

    cluster: Codes
    inside: tuple[Codes, ...]
    beside: tuple[Codes, ...]

    @property
    def border(self) -> Codes:
        """Levels in the border."""
        return self.inside[-1]

    @cached_property
    def widths(self) -> Codes:
        """Levels of each block."""
        pairs = zip(self.inside, self.beside, strict=True)
        return np.array([len(own) + len(near) for own, near in pairs], np.int64)

    @cached_property
    def starts(self) -> Codes:
        """Where each block begins when they lie one after another, and where the last ends."""
        return np.append(0, np.cumsum(self.widths**2))

    @cached_property
    def _place(self) -> Codes:
        """Position of each level in its own cluster."""
        found = np.empty(len(self.cluster), np.int64)
        for levels in self.inside:
            found[levels] = np.arange(len(levels))
        return found

    @cached_property
    def _near(self) -> tuple[Codes, Codes]:
        """Sorted keys of each cluster's border levels, and what turns their rank to a position."""
        sizes = np.array([len(near) for near in self.beside])
        keys = np.repeat(np.arange(len(sizes)), sizes) * len(self.border)
        keys += np.concatenate(self.beside)
        own = np.array([len(levels) for levels in self.inside])
        return keys, own - (np.cumsum(sizes) - sizes)

    def places(self, home: Codes, levels: Codes) -> Codes:
        """Position of each level in the block of cluster `home`, which it belongs to."""
        found = self._place[levels]
        away = np.flatnonzero(self.cluster[levels] != home)
        keys, shift = self._near
        wanted = home[away] * len(self.border) + found[away]
        found[away] = np.searchsorted(keys, wanted) + shift[home[away]]
        return found

    def at(self, first: Codes, second: Codes) -> Codes:
        """Where the entries of linked levels lie when blocks lie one after another."""
        home = np.minimum(self.cluster[first], self.cluster[second])
        row, column = self.places(home, first), self.places(home, second)
        return np.asarray(self.starts[home] + row * self.widths[home] + column)

    @property
    def cost(self) -> float:
        """About how many multiplications an inverse takes."""
        return float((self.widths.astype(np.float64) ** 3 + OVERHEAD).sum())


def partition_of(coupling: Sparse) -> Partition:
    """Find clusters and a border where that is quicker than one block.

    Args:
        coupling: How strongly two levels are linked, nothing on the diagonal.
    """
    size = coupling.shape[0]
    best = whole(size)
    if size < WORTH_IT or coupling.nnz > DENSE * size**2:
        return best
    for label in _labels(coupling):
        found = _partition(coupling, label)
        if found.cost < best.cost:
            best = found
    return best


def whole(size: int) -> Partition:
    """All levels in the border."""
    nothing = np.zeros(0, np.int64)
    return Partition(np.zeros(size, np.int64), (np.arange(size),), (nothing,))


def _labels(coupling: Sparse) -> Iterator[Codes]:
    """Ever coarser groups of levels."""
    label = _groups(coupling, np.ones(coupling.shape[0]), coupling.shape[0])
    yield label
    for _ in range(2):
        n_groups = int(label.max()) + 1
        gather = _membership(label, n_groups)
        between = csr_array(gather.T @ coupling @ gather)
        between = csr_array(between - diags_array(between.diagonal()))
        sizes = np.bincount(label).astype(np.float64)
        label = _groups(between, sizes, CLUSTER_SIZE)[label]
        yield label


def _groups(coupling: Sparse, sizes: Floats, largest: int) -> Codes:
    """Let each level join the group that it is most linked to, half of them at a time."""
    n_levels, label = coupling.shape[0], np.arange(coupling.shape[0])
    linked = np.flatnonzero(np.diff(coupling.indptr))
    for turn in range(ROUNDS):
        pull = csr_array(coupling @ _membership(label, n_levels))
        row = np.repeat(np.arange(n_levels), np.diff(pull.indptr))
        own = pull.indices == label[row]
        whole_size = np.bincount(label, sizes, n_levels)[pull.indices]
        strength = np.where(own | (whole_size + sizes[row] <= largest), pull.data, 0.0)
        most = np.zeros(n_levels)
        most[linked] = np.maximum.reduceat(strength, pull.indptr[linked])
        top = np.flatnonzero((strength >= most[row] * (1.0 - 1e-12)) & (strength > 0.0))[::-1]
        wanted = label.copy()
        wanted[row[top]] = pull.indices[top]
        stay = top[own[top]]
        wanted[row[stay]] = label[row[stay]]
        changed = int((wanted != label).sum())
        if changed <= n_levels // 100:
            label = wanted
            break
        label = np.where(signs(n_levels, turn) > 0, wanted, label)
    return np.unique(label, return_inverse=True)[1]


def _membership(label: Codes, n_groups: int) -> Sparse:
    rows = np.arange(len(label) + 1)
    return csr_array((np.ones(len(label)), label, rows), shape=(len(label), n_groups))


def _partition(coupling: Sparse, label: Codes) -> Partition:
    at = coupling.tocoo()
    first, second = (index.astype(np.int64) for index in at.coords)
    apart = label[first] != label[second]
    in_border = _cover(first[apart], second[apart], len(label))
    kept, cluster = np.unique(label[~in_border], return_inverse=True)
    of = np.full(len(label), len(kept), np.int64)
    of[~in_border] = cluster
    border = np.flatnonzero(in_border)
    position = np.cumsum(in_border) - 1
    across = ~in_border[first] & in_border[second]
    keys = np.unique(of[first[across]] * max(len(border), 1) + position[second[across]])
    n_clusters = len(kept) + 1
    near_cluster, near = np.divmod(keys, max(len(border), 1))
    return Partition(
        of,
        tuple(_split(np.argsort(of, kind="stable"), np.bincount(of, minlength=n_clusters))),
        tuple(_split(near, np.bincount(near_cluster, minlength=n_clusters))),
    )


def _split(values: Codes, sizes: Codes) -> list[Codes]:
    return [np.asarray(part) for part in np.split(values, np.cumsum(sizes)[:-1])]


def _cover(first: Codes, second: Codes, n_levels: int) -> NDArray[np.bool_]:
    """Levels that touch every link, those with the most links first."""
    chosen = np.zeros(n_levels, np.bool_)
    while len(first):
        degree = np.bincount(first, minlength=n_levels) * n_levels + np.arange(n_levels)
        rival = np.zeros(n_levels, np.int64)
        np.maximum.at(rival, first, degree[second])
        chosen |= (degree >= n_levels) & (degree > rival)
        left = ~(chosen[first] | chosen[second])
        first, second = first[left], second[left]
    return chosen
