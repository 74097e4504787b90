"""A name belongs to one dimension, one question, one red flag."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.base import MeaningError
from schemas.config.culture import Culture
from schemas.config.role import Role, spelling

ANCHORS = {1: "none", 3: "some", 5: "much"}


def question(number: int, *aliases: str) -> dict[str, Any]:
    return {"id": f"q{number}", "text": f"Question {number}?", "aliases": aliases}


def dimension(letter: str, *aliases: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
    named = {"id": letter, "name": f"Dimension {letter}", "aliases": aliases}
    return {**named, "anchors": ANCHORS, "questions": questions}


def flaws_of(kind: type[Role] | type[Culture], declared: dict[str, Any]) -> list[tuple[str, Any]]:
    try:
        kind.model_validate(declared)
    except ValidationError as error:
        cause = error.errors()[0]["ctx"]["error"]
        assert isinstance(cause, MeaningError)
        return [(flaw.text, flaw.where) for flaw in cause.flaws]
    return []


def role(*competencies: dict[str, Any]) -> dict[str, Any]:
    return {"id": "nurse", "title": "Nurse", "competencies": competencies}


def culture(*dimensions: dict[str, Any], **more: Any) -> dict[str, Any]:
    values = [{"id": "care", "statement": "We take care of whom we serve."}]
    served = [{**one, "serves": ["care"]} for one in dimensions]
    stated = {"name": "c", "vision": "To be of use.", "mission": "To be of use now."}
    return {**stated, "values": values, "dimensions": served, **more}


spelt = st.sampled_from(["Kindness", " kindness", "KINDNESS", "Kindness:", "kindness ;"])
places = st.sampled_from(["a", "b", "q1", "q2", "q3"])
OWNERS = {"q1": "a", "q2": "a", "q3": "b"}


@given(places, places, spelt, spelt)
def test_a_name_is_refused_on_two_subjects_unless_one_is_of_the_other(
    one: str, other: str, first: str, second: str
) -> None:
    names: dict[str, list[str]] = {place: [] for place in ("a", "b", "q1", "q2", "q3")}
    names[one].append(first)
    names[other].append(second)
    a = dimension("a", *names["a"], questions=[question(n, *names[f"q{n}"]) for n in (1, 2)])
    b = dimension("b", *names["b"], questions=[question(3, *names["q3"])])
    assert spelling(first) == spelling(second)
    apart = one != other and OWNERS.get(one) != other and OWNERS.get(other) != one
    for kind, declared in ((Role, role(a, b)), (Culture, culture(a, b))):
        told = flaws_of(kind, declared)
        assert len(told) == apart
        for text, _ in told:
            assert f" {one} " in text
            assert f" {other} " in text


def test_one_shared_name_is_told_once_for_each_pair_and_at_the_later_place() -> None:
    a = dimension("a", "b", "Dimension B", questions=[question(1)])
    b = dimension("b", questions=[question(2, "Question 1?")])
    assert flaws_of(Role, role(a, b)) == [
        (
            "competency a and competency b share “b”; a name belongs to one of them only",
            ("competencies", 1, "id"),
        ),
        (
            "competency a and competency b share “Dimension b”; a name belongs to one of them only",
            ("competencies", 1, "name"),
        ),
        (
            "question q1 and question q2 share “Question 1?”; a name belongs to one of them only",
            ("competencies", 1, "questions", 0, "aliases", 0),
        ),
    ]


def test_an_id_declared_twice_is_told_once() -> None:
    a = dimension("a", questions=[question(1)])
    b = dimension("a", questions=[question(1)])
    assert [text for text, _ in flaws_of(Role, role(a, b))] == [
        "competency a is declared more than once",
        "question q1 is declared more than once",
    ]


@pytest.mark.parametrize("alias", ["Shouts", "shouts", "Yelled"])
def test_two_red_flags_share_no_name(alias: str) -> None:
    flag = {
        "definition": "Shouted at somebody.",
        "counts": "Shouted at a guest.",
        "does_not_count": "Was loud in a storm.",
    }
    flags = [
        {**flag, "id": "shouts", "name": "Shouting", "aliases": ["Yelled"]},
        {**flag, "id": "rude", "name": "Rudeness", "aliases": [alias]},
    ]
    declared = culture(dimension("a", questions=[question(1)]), red_flags=flags)
    ((text, where),) = flaws_of(Culture, declared)
    assert text.startswith(f"red flag shouts and red flag rude share “{alias}”")
    assert where == ("red_flags", 1, "aliases", 0)
