"""The dominance audit of one requisition: did its decisions follow skill alone?"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from schemas.audit import Dominance, Drivers, FollowedSkill
from schemas.decision import Decision
from schemas.policy import Policy
from scoring.audit.alternatives import alternatives
from scoring.audit.comparison import (
    Complete,
    compare_decisions,
    compare_overall,
    complete_arrays,
    is_complete,
)
from scoring.audit.drivers import drivers, weights_of_average
from scoring.audit.telling import generator
from scoring.audit.verdict import followed_skill


def audit_requisition(
    judged: pl.DataFrame, decisions: Sequence[Decision], policy: Policy, seed: int
) -> Dominance:
    """Audit one requisition.

    Args:
        judged: Its rows as `scoring.rule.judge.judge` gives them, at least one, with `overall`
            (mean overall verdict, 0 to 100, null where none) where verdicts were recorded.
        decisions: Any; those about other requisitions are passed over. The latest about a
            candidacy counts. A complete candidacy without a decision counts as not advanced;
            one on hold, or waiting for evidence, is left out of the comparison.
        policy: Thresholds and weights.
        seed: Of the bootstrap; the same seed gives the same figures.
    """
    requisition_id = str(judged["requisition_id"][0])
    latest = latest_choices(decisions, requisition_id)
    chosen = [latest.get(candidate_id) for candidate_id in judged["candidate_id"]]
    rows = judged.with_columns(choice=pl.Series(chosen, dtype=pl.String))
    if "overall" not in rows.columns:
        rows = rows.with_columns(overall=pl.lit(None, dtype=pl.Float64))
    complete = rows.filter(is_complete())
    arrays = complete_arrays(complete)
    rng = generator(seed, requisition_id)
    pairs, compared = compare_decisions(arrays, rng, policy.dominance.bootstraps)
    followed = followed_skill(pairs, compared, policy.dominance, rng)
    return Dominance(
        requisition_id=requisition_id,
        verdict=followed.verdict,
        verdict_reason=followed.reason,
        followed=followed,
        overall_followed=_overall(arrays, policy, rng),
        decisions=drivers(arrays.advanced, arrays.values, arrays.skill) if latest else None,
        overall=drivers(arrays.overall, arrays.values, arrays.skill),
        order=_order(complete),
        weights=weights_of_average(arrays.values, arrays.skill, policy.order),
        alternatives=alternatives(rows, complete, policy.order),
        n_candidacies=len(rows),
        n_complete=len(complete),
        n_decisions=compared.n_decided,
        n_advanced=compared.n_preferred,
    )


def latest_choices(decisions: Sequence[Decision], requisition_id: str) -> dict[str, str]:
    """The latest choice about each candidate of one requisition."""
    mine = [d for d in decisions if d.requisition_id == requisition_id]
    mine.sort(key=lambda d: d.decided_at)
    return {d.candidate_id: d.choice.value for d in mine}


def _overall(arrays: Complete, policy: Policy, rng: np.random.Generator) -> FollowedSkill | None:
    if np.isnan(arrays.overall).all():
        return None
    pairs, compared = compare_overall(arrays, rng, policy.dominance.bootstraps)
    return followed_skill(pairs, compared, policy.dominance, rng)


def _order(complete: pl.DataFrame) -> Drivers | None:
    passers = complete.filter(pl.col("rank").is_not_null())
    place = -passers["rank"].cast(pl.Float64).to_numpy()
    keys = (passers[f"{track}_level"].cast(pl.Float64).to_numpy() for track in ("values", "skill"))
    return drivers(place, *keys)
