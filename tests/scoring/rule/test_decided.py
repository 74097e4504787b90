"""Decisions stand beside the computed status and never change it."""

from datetime import UTC, datetime

import pytest

from schemas.decision import Decision
from schemas.words import Choice, Status
from scoring.rule.decided import decision_reasons, is_override


def decision(choice: Choice, status: Status, reason: str = "") -> Decision:
    return Decision(
        requisition_id="R-1",
        candidate_id="c-1",
        choice=choice,
        decider="d-1",
        decided_at=datetime(2026, 3, 4, tzinfo=UTC),
        reason=reason,
        status_then=status,
        run_id="run-1",
    )


@pytest.mark.parametrize("status", list(Status))
def test_only_an_advance_of_someone_who_does_not_pass_is_an_override(status: Status) -> None:
    passes = status in (Status.SHORTLISTED, Status.ELIGIBLE)
    assert is_override(Choice.ADVANCE, status) is not passes
    assert not any(is_override(choice, status) for choice in Choice if choice is not Choice.ADVANCE)


def test_an_override_is_told_with_its_reason_and_leaves_the_status() -> None:
    found = decision_reasons(decision(Choice.ADVANCE, Status.SKILL_ONLY, "Urgent need"))
    assert [reason.code for reason in found] == ["frozen", "override"]
    assert "though the policy said skill only; the reason given: Urgent need." in found[1].text
    assert "The computed status stays as it is." in found[1].text


def test_an_override_without_a_reason_says_that_none_was_given() -> None:
    found = decision_reasons(decision(Choice.ADVANCE, Status.SECOND_LOOK))
    assert "no reason is given" in found[1].text


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        (Choice.DECLINE, ["frozen"]),
        (Choice.HOLD, []),
        (Choice.NEEDS_EVIDENCE, []),
    ],
)
def test_a_decline_freezes_and_a_hold_does_not(choice: Choice, codes: list[str]) -> None:
    found = decision_reasons(decision(choice, Status.SHORTLISTED))
    assert [reason.code for reason in found] == codes
