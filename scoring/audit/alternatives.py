"""Whom skill alone, or an average, would shortlist in place of the two-key rule."""

import polars as pl

from schemas.audit import Alternatives
from schemas.policy import OrderRule
from schemas.words import Status
from scoring.audit.rank_comparison import average_overlap, rank_biased_overlap
from scoring.rule.order import weighted_level


def alternatives(judged: pl.DataFrame, complete: pl.DataFrame, rule: OrderRule) -> Alternatives:
    """Compare the two-key list with the lists that compensate.

    Ties at the last seat are all on a list, as on the two-key list.

    Args:
        judged: One requisition as `scoring.rule.judge.judge` gives it.
        complete: Its complete candidacies, in the same order.
        rule: The weights of the average.
    """
    seats = int(judged["seats"][0]) if len(judged) else 0
    shortlisted = judged.filter(pl.col("status") == Status.SHORTLISTED.value)
    two_key = tuple(shortlisted["candidate_id"].to_list())
    skill = _best(judged.select("candidate_id", by="skill_level"), seats)
    average = _best(judged.select("candidate_id", by=weighted_level(rule)), seats)
    ours = complete["candidate_id"].to_list()
    theirs = complete.sort("skill_level", "candidate_id", descending=[True, False])["candidate_id"]
    overlap = rank_biased_overlap(ours, theirs.to_list())
    return Alternatives(
        two_key=two_key,
        skill_alone=skill,
        average=average,
        let_in_by_skill=_without(skill, two_key),
        displaced_by_skill=_without(two_key, skill),
        let_in_by_average=_without(average, two_key),
        displaced_by_average=_without(two_key, average),
        overlap_with_skill=average_overlap(ours, theirs.to_list(), seats),
        rank_biased_overlap=overlap.extrapolated if overlap else None,
    )


def _best(rated: pl.DataFrame, seats: int) -> tuple[str, ...]:
    known = rated.filter(pl.col("by").is_not_null() & pl.col("by").is_not_nan())
    ranked = known.sort("by", "candidate_id", descending=[True, False])
    if len(ranked) > seats > 0:
        ranked = ranked.filter(pl.col("by") >= ranked["by"][seats - 1])
    return tuple(ranked["candidate_id"].to_list())


def _without(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in one if name not in set(other))
