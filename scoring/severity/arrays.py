"""Array types of the model, and sums by code."""

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


def scaled(rows: Floats, matrix: Sparse) -> Sparse:
    """The matrix with each row multiplied."""
    entries = matrix.data * np.repeat(rows, np.diff(matrix.indptr))
    return csr_array((entries, matrix.indices, matrix.indptr), shape=matrix.shape)


def turned(matrix: Sparse) -> Sparse:
    """The matrix turned round, held by rows again."""
    return csr_array(matrix.T.tocsr())


def gram(left: Sparse, rows: Floats, right: Sparse) -> Sparse:
    """Left x diag(rows) x right, where `left` is a matrix that was `turned`."""
    entries = left.data * rows[left.indices]
    return csr_array(csr_array((entries, left.indices, left.indptr), shape=left.shape) @ right)
