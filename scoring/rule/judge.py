"""The two-key rule: from both keys to status, order, seats and bands; nothing is traded."""

import polars as pl

from schemas.policy import Policy
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
    gated = (
        pool.with_columns(
            *(standing(track, policy.certainty).alias(f"{track}_standing") for track in KEYS),
            *(headroom(track).alias(f"{track}_headroom") for track in KEYS),
        )
        .with_columns(
            status=gate(policy.red_flags), _low=smaller_headroom(), _high=larger_headroom()
        )
        .with_row_index("_row")
    )
    ranked = ranks(gated, policy.order)
    banded = bands(ranked, policy.order.band_multiple, contrast)
    placed = ranked.join(banded, on=["requisition_id", "_low"], how="left").select(
        "_row", "rank", "band", "tied_at_seat", "shortlisted"
    )
    judged = gated.join(placed, on="_row", how="left").with_columns(
        pl.col("tied_at_seat").fill_null(value=False),
        status=pl.when(pl.col("shortlisted"))
        .then(pl.lit(Status.SHORTLISTED.value))
        .otherwise("status"),
    )
    return listing(judged).drop("_row", "_low", "_high", "shortlisted")
