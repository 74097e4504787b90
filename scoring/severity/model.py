"""Fit one track: severity-corrected levels with their errors, from that track's ratings alone."""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from schemas.config.policy import PriorVariances
from scoring.severity.design.islands import islands
from scoring.severity.design.layout import Layout, layout_of
from scoring.severity.design.ratings import Design, design_of
from scoring.severity.fit import NAMES, TrackFit, Variance
from scoring.severity.frames import Solved, frames_of
from scoring.severity.nothing import fit_of_nothing
from scoring.severity.solving.approximation import approximation_notes
from scoring.severity.solving.systems import systems_of
from scoring.severity.solving.threads import threads_for
from scoring.severity.variance.components import Counts
from scoring.severity.variance.estimate import Components, components_of


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
        min_freedom: Degrees of freedom that a variance component needs to be estimated; with
            fewer its prior serves.
    """

    method: Literal["reml", "ml"] = "reml"
    halo: bool = True
    questions: bool = True
    variance: Variance | None = None
    priors: PriorVariances = field(default_factory=PriorVariances)
    min_question_candidacies: int = 5
    min_freedom: int = 4


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
    if design.n_ratings == 0:
        return fit_of_nothing(ratings, options.variance or _prior(options))
    island = islands(design.candidacy, design.rater, len(design.candidacies), len(design.raters))
    counts = Counts(
        target=len(design.candidacies),
        rater=len(design.raters),
        target_rater=design.n_pairs,
        residual=design.n_ratings,
        islands=int(island[0].max()),
        contrasts=design.contrasts.basis.shape[1],
    )
    layout = layout_of(design)
    with threads_for(len(layout.partition.border)):
        found = _components(design, layout, counts, options)
        systems = systems_of(design, layout, found.variance)
        rough = approximation_notes(systems.level, systems.plain, design.n_ratings)
        notes = (*found.notes, *_island_note(counts.islands), *rough)
        return frames_of(Solved(design, systems), found, island, notes)


def _components(design: Design, layout: Layout, counts: Counts, options: FitOptions) -> Components:
    if options.variance is not None:
        return Components(options.variance, None, ())
    return components_of(
        design,
        layout,
        counts,
        options.priors,
        method=options.method,
        halo=options.halo,
        min_freedom=options.min_freedom,
    )


def _island_note(n_islands: int) -> tuple[str, ...]:
    if n_islands < 2:
        return ()
    note = (
        f"Candidates and raters form {n_islands} islands without a shared rating between them; "
        "comparisons across islands assume that their panels are equally severe."
    )
    return (note,)


def _prior(options: FitOptions) -> Variance:
    parts = options.priors.model_dump()
    if not options.halo:
        parts["target_rater"] = 0.0
    return Variance(**parts, origin=dict.fromkeys(NAMES, "prior"))
