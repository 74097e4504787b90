"""Questions are split between interviews so that every dimension is rated several times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.config.questions import Dimension, Question
from schemas.words import Track
from scoring.kit.interview_plan import split_questions


def dimension(name: str, n_questions: int) -> Dimension:
    questions = [Question(id=f"{name}{n}", text="Say more") for n in range(n_questions)]
    return Dimension(id=name, name=name * 2, anchors={1: "a"}, questions=tuple(questions))


def test_two_sittings_share_each_dimensions_questions() -> None:
    plan = split_questions([dimension("a", 2), dimension("b", 1)], Track.VALUES, 2)
    assert [(sitting.name, sitting.question_ids) for sitting in plan] == [
        ("Values A", ("a0", "b0")),
        ("Values B", ("a1", "b0")),
    ]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.integers(1, 4))
def test_every_question_is_asked_and_every_dimension_in_each_sitting(
    counts: list[int], n_sittings: int
) -> None:
    dimensions = [dimension("abcdefgh"[at], count) for at, count in enumerate(counts)]
    plan = split_questions(dimensions, Track.SKILL, n_sittings)
    asked = {name for sitting in plan for name in sitting.question_ids}
    assert asked == {question.id for d in dimensions for question in d.questions}
    for sitting in plan:
        assert {name[0] for name in sitting.question_ids} == {d.id for d in dimensions}
        assert len(set(sitting.question_ids)) == len(sitting.question_ids)
    lengths = [len(sitting.question_ids) for sitting in plan]
    assert max(lengths) - min(lengths) <= 1


@pytest.mark.parametrize("n_sittings", [0, 27])
def test_a_plan_needs_sittings_that_can_be_named(n_sittings: int) -> None:
    with pytest.raises(ValueError, match="1 to 26"):
        split_questions([dimension("a", 1)], Track.SKILL, n_sittings)
