"""Which decision stands when deciders change their mind or differ."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.decision import Decision
from schemas.words import Choice, Status
from scoring.standing import FREEZING, standing_decision

MOMENT = datetime.fromisoformat("2026-03-15")
A, H, D, N = Choice.ADVANCE, Choice.HOLD, Choice.DECLINE, Choice.NEEDS_EVIDENCE


def by(decider: str, choice: Choice, **changes: Any) -> Decision:
    return Decision(
        **{
            "requisition_id": "CS-1",
            "candidate_id": "c-1",
            "choice": choice,
            "decider": decider,
            "decided_at": MOMENT,
            "status_then": Status.SHORTLISTED,
            "run_id": "r",
            **changes,
        }
    )


def test_nothing_decided_is_nothing_standing() -> None:
    assert standing_decision([]).decision is None


@pytest.mark.parametrize(
    ("said", "stands", "disputed"),
    [
        # The first to advance stands against another's decline, whoever signs it how.
        ([("ann", A), ("bo", D)], 0, [1]),
        ([("ann", A), (" ANN ", D)], 1, []),
        # What was open yields to anybody.
        ([("ann", H), ("bo", D)], 1, []),
        ([("ann", N), ("bo", H)], 1, []),
        # A hold by another would thaw what was frozen: a dispute too.
        ([("ann", A), ("bo", H)], 0, [1]),
        # To agree later keeps the earlier; to come round ends the dispute.
        ([("ann", A), ("bo", A)], 0, []),
        ([("ann", A), ("bo", D), ("bo", A)], 0, []),
        ([("ann", A), ("bo", D), ("ann", D)], 2, []),
        ([("ann", A), ("bo", D), ("cy", D)], 0, [1, 2]),
        # The same decider deciding again renews it.
        ([("ann", A), ("ann", A)], 1, []),
    ],
)
def test_a_later_decision_by_another_never_wins_silently(
    said: list[tuple[str, Choice]], stands: int, disputed: list[int]
) -> None:
    made = [by(who, choice, reason=str(at)) for at, (who, choice) in enumerate(said)]
    found = standing_decision(made)
    assert found.decision is made[stands]
    assert [made.index(one) for one in found.disputed_by] == disputed


decisions = st.lists(
    st.builds(by, st.sampled_from(["ann", "bo", "cy"]), st.sampled_from(list(Choice))), min_size=1
)


@given(decisions)
def test_only_its_own_decider_undoes_what_was_frozen(made: list[Decision]) -> None:
    before = standing_decision(made[:-1]).decision
    after = standing_decision(made)
    assert after.decision is not None
    if before is not None and before.choice in FREEZING and made[-1].decider != before.decider:
        assert after.decision is before
    assert all(one.choice is not after.decision.choice for one in after.disputed_by)
