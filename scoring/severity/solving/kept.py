"""The kept factor's block of the equations: solving with it, and its inverse."""

from dataclasses import dataclass
from typing import Protocol

from scoring.severity.arrays import Floats, Sparse
from scoring.severity.design.layout import Layout
from scoring.severity.solving.bordered import BorderedBlock
from scoring.severity.solving.iterative import IterativeBlock


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


FOR_STEPS = Precision(dense_rows=4_000, n_colours=32, tolerance=1e-6)
"""While variances are sought: many cheap steps, with the same small noise in each."""
FOR_ERRORS = Precision(dense_rows=6_000, n_colours=128, tolerance=1e-9)
"""Once they are found: panels of a hundred raters who all know each other keep apart."""


class Symmetric(Protocol):
    """A symmetric matrix of which only what links need is known."""

    @property
    def diagonal(self) -> Floats:
        """The diagonal, shape (n_kept,)."""

    def quadratic(self, rows: Sparse) -> Floats:
        """For each row, row x matrix x row', shape (n_rows,)."""


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

    def bilinear(self, rows: Sparse, others: Floats) -> Floats:
        """For each row, row x inverse x other row', whose entries are at the same places."""

    def sandwiched(self, matrix: Sparse) -> Symmetric:
        """Inverse x a symmetric matrix of links x inverse."""


def kept_block(
    own: Floats, gone: Sparse, ridge: float, precision: Precision, layout: Layout
) -> Kept:
    """The block with information diag(own) - gone."""
    if len(layout.partition.border) <= precision.dense_rows:
        return BorderedBlock(own, gone, ridge, layout.partition)
    colours, tolerance = precision.n_colours, precision.tolerance
    return IterativeBlock(own, gone, ridge, lambda: layout.probes(colours), tolerance)
