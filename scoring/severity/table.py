"""Severity in any table of ratings, unweighted and on the table's own scale.

The model is that of lme4's `score ~ 1 + (1|target) + (1|rater)`, with `(1|target:rater)` where
asked and the item as a fixed effect where there is one; so anyone can check one against the other.
"""

from typing import Literal

import numpy as np
import polars as pl

from schemas.config.policy import PriorVariances
from schemas.errors import EmptyPoolError, TableError
from schemas.results.severity import SeverityRater, SeverityReport, SeverityTarget, SeverityVariance
from scoring.severity.fit import NAMES, TrackFit
from scoring.severity.model import FitOptions, fit_track

NO_HALO = (
    "No rater rated a target twice, so the target-by-rater term cannot be told from the residual "
    "and is left out."
)


def severity_of_table(
    table: pl.DataFrame,
    target: str,
    rater: str,
    score: str,
    item: str | None = None,
    *,
    halo: bool = True,
    method: Literal["reml", "ml"] = "reml",
) -> SeverityReport:
    """Fit a table of ratings, one row a rating.

    Args:
        table: Any table; rows without a score, target or rater are left out.
        target: Column of what is rated.
        rater: Column of who rates.
        score: Column of numbers.
        item: Column of the question or criterion, a fixed effect; None for one item.
        halo: Whether the model has a target-by-rater term; it is left out, with a note, where
            no rater rated a target twice.
        method: Restricted or full maximum likelihood.

    Returns:
        Components, targets (sorted) and raters (sorted), in the units of the table.

    Raises:
        TableError: A column is missing, or `score` is not numeric.
        EmptyPoolError: No row has a score, a target and a rater.
    """
    ratings = _ratings(table, target, rater, score, item)
    told = halo and ratings.select("candidacy", "rater_id").is_duplicated().any()
    spread = float(np.var(ratings["score"].to_numpy()))
    fit = fit_track(
        ratings,
        FitOptions(
            method=method,
            halo=told,
            questions=item is not None,
            priors=_scaled(PriorVariances(), spread),
            min_question_candidacies=1,
            min_freedom=1,
        ),
    )
    notes = (*fit.notes, NO_HALO) if halo and not told else fit.notes
    report = _report(fit, halo=told, known=spread > 0, shift=_coding(fit, method))
    return report.model_copy(update={"notes": notes})


def _ratings(
    table: pl.DataFrame, target: str, rater: str, score: str, item: str | None
) -> pl.DataFrame:
    wanted = [name for name in (target, rater, score, item) if name is not None]
    missing = [name for name in wanted if name not in table.columns]
    if missing:
        raise TableError(
            f"The table has no column {', '.join(missing)}. It has: {', '.join(table.columns)}."
        )
    if not table.schema[score].is_numeric():
        raise TableError(f"Column {score} is {table.schema[score]}; scores are numbers.")
    ratings = table.select(
        candidacy=pl.col(target).cast(pl.String),
        rater_id=pl.col(rater).cast(pl.String),
        guide=pl.lit("table"),
        question_id=pl.lit("all") if item is None else pl.col(item).cast(pl.String),
        score=pl.col(score).cast(pl.Float64).fill_nan(None),
        weight=pl.lit(1.0),
    ).drop_nulls()
    if ratings.is_empty():
        raise EmptyPoolError(f"No row has {', '.join(wanted)} filled in.")
    return ratings


def _scaled(priors: PriorVariances, spread: float) -> PriorVariances:
    """The priors in the units of a table whose scores have variance `spread`."""
    parts = priors.model_dump()
    scale = spread / sum(parts.values()) if spread > 0 else 1.0
    return PriorVariances(**{name: value * scale for name, value in parts.items()})


def _coding(fit: TrackFit, method: str) -> float:
    """What turns the REML criterion into that of treatment contrasts, R's default.

    The determinant of the fixed effects depends on their coding: from an orthonormal basis of
    effects that sum to zero over m items to treatment contrasts it changes by log m.
    """
    return -float(np.log(fit.questions.height)) if method == "reml" else 0.0


def _report(fit: TrackFit, *, halo: bool, known: bool, shift: float) -> SeverityReport:
    def error(value: float) -> float | None:
        return value if known else None

    parts = {name: error(getattr(fit.variance, name)) for name in NAMES}
    if not halo:
        parts["target_rater"] = None
    return SeverityReport(
        variance=SeverityVariance(**parts),
        intercept=fit.intercept,
        criterion=None if fit.criterion is None else fit.criterion + shift,
        targets=tuple(
            SeverityTarget(
                target=row["candidacy"],
                n=row["n"],
                raw_mean=row["raw"],
                level=row["level"],
                level_se=error(row["se"]),
                blup=row["deviation"],
                blup_se=error(row["deviation_se"]),
                blup_cond_sd=error(row["blup_cond_sd"]),
                island=row["island"],
            )
            for row in fit.levels.iter_rows(named=True)
        ),
        raters=tuple(
            SeverityRater(
                rater=row["rater_id"],
                n=row["n"],
                severity=row["severity"],
                severity_se=error(row["severity_se"]),
                blup=row["blup"],
                blup_se=error(row["blup_se"]),
                blup_cond_sd=error(row["blup_cond_sd"]),
                island=row["island"],
            )
            for row in fit.raters.iter_rows(named=True)
        ),
        islands=fit.n_islands,
    )
