"""A kept block too large to invert: solved by conjugate gradients, its inverse known by probes.

Traces and errors come from probes (`scoring.severity.solving.colours`), on top of the exact part
that the block's diagonal gives; what is estimated is only the small rest.

Source:
    Hestenes and Stiefel (1952), Journal of Research of the National Bureau of Standards 49.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Floats, Sparse, row_sums

PROBE_TOLERANCE = 1e-5
"""Far below what probes miss of the truth."""
MAX_ROUNDS = 2_000
ROWS_AT_ONCE = 32_768


@dataclass(frozen=True)
class Near:
    """A sparse matrix that stands for a full one.

    Attributes:
        matrix: The entries, shape (n_kept, n_kept).
    """

    matrix: Sparse

    @property
    def diagonal(self) -> Floats:
        """The diagonal, shape (n_kept,)."""
        return np.asarray(self.matrix.diagonal())

    def quadratic(self, rows: Sparse) -> Floats:
        """For each row, row x matrix x row', shape (n_rows,)."""
        return row_sums(csr_array((rows @ self.matrix).multiply(rows)))


@dataclass(frozen=True)
class IterativeBlock:
    """A large sparse block.

    Attributes:
        own: Information on each kept level, shape (n_kept,).
        gone: What the absorbed factor takes of it, shape (n_kept, n_kept).
        ridge: One over the variance ratio; 0 where fixed, infinity where absent.
        probes: Makes the vectors of signs, shape (n_kept, n_probes).
        tolerance: Relative residual at which a solve ends.
    """

    own: Floats
    gone: Sparse
    ridge: float
    probes: Callable[[], Floats]
    tolerance: float
    log_determinant: None = None

    @property
    def exact(self) -> bool:
        """Whether errors are exact: only where the factor is absent."""
        return bool(np.isinf(self.ridge))

    @cached_property
    def matrix(self) -> Sparse:
        """The block, shape (n_kept, n_kept)."""
        return csr_array(diags_array(self.own + self.ridge) - self.gone)

    @cached_property
    def _first(self) -> Floats:
        """The inverse's first approximation: one over the block's diagonal."""
        return np.asarray(1.0 / self.matrix.diagonal())

    @cached_property
    def _probes(self) -> tuple[Floats, Floats]:
        """Vectors of signs, and inverse x them less the first approximation's part."""
        vectors = self.probes()
        start = self._first[:, None] * vectors
        found = _conjugate_gradients(self.matrix, self._first, vectors, start, PROBE_TOLERANCE)
        return vectors, found - start

    @property
    def diagonal(self) -> Floats:
        """Diagonal of the inverse, shape (n_kept,)."""
        if np.isinf(self.ridge):
            return np.zeros_like(self.own)
        vectors, rest = self._probes
        return np.asarray(self._first + (vectors * rest).sum(axis=1))

    @property
    def informed_trace(self) -> float:
        """Trace of information less information x inverse x information."""
        if np.isinf(self.ridge):
            return float(self.own.sum() - self.gone.diagonal().sum())
        return float(self.ridge * (len(self.own) - self.ridge * self.diagonal.sum()))

    def solve(self, columns: Floats, start: Floats | None = None) -> Floats:
        """Inverse x columns, shape as given."""
        if np.isinf(self.ridge):
            return np.zeros_like(columns)
        wide = columns if columns.ndim == 2 else columns[:, None]
        first = np.zeros_like(wide) if start is None else start
        found = _conjugate_gradients(self.matrix, self._first, wide, first, self.tolerance)
        return found if columns.ndim == 2 else found[:, 0]

    def shrunk(self, columns: Floats, solved: Floats) -> Floats:
        """Columns less information x inverse x columns."""
        return columns if np.isinf(self.ridge) else self.ridge * solved

    def inner(self, matrix: Sparse) -> float:
        """Sum of the elementwise product of the inverse and a matrix."""
        if np.isinf(self.ridge):
            return 0.0
        vectors, rest = self._probes
        estimated = (rest * (matrix @ vectors)).sum()
        return float(self._first @ matrix.diagonal() + estimated)

    def bilinear(self, rows: Sparse, others: Floats) -> Floats:
        """For each row, row x inverse x other row', whose entries are at the same places."""
        if np.isinf(self.ridge):
            return np.zeros(rows.shape[0])
        second = csr_array((others, rows.indices, rows.indptr), shape=rows.shape)
        vectors, rest = self._probes
        found = np.asarray(rows.multiply(second) @ self._first)
        for start in range(0, len(found), ROWS_AT_ONCE):
            some = slice(start, start + ROWS_AT_ONCE)
            seen, answered = np.asarray(rows[some] @ vectors), np.asarray(second[some] @ rest)
            found[some] += np.einsum("ij,ij->i", seen, answered)
        return found

    def sandwiched(self, matrix: Sparse) -> Near:
        """Inverse x a symmetric matrix of links x inverse, by the first approximation."""
        if np.isinf(self.ridge):
            return Near(csr_array(matrix.shape))
        own = diags_array(self._first)
        return Near(csr_array(own @ matrix @ own))


def _conjugate_gradients(
    matrix: Sparse, first: Floats, columns: Floats, found: Floats, tolerance: float
) -> Floats:
    """Solve for all columns at once from `found`, with the diagonal as preconditioner."""
    found = found.copy()
    left = np.asarray(columns - matrix @ found)
    target = (tolerance**2) * (columns**2).sum(axis=0)
    towards = first[:, None] * left
    along, size = towards, (left * towards).sum(axis=0)
    for _ in range(MAX_ROUNDS):
        if ((left**2).sum(axis=0) <= target).all():
            break
        through = matrix @ along
        curvature = (along * through).sum(axis=0)
        step = np.divide(size, curvature, out=np.zeros_like(size), where=curvature > 0)
        found += step * along
        left -= step * through
        towards = first[:, None] * left
        grown = (left * towards).sum(axis=0)
        ratio = np.divide(grown, size, out=np.zeros_like(size), where=size > 0)
        along, size = towards + ratio * along, grown
    return found
