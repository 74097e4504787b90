"""Array types of the model, and adding up by code."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Sparse: TypeAlias = "csr_array[np.float64]"


def add_up(codes: Codes, values: Floats, size: int) -> Floats:
    """Sum of `values` (shape (n,)) by code, shape (size,)."""
    return np.asarray(np.bincount(codes, values, size), np.float64)


def row_sums(matrix: Sparse) -> Floats:
    """Sum of each row, shape (n_rows,)."""
    return np.asarray(matrix @ np.ones(matrix.shape[1]), np.float64)


def adder(codes: Codes, size: int) -> Sparse:
    """The matrix that adds rows of equal code, shape (size, len(codes))."""
    n = len(codes)
    return csr_array((np.ones(n), (codes, np.arange(n))), shape=(size, n))
