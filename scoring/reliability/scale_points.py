"""What one point of a question's scale is worth on 0 to 100, told from the scores given."""

import polars as pl

QUESTION = ["guide", "question_id"]
USUAL_POINT = 25.0
"""One point of a scale from 1 to 5."""
SMALLEST_POINT = 10.0
"""A scale of more than eleven points, or an open number, counts in tens."""


def with_points(ratings: pl.DataFrame) -> pl.DataFrame:
    """Add `point`: the smallest step between two scores of the question, 10 to 50.

    Args:
        ratings: `guide`, `question_id` and `score` (0 to 100, none missing).

    Returns:
        The rows in their order. A question that was only ever given one score has the point of
        a scale from 1 to 5.
    """
    steps = (
        ratings.select(*QUESTION, "score")
        .unique()
        .sort(*QUESTION, "score")
        .group_by(QUESTION)
        .agg(point=pl.col("score").diff().min())
        .with_columns(point=pl.col("point").fill_null(USUAL_POINT).clip(SMALLEST_POINT, 50.0))
    )
    return ratings.join(steps, on=QUESTION, how="left", maintain_order="left")


def cell_scores(ratings: pl.DataFrame) -> pl.DataFrame:
    """One score for each rater, candidacy and question: the mean where it was given twice.

    Returns:
        `candidacy`, `rater_id`, `guide`, `question_id`, `score` and `point`.
    """
    cell = ["candidacy", "rater_id", *QUESTION]
    return with_points(ratings).group_by(cell).agg(pl.col("score").mean(), pl.col("point").first())
