"""How far the raters of each candidacy agree: r*wg, against several notions of chance."""

import polars as pl

from schemas.results.reliability import Coefficient, PanelAgreement
from schemas.words import Track
from scoring.reliability.agreement.within_group import NULL_SHARES, null_variance
from scoring.reliability.scale_points import QUESTION, cell_scores
from scoring.reliability.words import undefined

NOBODY_SHARES = "Undefined: no question was rated by two raters."
OF_TWO_MINDS = "The raters are of two minds: let them compare their notes before anyone decides."
HEAVIEST = null_variance(NULL_SHARES["heavy_skew"]) / null_variance(NULL_SHARES["uniform"])
"""The narrowest notion of chance, of raters who are all lenient, against the widest."""


def panel_agreements(
    ratings: pl.DataFrame, track: Track, cells: pl.DataFrame | None = None
) -> tuple[PanelAgreement, ...]:
    """r*wg of every candidacy on one track, over the questions that two raters share.

    The null is that raters use all points of the question's scale alike; the lower value of
    the range takes raters who are all lenient for the null, since leniency looks like
    agreement.

    Args:
        ratings: Columns of `schemas.frames.RATINGS` of one track.
        track: That track.
        cells: Its `cell_scores`, where they are at hand.

    Returns:
        One row a candidacy, by requisition and candidate.

    Source:
        Lindell, Brandt and Whitney (1999); nulls of LeBreton and Senter (2008).
    """
    steps = 100 / pl.col("point").first()
    # Points 0, p, … 100, equally likely: (A2 - 1) / 12 p2, with A - 1 = 100 / p.
    null = ((steps.round() + 1) ** 2 - 1) / 12 * pl.col("point").first() ** 2
    shared = (
        (cell_scores(ratings) if cells is None else cells)
        .group_by("candidacy", *QUESTION)
        .agg(n=pl.len(), share=pl.col("score").var() / null)
        .filter(pl.col("n") >= 2)
        .group_by("candidacy")
        .agg(n_shared=pl.len(), dissent=pl.col("share").mean())
    )
    rows = (
        ratings.group_by("candidacy")
        .agg(
            pl.col("requisition_id", "candidate_id").first(),
            n_raters=pl.col("rater_id").n_unique(),
        )
        .join(shared, on="candidacy", how="left")
        .sort("requisition_id", "candidate_id")
    )
    return tuple(
        PanelAgreement(
            requisition_id=row["requisition_id"],
            candidate_id=row["candidate_id"],
            track=track,
            n_raters=row["n_raters"],
            n_shared_questions=row["n_shared"] or 0,
            agreement=_agreement(row["dissent"]),
        )
        for row in rows.iter_rows(named=True)
    )


def _agreement(dissent: float | None) -> Coefficient:
    if dissent is None:
        return undefined(NOBODY_SHARES)
    value = 1 - dissent
    said = OF_TWO_MINDS if value < 0 else ""
    return Coefficient(value=value, low=1 - dissent / HEAVIEST, high=value, said=said)
