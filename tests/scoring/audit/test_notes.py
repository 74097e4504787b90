"""Vague and like-to-like phrases in notes are marked, and nothing else is."""

from pathlib import Path

import pytest
import yaml

from schemas.config.culture import Culture
from scoring.audit.note_phrases import CATEGORIES
from scoring.audit.notes import mark_note, stated_names

ROOT = Path(__file__).parents[3]
CULTURE = ROOT / "flows" / "workspace" / "starter" / "culture" / "customer-focused.yaml"

EXAMPLES = {
    "homophily": "Solid answers but not a culture fit, I would not have a beer with them.",
    "leisure_pedigree": "Oxbridge, and rowing at that.",
    "gut": "Something felt off; gut feeling says no.",
    "polish": "Unpolished, with a thick accent.",
    "gendered_personality": "Likeable, though too quiet.",
    "age_proxy": "Overqualified and set in her ways.",
    "protected_personal": "Mentioned her husband and a pregnancy.",
    "label_not_evidence": "A rockstar. Strong hire.",
    "halo_compensation": "So good technically that it makes up for the rest.",
}


@pytest.mark.parametrize(("category", "note"), EXAMPLES.items())
def test_each_category_marks_its_phrases_with_why_and_what_to_ask(category: str, note: str) -> None:
    marks = mark_note(note)
    assert len(marks) == 2
    for mark in marks:
        assert mark.category == category
        assert note[mark.start :].startswith(mark.phrase)
        assert mark.why
        assert mark.ask


def test_every_category_has_an_example_here() -> None:
    assert {category.name for category in CATEGORIES} == EXAMPLES.keys()


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Waited for approval twice although the refund was within the written limit.",
        "Agreed to an aggressive timeline and told the customer the same day.",
        "The candidate said: “my last boss called me too direct, so I asked him for a case”.",
        "Not convinced because the plan had no owner.",
        "Built the native app and talked to each of the customers who had complained.",
        "Joined a young company and wrote its first service standard.",
        "Outlined the benefits; the benefit was measured.",
    ],
)
def test_evidence_is_left_alone(note: str) -> None:
    assert mark_note(note) == ()


def test_a_stated_value_is_evidence_in_its_culture() -> None:
    assert [mark.phrase for mark in mark_note("Very Nurturing.")] == ["Nurturing"]
    assert mark_note("Very Nurturing.", frozenset({"nurturing"})) == ()


def test_the_names_that_a_culture_states_are_spared() -> None:
    stated = stated_names(Culture.model_validate(yaml.safe_load(CULTURE.read_text("utf-8"))))
    assert "people first" in stated
    assert all(mark_note(name, stated) == () for name in stated)


def test_marks_come_in_order_of_place() -> None:
    marks = mark_note("Gut feeling: a rockstar, one of us.")
    assert [mark.category for mark in marks] == ["gut", "label_not_evidence", "homophily"]
