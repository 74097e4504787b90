"""Fit one track: severity-corrected levels with their errors, from that track's ratings alone."""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from schemas.policy import PriorVariances
from scoring.severity.design import design_of
from scoring.severity.fit import TrackFit, Variance
from scoring.severity.frames import empty_fit, frames_of
from scoring.severity.pair_of_systems import solve_both


@dataclass(frozen=True)
class FitOptions:
    """Choices of a fit.

    Attributes:
        method: How variance components are estimated.
        halo: Whether the model has a candidacy-by-rater term.
        questions: Whether questions have effects.
        variance: Known components, which are then not estimated.
        priors: What serves for components that the data cannot tell.
        min_question_candidacies: A question asked of fewer candidacies has effect zero.
    """

    method: Literal["reml", "ml"] = "reml"
    halo: bool = True
    questions: bool = True
    variance: Variance | None = None
    priors: PriorVariances = field(default_factory=PriorVariances)
    min_question_candidacies: int = 5


def fit_track(ratings: pl.DataFrame, options: FitOptions) -> TrackFit:
    """Fit y = question + candidacy + rater + candidacy x rater + error to one track.

    Args:
        ratings: Columns of `schemas.frames.RATINGS` of one track; read are `candidacy`,
            `rater_id`, `guide`, `question_id`, `score` (0 to 100, none missing) and `weight`
            (above 0). Any number of rows.
        options: Choices, made before the data are seen.

    Returns:
        Levels: generalised least squares with candidacies fixed and raters random, weights
        entering as residual variance / weight; so a level is exactly the weighted mean of its
        ratings, each corrected for question, severity and halo. Errors are those of that linear
        combination of ratings without the weights, so that a weight never passes for precision.
    """
    design = design_of(
        ratings, questions=options.questions, min_candidacies=options.min_question_candidacies
    )
    variance = options.variance or _prior(options)
    if design.n_ratings == 0:
        return empty_fit(ratings, variance)
    both = solve_both(design, variance)
    return frames_of(design, both, variance, None, ())


def _prior(options: FitOptions) -> Variance:
    priors = options.priors
    return Variance(
        target=priors.target,
        rater=priors.rater,
        target_rater=priors.target_rater if options.halo else 0.0,
        residual=priors.residual,
        origin=dict.fromkeys(("target", "rater", "target_rater", "residual"), "prior"),
    )
