"""Weights are importance: a dimension's weight, spread over its questions that were asked."""

import polars as pl

from schemas.frames import RATINGS

CANDIDACY_SEPARATOR = "\x1f"


def ratings_of(scored: pl.DataFrame, track: str) -> pl.DataFrame:
    """Take the scored answers of one track, with their weights.

    A rating's weight is its dimension's weight divided by the number of questions of that
    dimension that this candidate answered, scaled to mean 1 over the candidacy's ratings of the
    track. A four-question dimension counts no more than a one-question one of the same weight.

    Args:
        scored: The result of `scoring.normalise.normalise` with a `response` index.
        track: `values` or `skill`. No row of another track is read.

    Returns:
        `schemas.frames.RATINGS`, sorted by candidacy, question and rater; none missing.
    """
    mine = scored.filter(
        pl.col("track") == track,
        pl.col("score").is_not_null(),
        pl.col("requisition_id").is_not_null(),
        pl.col("candidate_id").is_not_null(),
    ).with_columns(
        candidacy=pl.concat_str("requisition_id", "candidate_id", separator=CANDIDACY_SEPARATOR)
    )
    of_dimension = ["candidacy", "dimension"]
    importance = pl.col("importance") / pl.col("question_id").n_unique().over(of_dimension)
    return (
        mine.with_columns(weight=importance)
        .with_columns(weight=pl.col("weight") / pl.col("weight").mean().over("candidacy"))
        .sort("candidacy", "question_id", "rater_id", "response")
        .select([pl.col(name).cast(kind) for name, kind in RATINGS.items()])
    )
