"""A shortlist's fingerprint: what must differ for its workbook to be written again."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.shortlist import Shortlist

SHOWN_DECIMALS = 1
"""Figures are compared at the precision that a workbook shows; P is a share, two more."""


def fingerprint_of(
    shortlist: Shortlist, policy: Policy, decisions: Sequence[Decision], made_by: str
) -> str:
    """SHA-256 over responses, policy, decisions, statuses, order, and figures as shown.

    Args:
        shortlist: Tonight's.
        policy: The policy in force.
        decisions: Decisions on record for this requisition.
        made_by: Version of the code that lays out the workbook.
    """
    content = {
        "made_by": made_by,
        "policy": policy.model_dump(mode="json"),
        "decisions": [decision.model_dump(mode="json") for decision in decisions],
        "shortlist": _as_shown(shortlist.model_dump(mode="json")),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def _as_shown(content: Any, name: str = "") -> Any:
    if isinstance(content, dict):
        return {key: _as_shown(inner, key) for key, inner in content.items()}
    if isinstance(content, list):
        return [_as_shown(inner, name) for inner in content]
    if isinstance(content, float):
        shares = {"p_above_floor", "headroom", "weight"}
        rounded = round(content, SHOWN_DECIMALS + 2 if name in shares else SHOWN_DECIMALS)
        return rounded + 0.0  # minus zero is zero
    return content
