"""The kept factor's block of the equations: solving with it, and its inverse."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse
from scoring.severity.solving.iterative import IterativeBlock

COLUMNS_AT_ONCE = 256
CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Precision:
    """How far exactness is carried.

    Attributes:
        dense_rows: Kept levels up to which the block is inverted whole.
        n_colours: Colours of probes for larger ones.
        tolerance: Relative residual at which solves with larger ones end.
    """

    dense_rows: int
    n_colours: int
    tolerance: float


FOR_STEPS = Precision(dense_rows=1_500, n_colours=32, tolerance=1e-6)
"""While variances are sought: many cheap steps, with the same small noise in each."""
FOR_ERRORS = Precision(dense_rows=4_000, n_colours=128, tolerance=1e-9)
"""Once they are found: panels of a hundred raters who all know each other keep apart."""


class Kept(Protocol):
    """Information + ridge, where the ridge is one over the kept factor's variance ratio."""

    @property
    def exact(self) -> bool:
        """Whether traces and errors are exact."""

    @property
    def log_determinant(self) -> float | None:
        """Logarithm of |identity + variance ratio x information|; None where out of reach."""

    @property
    def diagonal(self) -> Floats:
        """Diagonal of the inverse, shape (n_kept,)."""

    @property
    def informed_trace(self) -> float:
        """Trace of information less information x inverse x information."""

    def solve(self, columns: Floats, start: Floats | None = None) -> Floats:
        """Inverse x columns, shape as given."""

    def shrunk(self, columns: Floats, solved: Floats) -> Floats:
        """Columns less information x inverse x columns, where `solved` is inverse x columns."""

    def inner(self, matrix: Sparse) -> float:
        """Sum of the elementwise product of the inverse and a symmetrised matrix."""

    def inner_diagonal(self, diagonal: Floats) -> float:
        """Sum of the product of the inverse's diagonal and another."""

    def quadratic(self, rows: Sparse) -> Floats:
        """For each row, row' inverse row, shape (n_rows,)."""

    def times(self, rows: Sparse) -> Sparse:
        """Rows x inverse, or its first approximation where the inverse is not exact."""


def kept_block(
    own: Floats, gone: Sparse, ridge: float, precision: Precision, probes: Callable[[int], Floats]
) -> Kept:
    """The block with information diag(own) - gone; `probes` gives those of so many colours."""
    if len(own) <= precision.dense_rows:
        return DenseBlock(np.diag(own) - gone.toarray(), ridge)
    colours, tolerance = precision.n_colours, precision.tolerance
    return IterativeBlock(own, gone, ridge, lambda: probes(colours), tolerance)


@dataclass(frozen=True)
class DenseBlock:
    """A block small enough to invert.

    Attributes:
        information: Symmetric, shape (n_kept, n_kept).
        ridge: One over the variance ratio; 0 where fixed, infinity where absent.
    """

    information: Floats
    ridge: float
    exact: bool = True

    @cached_property
    def _inverted(self) -> tuple[Floats, float]:
        """The inverse, and the logarithm of the determinant of the block."""
        block = np.asfortranarray(self.information).copy(order="F")
        np.fill_diagonal(block, block.diagonal() + self.ridge)
        factor, failed = lapack.dpotrf(block, lower=1, overwrite_a=1, clean=0)
        if failed:
            raise np.linalg.LinAlgError("The kept block is not positive definite.")
        determinant = 2.0 * float(np.log(factor.diagonal()).sum())
        inverse, _ = lapack.dpotri(factor, lower=1, overwrite_c=1)
        for start in range(0, len(inverse), COLUMNS_AT_ONCE):
            end = start + COLUMNS_AT_ONCE
            corner = np.tril(inverse[start:end, start:end])
            inverse[start:end, start:end] = corner + np.tril(corner, -1).T
            inverse[start:end, end:] = inverse[end:, start:end].T
        return np.asarray(inverse), determinant

    @property
    def inverse(self) -> Floats:
        """Inverse of information + ridge, shape (n_kept, n_kept); zero for an absent factor."""
        if np.isinf(self.ridge):
            return np.zeros_like(self.information)
        return self._inverted[0]

    @property
    def diagonal(self) -> Floats:
        """Diagonal of the inverse, shape (n_kept,)."""
        return self.inverse.diagonal().copy()

    @property
    def log_determinant(self) -> float:
        """Logarithm of |identity + variance ratio x information|."""
        if np.isinf(self.ridge):
            return 0.0
        return float(self._inverted[1] - len(self.information) * np.log(self.ridge))

    @property
    def informed_trace(self) -> float:
        """Trace of information less information x inverse x information."""
        if np.isinf(self.ridge):
            return float(np.trace(self.information))
        return float(self.ridge * (len(self.inverse) - self.ridge * np.trace(self.inverse)))

    def solve(self, columns: Floats, start: Floats | None = None) -> Floats:
        """Inverse x columns, shape as given."""
        return np.asarray(self.inverse @ columns)

    def shrunk(self, columns: Floats, solved: Floats) -> Floats:
        """Columns less information x inverse x columns."""
        return columns if np.isinf(self.ridge) else self.ridge * solved

    def inner(self, matrix: Sparse) -> float:
        """Sum of the elementwise product of the inverse and a matrix."""
        at = matrix.tocoo()
        return float(self.inverse[at.coords[0], at.coords[1]] @ at.data)

    def inner_diagonal(self, diagonal: Floats) -> float:
        """Sum of the product of the inverse's diagonal and another."""
        return float(self.diagonal @ diagonal)

    def quadratic(self, rows: Sparse) -> Floats:
        """For each row, row' inverse row, shape (n_rows,)."""
        filled = np.diff(rows.indptr)
        found = np.zeros(rows.shape[0])
        for size in np.unique(filled[filled > 0]).tolist():
            alike = np.flatnonzero(filled == size)
            step = max(1, CELLS_AT_ONCE // size**2)
            for start in range(0, len(alike), step):
                some = alike[start : start + step]
                at = rows.indptr[some, None] + np.arange(size)
                place, value = rows.indices[at], rows.data[at]
                between = self.inverse[place[:, :, None], place[:, None, :]]
                found[some] = np.einsum("ij,ijk,ik->i", value, between, value, optimize=True)
        return found

    def times(self, rows: Sparse) -> Sparse:
        """Rows x inverse."""
        return csr_array(np.asarray(rows @ self.inverse))
