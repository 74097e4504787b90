"""Everything about the reliability of one track's levels, for the reader of a shortlist."""

import math

import numpy as np
import polars as pl

from schemas.errors import EmptyPoolError
from schemas.results.reliability import Coefficient, TrackReliability
from schemas.words import Track
from scoring.reliability.agreement.krippendorff import alpha
from scoring.reliability.agreement.panels import panel_agreements
from scoring.reliability.classification import floor_decisions
from scoring.reliability.panel import Panel
from scoring.reliability.precision import raters_needed
from scoring.reliability.scale_points import QUESTION, cell_scores
from scoring.reliability.variance.generalizability import (
    Design,
    dependability,
    design,
    generalizability,
)
from scoring.reliability.words import ALL_EQUAL, FEW_TARGETS, undefined
from scoring.severity.fit import Component, TrackFit, Variance

DRAWS = 500
WANTED = 0.80
PARTS: dict[Component, str] = {
    "target": "candidates",
    "rater": "raters",
    "target_rater": "halo",
    "residual": "single answers",
}
NOTHING = "Undefined: no ratings."


def track_reliability(
    ratings: pl.DataFrame,
    fit: TrackFit,
    floor: float,
    *,
    seed: int,
    track: Track | None = None,
) -> TrackReliability:
    """How far the levels of one track, and the floor decisions on them, can be trusted.

    Args:
        ratings: Columns of `schemas.frames.RATINGS` of one track.
        fit: The model fitted to them.
        floor: Of that track.
        seed: Of the bootstrap interval of alpha.
        track: That track; read from the ratings when not given.

    Raises:
        EmptyPoolError: there are no ratings and no track is given.
    """
    if ratings.is_empty() and track is None:
        raise EmptyPoolError("No ratings, and no track named.")
    track = track or Track(ratings["track"].item(0))
    if ratings.is_empty():
        none = undefined(NOTHING)
        return TrackReliability(
            track=track,
            n_candidacies=0,
            n_raters=0,
            n_ratings=0,
            generalizability=none,
            dependability=none,
            single_rater=none,
            alpha=none,
        )
    cells = cell_scores(ratings)
    units = Panel.from_frame(cells, ["candidacy", *QUESTION], "rater_id", "score")
    used = design(Panel.from_frame(ratings, ["candidacy"], "rater_id", "score"))
    noise = _noise(fit.variance, cells)
    single = _dependability(fit.variance, noise, 1.0)
    needed = None if single.value is None else raters_needed(single.value, WANTED)
    return TrackReliability(
        track=track,
        n_candidacies=ratings["candidacy"].n_unique(),
        n_raters=ratings["rater_id"].n_unique(),
        n_ratings=len(ratings),
        raters_per_candidacy=used.khat,
        q=used.q,
        generalizability=_generalizability(fit.variance, noise, used),
        dependability=_dependability(fit.variance, noise, used.khat),
        single_rater=single,
        raters_for_80=None if needed is None else math.ceil(needed - 1e-9),
        alpha=alpha(units, "interval", draws=DRAWS, seed=seed),
        panels=panel_agreements(ratings, track, cells),
        notes=fit.notes,
    ).model_copy(update=_decisions(fit.levels, floor))


def _noise(variance: Variance, cells: pl.DataFrame) -> float:
    """Variance of one rater's mean of a candidacy, rater severity apart.

    A rater's answers share the halo and average out the rest, over the harmonic mean of
    questions that a rater asked a candidate.
    """
    answers = cells.group_by("candidacy", "rater_id").len()["len"]
    questions = 1 / float((1 / answers.cast(pl.Float64)).to_numpy().mean())
    return variance.target_rater + variance.residual / questions


def _said(variance: Variance) -> str:
    """Which variances are priors: a figure that rests on them says so."""
    assumed = [words for name, words in PARTS.items() if variance.origin.get(name) == "prior"]
    if not assumed:
        return ""
    return f"Rests on prior variances, not on these ratings alone: {', '.join(assumed)}."


def _coefficient(value: float | None, variance: Variance) -> Coefficient:
    if value is None:
        return undefined(ALL_EQUAL)
    return Coefficient(value=value, said=_said(variance))


def _generalizability(variance: Variance, noise: float, used: Design) -> Coefficient:
    if used.q is None:
        return undefined(FEW_TARGETS)
    value = generalizability(variance.target, variance.rater, noise, used.khat, used.q)
    return _coefficient(value, variance)


def _dependability(variance: Variance, noise: float, raters: float) -> Coefficient:
    return _coefficient(dependability(variance.target, variance.rater, noise, raters), variance)


def _decisions(levels: pl.DataFrame, floor: float) -> dict[str, float]:
    known = levels.select("level", "se").fill_nan(None).drop_nulls()
    level, se = known["level"].to_numpy(), known["se"].to_numpy()
    found = floor_decisions(level, se, floor)
    if found is None:
        return {}
    return {
        "sem": float(np.sqrt((se**2).mean())),
        "accuracy": found.accuracy,
        "consistency": found.consistency,
        "false_pass_rate": found.false_pass,
        "false_fail_rate": found.false_fail,
    }
