"""The kept factor's block of the equations: solving with it, and its inverse."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse, row_sums


@dataclass(frozen=True)
class DenseBlock:
    """Information about the kept effects after halo and the absorbed factor are gone.

    Attributes:
        information: Symmetric, shape (n_kept, n_kept).
        ridge: One over the kept factor's variance ratio; 0 where it is fixed, infinity where it
            is absent.
    """

    information: Floats
    ridge: float

    @cached_property
    def _factor(self) -> Floats:
        block = self.information + self.ridge * np.eye(len(self.information))
        factor, failed = lapack.dpotrf(block, lower=1, overwrite_a=1)
        if failed:
            raise np.linalg.LinAlgError("The kept block is not positive definite.")
        return np.asarray(factor)

    @cached_property
    def inverse(self) -> Floats:
        """Inverse of information + ridge, shape (n_kept, n_kept); zero for an absent factor."""
        if np.isinf(self.ridge) or not len(self.information):
            return np.zeros_like(self.information)
        half, _ = lapack.dpotri(self._factor, lower=1)
        lower = np.tril(half)
        return np.asarray(lower + np.tril(half, -1).T)

    @property
    def log_determinant(self) -> float:
        """Logarithm of |identity + variance ratio x information|."""
        if np.isinf(self.ridge) or not len(self.information):
            return 0.0
        diagonal = np.log(np.diag(self._factor)).sum()
        return float(2.0 * diagonal - len(self.information) * np.log(self.ridge))

    @property
    def informed_trace(self) -> float:
        """Trace of information less what the ridge takes: of ridge (1 - ridge inverse)."""
        if np.isinf(self.ridge):
            return float(np.trace(self.information))
        return float(self.ridge * (len(self.inverse) - self.ridge * np.trace(self.inverse)))

    def shrunk(self, columns: Floats) -> Floats:
        """Columns less information x inverse x columns, shape as given."""
        return columns if np.isinf(self.ridge) else self.ridge * (self.inverse @ columns)

    def solve(self, columns: Floats) -> Floats:
        """Inverse x columns, shape (n_kept,) or (n_kept, n_columns)."""
        return np.asarray(self.inverse @ columns)

    def inner(self, matrix: Sparse) -> float:
        """Sum of the elementwise product of the inverse and a matrix of that shape."""
        at = matrix.tocoo()
        return float(self.inverse[at.coords[0], at.coords[1]] @ at.data)

    def quadratic(self, rows: Sparse) -> Floats:
        """Row' inverse row for each row, shape (n_rows,)."""
        through = np.asarray(rows @ self.inverse)
        return row_sums(csr_array(rows.multiply(through)))
