"""Percent of maximum possible, keys, reversals, and what stays missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assign import assign
from scoring.normalise import credit_of, normalise
from tests.samples.guide import GUIDES
from tests.samples.responses import responses


def scores(rows: list[dict[str, object]]) -> list[float | None]:
    assigned = assign(responses(rows), GUIDES, {}, {})
    return normalise(assigned, GUIDES)["score"].to_list()


def test_a_rating_becomes_percent_of_its_own_scale() -> None:
    # By hand: (4-1)/(5-1) = .75; (4-1)/(4-1) = 1 on four points; (15-0)/(20-0) = .75.
    found = scores(
        [
            {"value": 4.0},
            {"value": 4.0, "scale_high": 4.0},
            {"question": "write-task", "value": 15.0, "scale_low": 0.0, "scale_high": 20.0},
        ]
    )
    assert found == pytest.approx([75.0, 100.0, 75.0])


def test_a_reversed_question_is_turned_round() -> None:
    assert scores([{"question": "con-past", "value": 5.0}]) == [0.0]


def test_no_answer_stays_missing() -> None:
    assert scores([{"value": None, "value_raw": "no_decision"}]) == [None]


def test_a_response_without_a_scale_takes_the_declared_one() -> None:
    row = {"question": "write-task", "value": 5.0, "scale_low": None, "scale_high": None}
    assert scores([row]) == [25.0]


def test_a_best_and_worst_judgement_gives_full_no_or_half_credit() -> None:
    rows = [
        {"question": "write-judge", "value": None, "value_raw": answer}
        for answer in ("b ", "D", "A", None)
    ]
    assert scores(rows) == [100.0, 0.0, 50.0, None]


def test_a_keyed_choice_gives_the_credit_of_its_option() -> None:
    rows = [
        {"question": "write-key", "value": None, "value_raw": answer}
        for answer in ("receive", "recieve", "reseeve")
    ]
    assert scores(rows) == [100.0, 0.0, None]


def test_credit_is_none_for_what_is_no_option() -> None:
    question = GUIDES.roles[0].competencies[0].questions[2]
    assert credit_of(question, "something else") is None


@given(
    st.floats(1, 5),
    st.floats(0.1, 100),
    st.floats(-1000, 1000),
)
def test_a_linear_change_of_the_scale_changes_no_score(
    value: float, stretch: float, shift: float
) -> None:
    plain = {"value": value}
    moved = {
        "value": stretch * value + shift,
        "scale_low": stretch + shift,
        "scale_high": 5 * stretch + shift,
    }
    first, second = scores([plain, moved])
    assert second == pytest.approx(first, abs=1e-6)
