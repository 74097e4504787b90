"""The rater table: how each rater rates, beside how others rate the same candidates."""

import polars as pl

from schemas.results.reliability import RaterRow
from schemas.words import Track
from scoring.reliability.rater_advice import AdviceRule, advice
from scoring.reliability.scale_points import QUESTION, cell_scores

SAME_THROUGHOUT = 3
"""Answers to one candidacy from which one and the same rating counts as a straight line."""


def rater_rows(
    ratings: pl.DataFrame, severities: pl.DataFrame, track: Track, rule: AdviceRule | None = None
) -> tuple[RaterRow, ...]:
    """Severity, spread, halo, agreement and straight lines of every rater on one track.

    Args:
        ratings: Columns of `schemas.frames.RATINGS` of one track.
        severities: One row a rater, from the fitted model (`TrackFit.raters`): `rater_id`,
            `severity` (points, positive is harsh), `severity_se` and `island`.
        track: That track.
        rule: When to advise what.

    Returns:
        One row a rater who rated, by identifier.
    """
    if ratings.is_empty():
        return ()
    table = (
        _habits(ratings)
        .join(_halo(ratings), on="rater_id", how="left")
        .join(_shared(ratings), on="rater_id", how="left")
        .join(_straight(ratings), on="rater_id", how="left")
        .join(
            severities.select("rater_id", "severity", "severity_se", "island"),
            on="rater_id",
            how="left",
        )
        .sort("rater_id")
    )
    wanted = rule or AdviceRule()
    return tuple(_row(row, track, wanted) for row in table.fill_nan(None).iter_rows(named=True))


def _habits(ratings: pl.DataFrame) -> pl.DataFrame:
    habits = ratings.group_by("rater_id").agg(
        n_ratings=pl.len(),
        n_candidacies=pl.col("candidacy").n_unique(),
        mean=pl.col("score").mean(),
        spread=pl.col("score").std(),
        freedom=pl.len() - 1,
    )
    squares = (pl.col("spread") ** 2 * pl.col("freedom")).sum()
    usual = (squares / pl.col("freedom").filter(pl.col("spread").is_not_null()).sum()).sqrt()
    ratio = pl.when(usual > 0).then(pl.col("spread") / usual)
    return habits.with_columns(spread_ratio=ratio).drop("freedom")


def _halo(ratings: pl.DataFrame) -> pl.DataFrame:
    """1 less a rater's spread over dimensions of a candidate, against all raters' spread.

    Source: the standard deviation over dimensions of Saal, Downey and Lahey (1980).
    """
    beside = pl.col("score") - pl.col("score").mean().over(QUESTION)
    inside = (
        ratings.with_columns(beside=beside)
        .group_by("rater_id", "candidacy", "dimension")
        .agg(pl.col("beside").mean())
        .group_by("rater_id", "candidacy")
        .agg(squares=pl.col("beside").var() * (pl.len() - 1), freedom=pl.len() - 1)
        .filter(pl.col("freedom") > 0)
        .group_by("rater_id")
        .agg(pl.col("squares", "freedom").sum())
    )
    own = (pl.col("squares") / pl.col("freedom")).sqrt()
    usual = (pl.col("squares").sum() / pl.col("freedom").sum()).sqrt()
    return inside.select("rater_id", halo=pl.when(usual > 1e-9).then(1 - own / usual))


def _shared(ratings: pl.DataFrame) -> pl.DataFrame:
    """Exact and within-one agreement over pairs of raters who answered the same."""
    cells = cell_scores(ratings)
    pairs = cells.join(
        cells.select("candidacy", *QUESTION, other="rater_id", theirs="score"),
        on=["candidacy", *QUESTION],
    ).filter(pl.col("rater_id") != pl.col("other"))
    apart = (pl.col("score") - pl.col("theirs")).abs()
    return pairs.group_by("rater_id").agg(
        exact_rate=(apart <= 1e-6).mean(),
        within_one_rate=(apart <= pl.col("point") + 1e-6).mean(),
        n_shared=pl.len(),
    )


def _straight(ratings: pl.DataFrame) -> pl.DataFrame:
    """Candidacies with several answers, and those given the same rating throughout."""
    return (
        ratings.group_by("rater_id", "candidacy")
        .agg(n=pl.len(), same=pl.col("score").n_unique() == 1)
        .filter(pl.col("n") >= SAME_THROUGHOUT)
        .group_by("rater_id")
        .agg(straight_lined_rate=pl.col("same").mean(), n_lines=pl.col("same").sum())
    )


def _row(row: dict[str, object], track: Track, rule: AdviceRule) -> RaterRow:
    n_lines = row.pop("n_lines")
    lines = n_lines if isinstance(n_lines, int) else 0
    rate = row["straight_lined_rate"]
    straight = isinstance(rate, float) and rate >= rule.straight_share
    found = RaterRow.model_validate(
        row
        | {
            "track": track,
            "n_shared": row["n_shared"] or 0,
            "straight_lining": straight and lines >= rule.straight_lines,
            "advice": "",
        }
    )
    return found.model_copy(update={"advice": advice(found, rule)})
