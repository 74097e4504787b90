"""Returned decisions are held against the runs, the statuses and the decisions on record."""

from datetime import datetime
from typing import Any

import pytest

from flows.intake.returned.checks import Checked, check_decisions
from schemas.decision import Decision
from schemas.words import Choice, Status
from tests.decision_books import REQUISITION, RUN, decision

NOW = {(REQUISITION, "c-1"): Status.SHORTLISTED, (REQUISITION, "c-3"): Status.SKILL_ONLY}
SHOWN = {"c-1": Status.SHORTLISTED, "c-3": Status.SKILL_ONLY}
LATER = datetime.fromisoformat("2026-03-20")


def checked(*made: Decision, recorded: tuple[Decision, ...] = (), **changes: Any) -> Checked:
    return check_decisions(
        made,
        shown=changes.get("shown", {RUN: SHOWN}),
        current=changes.get("current", NOW),
        recorded=recorded,
    )


def test_a_decision_on_a_known_run_is_accepted() -> None:
    made = decision()
    assert checked(made) == Checked((made,), (), 0)


def test_a_run_that_nobody_knows_is_refused() -> None:
    found = checked(decision(), shown={"another": SHOWN})
    assert (found.accepted, [fault.code for fault in found.faults]) == ((), ["unknown_run"])


@pytest.mark.parametrize("shown", [{}, {"c-1": Status.SKILL_ONLY}])
def test_a_workbook_that_shows_another_status_than_its_run_is_refused(
    shown: dict[str, Status],
) -> None:
    found = checked(decision(), shown={RUN: shown})
    assert (found.accepted, [fault.code for fault in found.faults]) == ((), ["altered_workbook"])


def test_a_candidacy_that_is_no_longer_kept_is_refused() -> None:
    found = checked(decision(), current={})
    assert [fault.code for fault in found.faults] == ["unknown_candidacy"]


@pytest.mark.parametrize("choice", [Choice.ADVANCE, Choice.DECLINE])
def test_a_stale_workbook_freezes_nothing(choice: Choice) -> None:
    now = {(REQUISITION, "c-1"): Status.SECOND_LOOK}
    found = checked(decision(choice=choice), current=now)
    assert found.accepted == ()
    (fault,) = found.faults
    assert (fault.code, fault.costs) == ("stale_workbook", "row")
    assert "“shortlisted”; by now it is “second look”" in fault.message


@pytest.mark.parametrize("choice", [Choice.HOLD, Choice.NEEDS_EVIDENCE])
def test_a_stale_hold_is_recorded_and_said(choice: Choice) -> None:
    made = decision(choice=choice)
    found = checked(made, current={(REQUISITION, "c-1"): Status.SECOND_LOOK})
    assert found.accepted == (made,)
    assert [(fault.code, fault.costs) for fault in found.faults] == [("stale_workbook", "cell")]


def test_the_same_decision_again_changes_nothing() -> None:
    old = decision()
    again = decision(decided_at=LATER)
    assert checked(old, recorded=(old,)) == Checked((), (), 1)
    assert checked(again, recorded=(old,)) == Checked((), (), 1)


def test_a_decision_taken_back_and_taken_again_is_new() -> None:
    recorded = (decision(), decision(choice=Choice.HOLD))
    again = decision(decided_at=LATER)
    assert checked(again, recorded=recorded).accepted == (again,)


def test_the_same_choice_in_a_later_run_is_new() -> None:
    again = decision(decided_at=LATER, run_id="later")
    found = checked(again, recorded=(decision(),), shown={RUN: SHOWN, "later": SHOWN})
    assert (found.accepted, found.faults) == ((again,), ())


def test_another_decider_who_disagrees_is_recorded_beside_and_said() -> None:
    old = decision(decider="Ann")
    new = decision(decider="Bo", choice=Choice.DECLINE)
    found = checked(new, recorded=(old,))
    assert found.accepted == (new,)
    (fault,) = found.faults
    assert (fault.code, fault.costs) == ("deciders_disagree", "cell")
    assert fault.value == "Ann: advance; Bo: decline"
    assert "Ann" not in fault.message


def test_two_deciders_in_one_file_are_told_apart_too() -> None:
    made = (decision(decider="Ann"), decision(decider="Bo", choice=Choice.DECLINE))
    found = checked(*made)
    assert found.accepted == made
    assert [fault.code for fault in found.faults] == ["deciders_disagree"]


def test_a_decider_may_change_their_own_mind() -> None:
    new = decision(choice=Choice.DECLINE)
    assert checked(new, recorded=(decision(),)) == Checked((new,), (), 0)
