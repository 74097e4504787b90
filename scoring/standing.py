"""Which of several decisions on one candidacy stands, when deciders change their mind or differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.config.role import spelling
from schemas.decision import Decision
from schemas.words import Choice

FREEZING = frozenset({Choice.ADVANCE, Choice.DECLINE})


@dataclass(frozen=True)
class Standing:
    """What is decided about one candidacy.

    Attributes:
        decision: The decision that stands; None where there is none.
        disputed_by: Decisions of other deciders who choose otherwise, oldest first. They are on
            record and change nothing until one side changes its mind.
    """

    decision: Decision | None
    disputed_by: tuple[Decision, ...] = ()


def standing_decision(decisions: Sequence[Decision]) -> Standing:
    """Say which decision stands; a later one by somebody else never wins silently.

    A decider may change their own mind at any time, and anybody may decide what was only on hold
    or short of evidence. Once somebody has advanced or declined, a different choice by another
    decider is a dispute.

    Args:
        decisions: Those on one candidacy, in the order of recording.
    """
    stands: Decision | None = None
    disputes: dict[str, Decision] = {}
    for decision in decisions:
        who = spelling(decision.decider)
        disputes.pop(who, None)
        if stands is None or not _contests(decision, stands):
            agrees = stands is not None and _agrees(decision, stands)
            stands = stands if agrees else decision
        else:
            disputes[who] = decision
    others = tuple(
        one for one in disputes.values() if stands is not None and one.choice is not stands.choice
    )
    return Standing(stands, others)


def _contests(decision: Decision, stands: Decision) -> bool:
    return (
        stands.choice in FREEZING
        and decision.choice is not stands.choice
        and spelling(decision.decider) != spelling(stands.decider)
    )


def _agrees(decision: Decision, stands: Decision) -> bool:
    """Whether it only repeats the choice that stands; the earlier then keeps its place."""
    other = spelling(decision.decider) != spelling(stands.decider)
    return other and decision.choice is stands.choice and stands.choice in FREEZING
