"""The error that a set of answers would give, worked by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rule.expected_error import (
    Answers,
    Components,
    expected_error,
    with_question,
    with_rater,
)

HALF = Components(target=200.0, rater=50.0, target_rater=50.0, residual=150.0)


@pytest.mark.parametrize(
    ("answers", "variance"),
    [
        # One rater, two questions of one dimension: 50 + 50 + 150 / 2.
        ({"r": {"a": 2}}, 175.0),
        # Two such raters: half of it.
        ({"r": {"a": 2}, "s": {"a": 2}}, 87.5),
        # 175 and 50 + 50 + 150 combined by their inverses: 1 / (1/175 + 1/250).
        ({"r": {"a": 2}, "s": {"a": 1}}, 1 / (1 / 175 + 1 / 250)),
        # Dimensions a and b at importance 3 and 1: weights 1.5 and 0.5, so that the residual
        # part is 150 * (1.5**2 + 0.5**2) / 2**2 = 93.75.
        ({"r": {"b": 1, "a": 1}}, 193.75),
        # A rater without an answer adds nothing.
        ({"r": {"a": 2}, "s": {"a": 0}}, 175.0),
    ],
)
def test_the_error_is_that_of_the_weighted_panel(answers: Answers, variance: float) -> None:
    found = expected_error(answers, {"a": 3.0, "b": 1.0}, HALF)
    assert found == pytest.approx(math.sqrt(variance))


def test_no_answer_gives_no_error_and_no_variance_gives_none_at_all() -> None:
    assert expected_error({"r": {"a": 0}}, {}, HALF) is None
    assert expected_error({"r": {"a": 1}}, {}, Components(1.0, 0.0, 0.0, 0.0)) == 0.0


def test_another_rater_asks_everything_and_another_question_is_put_by_all() -> None:
    answers = {"r": {"a": 2}, "s": {"a": 1, "b": 1}}
    assert sorted(with_rater(answers)["\x00another"].items()) == [("a", 2), ("b", 1)]
    assert with_question(answers, "b") == {"r": {"a": 2, "b": 1}, "s": {"a": 1, "b": 2}}


variances = st.floats(0.0, 400.0)


@given(
    st.dictionaries(st.sampled_from("rst"), st.just({"a": 2, "b": 1}), min_size=1),
    st.builds(Components, variances, variances, variances, st.floats(1.0, 400.0)),
)
def test_another_rater_of_the_same_questions_never_widens_the_error(
    answers: Answers, components: Components
) -> None:
    now = expected_error(answers, {}, components)
    then = expected_error(with_rater(answers), {}, components)
    assert now is not None
    assert then is not None
    assert then <= now * (1 + 1e-12)
