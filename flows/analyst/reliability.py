"""`twokeys stats reliability`: every coefficient of agreement on a long or a wide table."""

from pathlib import Path
from typing import Any

import click
import polars as pl

from flows.analyst.options import confidence_option, file_argument, finite
from flows.analyst.reading import read_table
from flows.analyst.shapes import Ratings, long_ratings, wide_ratings
from flows.analyst.told import tell_reliability
from flows.commands.options import json_option, print_json
from schemas.errors import EmptyPoolError, TableError
from scoring.reliability.agreement.krippendorff import METRICS, Metric
from scoring.reliability.tables.strata import reliability_by_stratum
from scoring.reliability.tables.table import TableOptions, reliability_of_table
from scoring.severity.model import FitOptions, fit_track

MOST_FITTED = 2_000_000
"""Ratings up to which the two-factor model is fitted for G(q,k)."""


@click.command(name="reliability")
@file_argument
@click.option("--target", help="Column of what was rated.")
@click.option("--rater", help="Column of who rated; leave out for one column a rater.")
@click.option("--score", help="Column of scores; leave out for one column a rater.")
@click.option("--item", help="Column of the question or task, in a long table.")
@click.option("--by", help="Column to do everything within each value of, in a long table.")
@click.option("--ignore", multiple=True, help="Column of a wide table that is no rater.")
@click.option(
    "--level",
    type=click.Choice(METRICS),
    multiple=True,
    help="Level of measurement for Krippendorff's alpha; all four by default.",
)
@click.option("--draws", type=click.IntRange(0), default=1000, help="Bootstrap samples.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the bootstrap.")
@confidence_option
@json_option
def command(
    file: Path,
    target: str | None,
    rater: str | None,
    score: str | None,
    item: str | None,
    by: str | None,
    ignore: tuple[str, ...],
    level: tuple[Metric, ...],
    draws: int,
    seed: int,
    confidence: float,
    as_json: bool,
) -> None:
    """Every coefficient of agreement and reliability, on a long or a wide table.

    Long: one row a rating, with --target, --rater and --score. Wide: one row a target and one
    column a rater.
    """
    table = read_table(file)
    shaped = _shaped(table, (target, rater, score), item, by, ignore)
    options = TableOptions(
        metrics=_metrics(level, shaped),
        labels=shaped.labels,
        draws=draws,
        seed=seed,
        confidence=confidence,
        variance=None if by else _fitted(shaped),
    )
    if shaped.frame["score"].count() == 0:
        raise EmptyPoolError(f"{file.name}: no target has a score.")
    if by:
        parts = reliability_by_stratum(shaped.frame, options)
        if as_json:
            print_json(_coefficients(finite(parts.model_dump(mode="json"))))
        else:
            for name, part in parts.strata.items():
                tell_reliability(part, f"{by} {name}")
        return
    found = reliability_of_table(shaped.frame, options)
    found = found.model_copy(update={"notes": (*shaped.notes, *found.notes)})
    if as_json:
        print_json(_coefficients(finite(found.model_dump(mode="json"))))
    else:
        tell_reliability(found)


def _shaped(
    table: pl.DataFrame,
    names: tuple[str | None, str | None, str | None],
    item: str | None,
    by: str | None,
    ignore: tuple[str, ...],
) -> Ratings:
    target, rater, score = names
    if rater is None and score is None:
        if item or by:
            raise TableError("--item and --by need a long table: name --rater and --score too.")
        return wide_ratings(table, target, ignore)
    if target is None or rater is None or score is None:
        raise TableError("A long table needs --target, --rater and --score.")
    return long_ratings(table, target, rater, score, item=item, stratum=by)


def _metrics(level: tuple[Metric, ...], shaped: Ratings) -> tuple[Metric, ...]:
    """Words bear the nominal metric, and others where somebody asks for them."""
    if level:
        return level
    return ("nominal",) if shaped.labels else METRICS


def _fitted(shaped: Ratings) -> tuple[float, float, float] | None:
    """Variances by the two-factor model, where the table alone tells all three."""
    frame = shaped.frame.drop_nulls()
    small = 0 < len(frame) <= MOST_FITTED
    if shaped.labels or not small or frame["score"].n_unique() < 2:
        return None
    ratings = frame.select(
        candidacy="target",
        rater_id="rater",
        guide=pl.lit("table"),
        question_id=pl.lit("all"),
        score="score",
        weight=pl.lit(1.0),
    )
    found = fit_track(ratings, FitOptions(halo=False, questions=False, min_freedom=1)).variance
    # A prior would say nothing about this table.
    estimated = all(found.origin[name] == "estimated" for name in ("target", "rater", "residual"))
    return (found.target, found.rater, found.residual) if estimated else None


def _coefficients(content: Any) -> Any:
    """The same with `said` only where a coefficient has something to say."""
    if isinstance(content, dict):
        silent = "value" in content and content.get("said") == ""
        return {
            name: _coefficients(value)
            for name, value in content.items()
            if not (silent and name == "said")
        }
    return content
