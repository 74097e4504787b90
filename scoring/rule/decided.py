"""What people decided, beside what the rule computed; a decision never changes a status."""

from schemas.decision import Decision
from schemas.shortlist import Reason
from schemas.words import Choice, Status
from scoring.rule.standing import PASSING

FREEZING = (Choice.ADVANCE, Choice.DECLINE)
"""The choices after which scores and status stay as they were."""


def is_override(choice: Choice, status_then: Status) -> bool:
    """Whether a choice advances someone whom the stated policy would not."""
    return choice is Choice.ADVANCE and status_then not in PASSING


def decision_reasons(decision: Decision) -> tuple[Reason, ...]:
    """Say what was decided, apart from the reasons for the computed status.

    Args:
        decision: The latest one about the candidacy.
    """
    day = decision.decided_at.date().isoformat()
    reasons: list[Reason] = []
    if decision.choice in FREEZING:
        text = (
            f"Decided on {day} ({decision.choice.value}); scores and status are those of that "
            "time. Later evidence counts only after a new decision."
        )
        reasons.append(Reason(code="frozen", text=text))
    if is_override(decision.choice, decision.status_then):
        status = decision.status_then.value.replace("_", " ")
        given = f"the reason given: {decision.reason}" if decision.reason else "no reason is given"
        text = (
            f"Advanced on {day} though the policy said {status}; {given}. The computed status "
            "stays as it is."
        )
        reasons.append(Reason(code="override", text=text))
    return tuple(reasons)
