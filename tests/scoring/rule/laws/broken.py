"""Rules that break a law on purpose: what a two-key rule must not become."""

import polars as pl

from schemas.config.policy import Policy
from scoring.rule.judge import judge

REQUISITION = "requisition_id"
KNOWN = pl.col("values_level").is_not_null() & pl.col("skill_level").is_not_null()
MEAN = (pl.col("values_level") + pl.col("skill_level")) / 2


def promoted(judged: pl.DataFrame, chosen: pl.Expr) -> pl.DataFrame:
    """Shortlist whoever is chosen, beside those whom the rule shortlists."""
    changed = judged.with_columns(_chosen=chosen.fill_null(value=False))
    return changed.with_columns(
        status=pl.when("_chosen").then(pl.lit("shortlisted")).otherwise("status"),
        rank=pl.when("_chosen").then(pl.col("rank").fill_null(1)).otherwise("rank"),
    ).drop("_chosen")


def reranked(judged: pl.DataFrame, by: pl.Expr) -> pl.DataFrame:
    """Rank those who pass by something else; `by` is larger for the better."""
    ranked = (
        pl.when(pl.col("rank").is_not_null())
        .then(by)
        .rank("min", descending=True)
        .over(REQUISITION)
    )
    return judged.with_columns(rank=ranked.cast(pl.Int64))


def weighted_mean(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Passes whose mean reaches the mean of the floors."""
    floors = (pl.col("values_floor") + pl.col("skill_floor")) / 2
    return promoted(judge(pool, policy), KNOWN & pl.col("complete") & (floors <= MEAN))


def geometric_mean(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Passes whose product reaches the product of the floors."""
    floors = pl.col("values_floor") * pl.col("skill_floor")
    product = pl.col("values_level") * pl.col("skill_level")
    return promoted(judge(pool, policy), KNOWN & (product >= floors))


def pareto_layer(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Shortlists the best by skill of each requisition: always in the first Pareto layer."""
    best = pl.col("skill_level") == pl.col("skill_level").max().over(REQUISITION)
    return promoted(judge(pool, policy), KNOWN & best)


def fill_up(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Fills seats left over with the next best by skill."""
    judged = judge(pool, policy)
    passing = pl.col("rank").is_not_null()
    left = pl.col("seats") - passing.sum().over(REQUISITION)
    next_best = (
        pl.when(~passing).then(pl.col("skill_level")).rank("ordinal", descending=True)
    ).over(REQUISITION)
    return promoted(judged, next_best <= left)


def bands_below_the_floor(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Lets a band reach below a floor: whoever is within an error of it is in."""
    near = [pl.col(f"{t}_level") >= pl.col(f"{t}_floor") - 12 for t in ("values", "skill")]
    judged = judge(pool, policy)
    return judged.with_columns(band=pl.when(near[0] & near[1]).then(1).otherwise("band"))


def ties_cut_by_name(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Cuts a tie at the last seat in the order of the list."""
    judged = judge(pool, policy)
    place = pl.int_range(1, pl.len() + 1).over(REQUISITION)
    cut = (pl.col("status") == "shortlisted") & (place > pl.col("seats"))
    return judged.with_columns(
        status=pl.when(cut).then(pl.lit("eligible")).otherwise("status"),
        tied_at_seat=pl.lit(value=False),
    )


def in_order_of_names(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Ranks passers by identifier."""
    return reranked(judge(pool, policy), -pl.col("candidate_id").rank("dense").cast(pl.Float64))


def in_order_of_rows(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Ranks passers in the order in which they came."""
    judged = judge(pool.with_row_index("_came"), policy)
    return reranked(judged, -pl.col("_came").cast(pl.Float64)).drop("_came")


def by_group(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Asks more of one group."""
    judged = judge(pool, policy)
    held = (pl.col("group") == "b") & (pl.col("values_level") < 80)
    doubted = pl.when(held & pl.col("rank").is_not_null()).then(pl.lit("second_look"))
    return judged.with_columns(status=doubted.otherwise("status"))


def imputed_from_skill(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Fills unasked values questions in with the skill key."""
    filled = [
        pl.coalesce(f"values_{part}", f"skill_{part}").alias(f"values_{part}")
        for part in ("level", "se", "p")
    ]
    return judge(pool.with_columns(filled), policy)


def missing_as_the_middle(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Takes an unasked key for one that just stands."""
    filled = []
    for track in ("values", "skill"):
        filled += [
            pl.col(f"{track}_level").fill_null(pl.col(f"{track}_floor")),
            pl.col(f"{track}_se").fill_null(1.0),
            pl.col(f"{track}_p").fill_null(1.0),
        ]
    return judge(pool.with_columns(filled), policy)


def shrunk_towards_skill(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Draws the values key towards the skill key before judging it."""
    drawn = 0.8 * pl.col("values_level") + 0.2 * pl.col("skill_level").fill_null(0.0)
    return judge(pool.with_columns(values_level=drawn), policy)


def rescued_by_the_other(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Lets a key that surely stands rescue one in doubt."""
    judged = judge(pool, policy)
    doubts = [
        (pl.col(f"{one}_standing") == "in_doubt") & (pl.col(f"{other}_p") > 0.99)
        for one, other in (("values", "skill"), ("skill", "values"))
    ]
    return promoted(judged, (doubts[0] | doubts[1]) & (pl.col("status") == "second_look"))


def by_the_average(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Orders those who pass by their mean."""
    return reranked(judge(pool, policy), MEAN)


def by_the_stronger_key(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Orders those who pass by their stronger key."""
    return reranked(judge(pool, policy), pl.max_horizontal("values_headroom", "skill_headroom"))


def too_good_to_be_true(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Doubts whoever is rated very high."""
    judged = judge(pool, policy)
    high = pl.max_horizontal("values_level", "skill_level") > 80
    doubted = pl.when(high & pl.col("rank").is_not_null()).then(pl.lit("second_look"))
    return judged.with_columns(status=doubted.otherwise("status"))


def against_the_pool(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Holds keys against the middle of the pool beside the floor."""
    judged = judge(pool, policy)
    short = pl.col("rank").is_not_null() & (MEAN.median().over(REQUISITION) > MEAN)
    doubted = pl.when(short).then(pl.lit("second_look"))
    rank = pl.when(~short).then(pl.col("rank"))
    return judged.with_columns(status=doubted.otherwise("status"), rank=rank)


def by_the_scarcer_key(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Orders those who pass by the key that the pool is short of."""
    values, skill = (pl.col(f"{track}_level") for track in ("values", "skill"))
    scarce = values.median().over(REQUISITION) < skill.median().over(REQUISITION)
    return reranked(judge(pool, policy), pl.when(scarce).then(values).otherwise(skill))


def skill_first(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Asks skill first and does not look at the values of whoever lacks it."""
    judged = judge(pool, policy)
    unseen = pl.when(pl.col("status") == "values_only").then(pl.lit("neither"))
    return judged.with_columns(status=unseen.otherwise("status"))


def decisions_promote(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Shortlists whomever a manager advanced."""
    judged = judge(pool, policy)
    return promoted(judged, pl.col("choice") == "advance")


def bands_by_place(pool: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Gives bands of three by place, whatever the keys."""
    judged = judge(pool, policy)
    return judged.with_columns(band=3 - (pl.col("rank") % 3))
