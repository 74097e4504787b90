"""Selected entries of a symmetric matrix: those of levels that are linked, block by block."""

from dataclasses import dataclass

import numpy as np

from scoring.severity.arrays import Codes, Floats, Sparse
from scoring.severity.solving.partition import Partition

CELLS_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Selected:
    """Entries of a symmetric matrix wherever a partition's blocks have room.

    Attributes:
        partition: Clusters and border.
        values: The blocks' entries, one block after another, shape (n_entries,).
    """

    partition: Partition
    values: Floats

    @property
    def diagonal(self) -> Floats:
        """The diagonal, shape (n_levels,)."""
        levels = np.arange(len(self.partition.cluster))
        return self.values[self.partition.at(levels, levels)]

    def inner(self, matrix: Sparse) -> float:
        """Sum of the elementwise product with a matrix that has entries for links only."""
        first, second, entries = _entries(matrix)
        return float(self.values[self.partition.at(first, second)] @ entries)

    def bilinear(self, rows: Sparse, others: Floats) -> Floats:
        """For each row, row x matrix x other row', shape (n_rows,).

        Args:
            rows: Rows of levels that are all linked.
            others: Entries of the other rows, at the same places.
        """
        parts, filled = self.partition, np.diff(rows.indptr)
        found = np.zeros(rows.shape[0])
        for size in np.unique(filled[filled > 0]).tolist():
            alike = np.flatnonzero(filled == size)
            step = max(1, CELLS_AT_ONCE // size**2)
            for start in range(0, len(alike), step):
                some = alike[start : start + step]
                at = rows.indptr[some, None] + np.arange(size)
                levels = rows.indices[at].astype(np.int64)
                home = parts.cluster[levels].min(axis=1)
                place = parts.places(np.repeat(home, size), levels.ravel()).reshape(levels.shape)
                row = parts.starts[home, None] + place * parts.widths[home, None]
                between = self.values[row[:, :, None] + place[:, None, :]]
                first, second = rows.data[at], others[at]
                found[some] = np.einsum("ij,ijk,ik->i", first, between, second, optimize=True)
        return found

    def quadratic(self, rows: Sparse) -> Floats:
        """For each row, row x matrix x row', shape (n_rows,)."""
        return self.bilinear(rows, rows.data)


def spread_out(partition: Partition, matrix: Sparse) -> Floats:
    """A matrix that has entries for links only, its blocks one after another."""
    if len(partition.inside) == 1:
        return np.asarray(matrix.toarray().ravel(), np.float64)
    first, second, entries = _entries(matrix)
    flat = np.zeros(partition.starts[-1])
    flat[partition.at(first, second)] = entries
    return flat


def _entries(matrix: Sparse) -> tuple[Codes, Codes, Floats]:
    """Rows, columns and values of the entries."""
    at = matrix.tocoo()
    first, second = (codes.astype(np.int64) for codes in at.coords)
    return first, second, at.data


def blocks_of(partition: Partition, flat: Floats) -> list[Floats]:
    """Views of the blocks, each cluster's (own and beside) and the border's."""
    return [
        flat[start : start + width**2].reshape(width, width)
        for start, width in zip(partition.starts[:-1], partition.widths, strict=True)
    ]
