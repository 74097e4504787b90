"""The dominance audit: did the decisions of a requisition follow skill alone?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.audit import Dominance, Drivers, EffectiveWeights, FollowedSkill
from scoring.audit.alternatives import alternatives
from scoring.audit.comparison import (
    READ,
    Candidacies,
    candidacies_of,
    compare_decisions,
    compare_overall,
    is_complete,
)
from scoring.audit.drivers import drivers, weights_of_averages
from scoring.audit.telling import generator
from scoring.audit.verdict import followed_skill

_CANDIDACY = ["requisition_id", "candidate_id"]


def audit_requisition(
    judged: pl.DataFrame, decisions: Sequence[Decision], policy: Policy, seed: int
) -> Dominance:
    """Audit one requisition; see `audit_requisitions`.

    Args:
        judged: Its rows, at least one.
        decisions: Any; those about other requisitions are passed over.
        policy: Thresholds and weights.
        seed: Of the bootstrap.
    """
    (audit,) = audit_requisitions(judged, decisions, policy, seed).values()
    return audit


def audit_requisitions(
    judged: pl.DataFrame, decisions: Sequence[Decision], policy: Policy, seed: int
) -> dict[str, Dominance]:
    """Audit every requisition by itself.

    Args:
        judged: Rows as `scoring.rule.judge.judge` gives them, with `overall` (mean overall
            verdict, 0 to 100, null where none) where verdicts were recorded.
        decisions: Any. The latest about a candidacy counts. A complete candidacy without a
            decision counts as not advanced; one on hold, or waiting for evidence, is left out
            of the comparison.
        policy: Thresholds and weights.
        seed: Of the bootstrap; the same seed gives the same figures, and a requisition's do
            not depend on what is audited beside it.

    Returns:
        The audits by requisition id.
    """
    rows = judged.join(latest_choices(decisions), on=_CANDIDACY, how="left", maintain_order="left")
    if "overall" not in rows.columns:
        rows = rows.with_columns(overall=pl.lit(None, dtype=pl.Float64))
    rows = rows.select(*READ, "seats").sort("requisition_id", maintain_order=True)
    everyone = candidacies_of(rows, policy.order)
    complete = everyone.part(everyone.complete)
    passers = complete.part(~np.isnan(complete.rank))
    each = rows.group_by("requisition_id", maintain_order=True).agg(
        pl.first("seats"),
        pl.len(),
        is_complete().sum().alias("complete"),
        (is_complete() & pl.col("rank").is_not_null()).sum().alias("passing"),
    )
    described = _described(complete, passers, each, policy)
    parts = zip(
        each["requisition_id"],
        each["seats"],
        everyone.split(each["len"]),
        complete.split(each["complete"]),
        *described,
        strict=True,
    )
    return {pool[0]: _audit(_Pool(*pool), policy, seed) for pool in parts}


def latest_choices(decisions: Sequence[Decision]) -> pl.DataFrame:
    """The latest choice about each candidacy: `requisition_id`, `candidate_id`, `choice`."""
    ordered = sorted(decisions, key=lambda decision: decision.decided_at)
    latest = {(one.requisition_id, one.candidate_id): one.choice.value for one in ordered}
    return pl.DataFrame(
        [(requisition, candidate, choice) for (requisition, candidate), choice in latest.items()],
        schema=dict.fromkeys([*_CANDIDACY, "choice"], pl.String()),
        orient="row",
    )


@dataclass(frozen=True)
class _Pool:
    """One requisition: who is in it, in the order of the list, and what describes them.

    Attributes:
        requisition_id: Its id.
        seats: Its seats.
        everyone: All of its candidacies.
        complete: The complete of them.
        weights: What a plain average would weigh.
        decisions: How decisions go with the keys.
        overall: How overall verdicts do.
        order: How our own order does, among those who pass.
    """

    requisition_id: str
    seats: int
    everyone: Candidacies
    complete: Candidacies
    weights: EffectiveWeights
    decisions: Drivers | None
    overall: Drivers | None
    order: Drivers | None


def _described(
    complete: Candidacies, passers: Candidacies, each: pl.DataFrame, policy: Policy
) -> tuple[Sequence[EffectiveWeights], *tuple[Sequence[Drivers | None], ...]]:
    """The last four of `_Pool`, for every requisition."""
    sizes, passing = each["complete"].to_numpy(), each["passing"].to_numpy()
    values, skill = complete.values, complete.skill
    return (
        weights_of_averages(values, skill, sizes, policy.order),
        drivers(complete.advanced, values, skill, sizes),
        drivers(complete.overall, values, skill, sizes),
        drivers(-passers.rank, passers.values, passers.skill, passing),
    )


def _audit(pool: _Pool, policy: Policy, seed: int) -> Dominance:
    everyone, complete = pool.everyone, pool.complete
    rng = generator(seed, pool.requisition_id)
    pairs, compared = compare_decisions(complete, rng, policy.dominance.bootstraps)
    followed = followed_skill(pairs, compared, policy.dominance, rng)
    any_decision = bool(everyone.decided.any()) or bool(np.isnan(everyone.advanced).any())
    return Dominance(
        requisition_id=pool.requisition_id,
        verdict=followed.verdict,
        verdict_reason=followed.reason,
        followed=followed,
        overall_followed=_overall(complete, policy, rng),
        decisions=pool.decisions if any_decision else None,
        overall=pool.overall,
        order=pool.order,
        weights=pool.weights,
        alternatives=alternatives(everyone, complete, pool.seats),
        n_candidacies=everyone.names.size,
        n_complete=complete.names.size,
        n_decisions=compared.n_decided,
        n_advanced=compared.n_preferred,
    )


def _overall(
    complete: Candidacies, policy: Policy, rng: np.random.Generator
) -> FollowedSkill | None:
    if np.isnan(complete.overall).all():
        return None
    pairs, compared = compare_overall(complete, rng, policy.dominance.bootstraps)
    return followed_skill(pairs, compared, policy.dominance, rng)
