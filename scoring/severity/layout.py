"""Which factor of a design is absorbed: the larger, whose block is diagonal, goes first."""

from dataclasses import dataclass

from scoring.severity.arrays import Codes
from scoring.severity.design import Design


@dataclass(frozen=True)
class Layout:
    """Which factor is absorbed and which is kept; codes have shape (n_pairs,)."""

    absorbed: Codes
    kept: Codes
    n_absorbed: int
    n_kept: int


def layout_of(design: Design) -> tuple[Layout, bool]:
    """The layout, and whether candidacies are the absorbed factor."""
    n_candidacies, n_raters = len(design.candidacies), len(design.raters)
    if n_candidacies >= n_raters:
        return Layout(design.candidacy, design.rater, n_candidacies, n_raters), True
    return Layout(design.rater, design.candidacy, n_raters, n_candidacies), False
