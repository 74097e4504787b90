"""The two-key rule: from both keys to status, order, seats and bands; nothing is traded."""

import polars as pl

from schemas.config.policy import Policy
from schemas.words import KEYS, Status
from scoring.rule.bands import Contrast, bands
from scoring.rule.order import larger_headroom, listing, ranks, smaller_headroom
from scoring.rule.standing import gate, headroom, standing


def judge(pool: pl.DataFrame, policy: Policy, contrast: Contrast | None = None) -> pl.DataFrame:
    """Judge candidacies under the two-key rule, each requisition alone.

    Args:
        pool: One row a candidacy: `requisition_id`, `candidate_id` (str), `seats` (int); for
            each track `<track>_level`, `<track>_se`, `<track>_floor` (scale points of 0 to 100)
            and `<track>_p` (0 to 1, the weakest over own floors of dimensions), level, error
            and P null where there is no evidence; `complete` (bool, the evidence that the
            policy asks for is there on both tracks), `flags_confirmed` and `flags_seen`
            (int, kinds of red flags). An infinite level with no error is allowed.
        policy: Certainty, red-flag rule, order and bands. Floors and seats are read from `pool`.
        contrast: Errors of differences between two levels on one track, for bands; without
            it errors are taken as independent.

    Returns:
        The rows in the order of the shortlist (passers by rank, second looks, then those not
        shortlisted with skill-only first; incomplete ones last) with `values_standing`,
        `skill_standing` and `status` (words of `schemas.words`), `values_headroom`,
        `skill_headroom` (null without evidence), `rank` and `band` (from 1; null unless the
        candidacy passes) and `tied_at_seat`.

    Source:
        Conjunctive rule of Coombs (1964); leximin order of Sen (1970) and Hammond (1976).
    """
    # Rows in several chunks take ten times as long to put in order.
    gated = (
        pool.rechunk()
        .with_columns(
            *(standing(track, policy.certainty).alias(f"{track}_standing") for track in KEYS),
            *(headroom(track).alias(f"{track}_headroom") for track in KEYS),
        )
        .with_columns(
            status=gate(policy.red_flags), _low=smaller_headroom(), _high=larger_headroom()
        )
    )
    listed = listing(gated, policy.order)
    passing = listed["status"] == Status.ELIGIBLE.value
    passers = listed.filter(passing)
    placed = ranks(passers, policy.order).with_columns(
        band=bands(passers, policy.order.band_multiple, contrast)
    )
    # A passer's place among passers; the others have none, and so neither rank nor band.
    places = listed.select(pl.when(passing).then(passing.cum_sum() - 1)).to_series()
    return listed.drop("_requisition", "_first", "_low", "_high").with_columns(
        pl.when(placed["shortlisted"].gather(places))
        .then(pl.lit(Status.SHORTLISTED.value))
        .otherwise("status")
        .alias("status"),
        rank=placed["rank"].gather(places),
        band=placed["band"].gather(places),
        tied_at_seat=placed["tied_at_seat"].gather(places).fill_null(value=False),
    )
