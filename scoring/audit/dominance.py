"""The dominance audit: did the decisions of a requisition follow skill alone?"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from schemas.audit import Dominance, Drivers, FollowedSkill
from schemas.decision import Decision
from schemas.policy import Policy
from scoring.audit.alternatives import alternatives
from scoring.audit.comparison import (
    Candidacies,
    candidacies_of,
    compare_decisions,
    compare_overall,
)
from scoring.audit.drivers import drivers, weights_of_average
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
    rows = rows.sort("requisition_id", maintain_order=True)
    everyone = candidacies_of(rows, policy.order)
    found: dict[str, Dominance] = {}
    start = 0
    sizes = rows.group_by("requisition_id", maintain_order=True).agg(pl.len(), pl.first("seats"))
    for requisition_id, size, seats in sizes.iter_rows():
        pool = everyone.part(slice(start, start + size))
        found[requisition_id] = _audit(requisition_id, pool, seats, policy, seed)
        start += size
    return found


def latest_choices(decisions: Sequence[Decision]) -> pl.DataFrame:
    """The latest choice about each candidacy: `requisition_id`, `candidate_id`, `choice`."""
    ordered = sorted(decisions, key=lambda decision: decision.decided_at)
    latest = {(one.requisition_id, one.candidate_id): one.choice.value for one in ordered}
    return pl.DataFrame(
        [(requisition, candidate, choice) for (requisition, candidate), choice in latest.items()],
        schema=dict.fromkeys([*_CANDIDACY, "choice"], pl.String()),
        orient="row",
    )


def _audit(
    requisition_id: str, pool: Candidacies, seats: int, policy: Policy, seed: int
) -> Dominance:
    complete = pool.part(pool.complete)
    rng = generator(seed, requisition_id)
    pairs, compared = compare_decisions(complete, rng, policy.dominance.bootstraps)
    followed = followed_skill(pairs, compared, policy.dominance, rng)
    any_decision = bool(pool.decided.any()) or bool(np.isnan(pool.advanced).any())
    passers = complete.part(~np.isnan(complete.rank))
    return Dominance(
        requisition_id=requisition_id,
        verdict=followed.verdict,
        verdict_reason=followed.reason,
        followed=followed,
        overall_followed=_overall(complete, policy, rng),
        decisions=_drivers(complete, complete.advanced) if any_decision else None,
        overall=_drivers(complete, complete.overall),
        order=_drivers(passers, -passers.rank),
        weights=weights_of_average(complete.values, complete.skill, policy.order),
        alternatives=alternatives(pool, complete, seats),
        n_candidacies=pool.names.size,
        n_complete=complete.names.size,
        n_decisions=compared.n_decided,
        n_advanced=compared.n_preferred,
    )


def _drivers(candidacies: Candidacies, outcome: np.ndarray) -> Drivers | None:
    return drivers(outcome, candidacies.values, candidacies.skill)


def _overall(
    complete: Candidacies, policy: Policy, rng: np.random.Generator
) -> FollowedSkill | None:
    if np.isnan(complete.overall).all():
        return None
    pairs, compared = compare_overall(complete, rng, policy.dominance.bootstraps)
    return followed_skill(pairs, compared, policy.dominance, rng)
