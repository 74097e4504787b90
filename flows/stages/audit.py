"""Audit: what the decisions of each requisition really follow."""

from collections.abc import Sequence

from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.audit import Dominance
from scoring.audit.dominance import audit_requisitions
from scoring.screening.inputs import Screening

BOOTSTRAP_SEED = 20260101
"""One seed for every run, so that the same inputs give the same intervals."""


def audits_of(
    screening: Screening, decisions: Sequence[Decision], policy: Policy
) -> dict[str, Dominance]:
    """Audit every open requisition that has candidates, by requisition id."""
    return audit_requisitions(screening.judged, decisions, policy, BOOTSTRAP_SEED)
