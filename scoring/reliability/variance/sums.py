"""Counts and sums of squares that all moment estimates share."""

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.panel import Panel


class Sums:
    """Sums over rated targets and raters, of scores less their mean.

    Attributes:
        n: Rated targets.
        r: Raters who rated.
        total: Ratings.
        cells: Pairs of target and rater with a rating.
        m: Ratings of each pair, shape (n, r); `rows` and `columns` are its sums.
        squares: Sum of squares.
        by_target: Sum over targets of their squared total over their number; likewise
            `by_rater` and `by_cell`.
        k1: What a variance is multiplied by in expected sums of squares, as in Gwet (2014);
            likewise `k2` to `k5`.
    """

    def __init__(self, panel: Panel) -> None:
        self.y = panel.score - panel.score.mean()
        self.target, n = _numbered(panel.target)
        self.rater, r = _numbered(panel.rater)
        self.n, self.r, self.total = n, r, panel.n_ratings
        cell, self.cell = np.unique(self.target * r + self.rater, return_inverse=True)
        self.cells = len(cell)
        self.m = np.bincount(self.target * r + self.rater, minlength=n * r).reshape(n, r) * 1.0
        self.rows, self.columns = self.m.sum(axis=1), self.m.sum(axis=0)
        self.squares = float((self.y**2).sum())
        self.by_target, self.by_rater = self._by(self.target), self._by(self.rater)
        self.by_cell = self._by(self.cell)
        self.k1, self.k2 = (
            float((counts**2).sum() / self.total) for counts in (self.rows, self.columns)
        )
        self.k3 = float((self.m**2 / self.rows[:, None]).sum())
        self.k4 = float((self.m**2 / self.columns).sum())
        self.k5 = float((self.m**2).sum() / self.total)

    @property
    def repeated(self) -> bool:
        """Whether any rater rated any target more than once."""
        return self.cells < self.total

    def _by(self, group: NDArray[np.intp]) -> float:
        """Sum over groups of their total squared over their number."""
        total = np.bincount(group, weights=self.y)
        return float((total**2 / np.bincount(group)).sum())


def _numbered(index: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    used, place = np.unique(index, return_inverse=True)
    return place, len(used)
