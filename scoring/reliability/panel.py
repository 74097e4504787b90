"""A panel: who gave whom which score, in long form, with gaps and repeats."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse


def _codes(names: pl.Series) -> NDArray[np.intp]:
    """Each name's place among the names in order, so that the order of rows decides nothing."""
    text = names.cast(pl.String)
    ordered = pl.Enum(text.unique().sort())
    return text.cast(ordered).to_physical().to_numpy().astype(np.intp)


@dataclass(frozen=True)
class Panel:
    """Ratings, one entry a rating. No score is missing; a gap is simply no entry.

    Attributes:
        target: Index of what was rated, shape (n_ratings,).
        rater: Index of who rated, shape (n_ratings,).
        score: The scores, or codes of labels in their order, shape (n_ratings,).
        n_targets: How many targets there are, rated or not.
        n_raters: How many raters there are.
    """

    target: NDArray[np.intp]
    rater: NDArray[np.intp]
    score: NDArray[np.float64]
    n_targets: int
    n_raters: int

    @classmethod
    def from_matrix(cls, matrix: NDArray[np.float64]) -> Self:
        """From a table of shape (n_targets, n_raters); NaN is unrated."""
        target, rater = np.nonzero(~np.isnan(matrix))
        return cls(target, rater, matrix[target, rater], *matrix.shape)

    @classmethod
    def from_frame(cls, ratings: pl.DataFrame, target: list[str], rater: str, score: str) -> Self:
        """From one row a rating; rows without a score are left out.

        Args:
            ratings: The table.
            target: Columns that together name what was rated.
            rater: Column that names who rated.
            score: Column of scores.
        """
        rated = ratings.filter(pl.col(score).is_not_null() & pl.col(score).is_not_nan())
        joint = np.zeros(len(rated), dtype=np.int64)
        for name in target:
            codes = _codes(rated[name])
            joint = joint * (int(codes.max(initial=0)) + 1) + codes
        used, targets = np.unique(joint, return_inverse=True)
        raters = _codes(rated[rater])
        return cls(
            targets,
            raters,
            rated[score].cast(pl.Float64).to_numpy(),
            len(used),
            int(raters.max(initial=-1)) + 1,
        )

    @property
    def n_ratings(self) -> int:
        """How many ratings there are."""
        return len(self.score)

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """The different scores given, ascending, shape (n_values,)."""
        return np.unique(self.score)

    @cached_property
    def codes(self) -> NDArray[np.intp]:
        """Each score's place in `values`, shape (n_ratings,)."""
        return np.searchsorted(self.values, self.score)

    @cached_property
    def counts(self) -> sparse.csr_array:
        """How often each target was given each value, shape (n_targets, n_values)."""
        ones = np.ones(self.n_ratings)
        shape = (self.n_targets, len(self.values))
        return sparse.csr_array((ones, (self.target, self.codes)), shape=shape)

    @cached_property
    def per_target(self) -> NDArray[np.intp]:
        """Ratings of each target, shape (n_targets,)."""
        return np.bincount(self.target, minlength=self.n_targets)

    @cached_property
    def per_rater(self) -> NDArray[np.intp]:
        """Ratings by each rater, shape (n_raters,)."""
        return np.bincount(self.rater, minlength=self.n_raters)

    @property
    def has_repeats(self) -> bool:
        """Whether any rater rated any target more than once."""
        return len(np.unique(self.target * self.n_raters + self.rater)) < self.n_ratings

    def cell_means(self) -> Self:
        """One score for each rater and target: the mean of the repeats."""
        cell, where = np.unique(self.target * self.n_raters + self.rater, return_inverse=True)
        mean = np.bincount(where, weights=self.score) / np.bincount(where)
        target, rater = np.divmod(cell, max(self.n_raters, 1))
        return type(self)(target, rater, mean, self.n_targets, self.n_raters)

    def complete(self) -> NDArray[np.float64]:
        """The targets that every rater rated once, shape (n_complete, n_raters).

        Meant for a panel without repeats (see `cell_means`).
        """
        whole = self.per_target == self.n_raters
        place = np.cumsum(whole) - 1
        kept = whole[self.target]
        table = np.full((int(whole.sum()), self.n_raters), np.nan)
        table[place[self.target[kept]], self.rater[kept]] = self.score[kept]
        return table
