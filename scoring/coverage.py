"""Coverage: whether a candidacy has the evidence that the policy asks for."""

from dataclasses import dataclass

import polars as pl

from schemas.config.policy import Coverage
from schemas.config.questions import Dimension


@dataclass(frozen=True)
class Gap:
    """Evidence still lacking for one candidacy on one track.

    Attributes:
        n_raters: Raters who have rated so far.
        raters_lacking: How many more are asked for.
        dimensions: Required dimensions with fewer rated questions than asked for.
    """

    n_raters: int
    raters_lacking: int
    dimensions: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return self.raters_lacking == 0 and not self.dimensions


def gap_of(ratings: pl.DataFrame, dimensions: tuple[Dimension, ...], coverage: Coverage) -> Gap:
    """Compare one candidacy's ratings of one track with what the policy asks for.

    Args:
        ratings: Rows of `schemas.frames.RATINGS` of one candidacy and one track.
        dimensions: The track's declared dimensions.
        coverage: What is asked for.
    """
    n_raters = ratings["rater_id"].n_unique() if len(ratings) else 0
    rated = dict(ratings.group_by("dimension").agg(pl.col("question_id").n_unique()).iter_rows())
    lacking = tuple(
        dimension.id
        for dimension in dimensions
        if dimension.required
        and rated.get(dimension.id, 0) < coverage.ratings_per_required_dimension
    )
    return Gap(n_raters, max(0, coverage.raters_per_track - n_raters), lacking)
