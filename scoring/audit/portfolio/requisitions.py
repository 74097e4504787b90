"""Every requisition's telling pairs, alone and together."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from schemas.config.policy import DominanceRule, OrderRule
from schemas.results.audit import FollowedSkill
from scoring.audit.comparison import (
    READ,
    Candidacies,
    candidacies_of,
    compare_decisions,
    compare_overall,
    is_complete,
)
from scoring.audit.telling import TellingPairs, generator, pooled
from scoring.audit.verdict import Compared, followed_skill

ALL = "all"
"""Stands for a requisition's id where all are put together."""


@dataclass(frozen=True)
class Followed:
    """What outcomes followed.

    Attributes:
        by_requisition: Of decisions, for each requisition with a complete candidacy.
        decisions: All decisions together.
        overall: All overall verdicts together; None without any.
    """

    by_requisition: dict[str, FollowedSkill]
    decisions: FollowedSkill
    overall: FollowedSkill | None


def followed_everywhere(history: pl.DataFrame, rule: DominanceRule, seed: int) -> Followed:
    """Judge decisions and overall verdicts of every requisition, and of all together.

    Args:
        history: `scoring.audit.portfolio.history.HISTORY`.
        rule: Thresholds.
        seed: Of the bootstrap; a requisition's figures do not depend on the others.
    """
    complete = history.select(READ).filter(is_complete()).sort("requisition_id", "candidate_id")
    arrays = candidacies_of(complete, OrderRule())
    bounds = complete.group_by("requisition_id", maintain_order=True).len()
    by_requisition: dict[str, FollowedSkill] = {}
    decided: list[tuple[TellingPairs, Compared]] = []
    verdicts: list[tuple[TellingPairs, Compared]] = []
    for name, part in zip(bounds["requisition_id"], arrays.split(bounds["len"]), strict=True):
        rng = generator(seed, name)
        pairs, compared = compare_decisions(part, rng, rule.bootstraps)
        by_requisition[name] = followed_skill(pairs, compared, rule, rng)
        decided.append((pairs, compared))
        verdicts.extend(_overall(part, rule, rng))
    rng = generator(seed, ALL)
    return Followed(
        by_requisition=by_requisition,
        decisions=_together(decided, "Decisions", rule, rng),
        overall=_together(verdicts, "Overall verdicts", rule, rng) if verdicts else None,
    )


def _overall(
    part: Candidacies, rule: DominanceRule, rng: np.random.Generator
) -> list[tuple[TellingPairs, Compared]]:
    if np.isnan(part.overall).all():
        return []
    return [compare_overall(part, rng, rule.bootstraps)]


def _together(
    parts: list[tuple[TellingPairs, Compared]],
    what: str,
    rule: DominanceRule,
    rng: np.random.Generator,
) -> FollowedSkill:
    nothing = TellingPairs(0, 0, 0.0, np.zeros(rule.bootstraps), np.zeros(rule.bootstraps))
    compared = Compared(
        n_complete=sum(one.n_complete for _, one in parts),
        n_decided=sum(one.n_decided for _, one in parts),
        n_preferred=sum(one.n_preferred for _, one in parts),
        what=what,
    )
    pairs = pooled([nothing, *(one for one, _ in parts)], rng)
    return followed_skill(pairs, compared, rule, rng)
