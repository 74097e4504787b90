"""A form asks what the culture and the role declare, values first."""

from schemas.words import Kind, Track
from scoring.kit.forms import form_questions, rated_question
from tests.kit_forms import ANCHORS, CULTURE, GUIDES, ROLE


def test_a_form_asks_every_question_of_both_guides() -> None:
    asked = form_questions(CULTURE, ROLE)
    assert [(one.question_id, one.track, one.kind) for one in asked] == [
        ("own-past", Track.VALUES, Kind.RATING),
        ("own-next", Track.VALUES, Kind.RATING),
        ("coach-past", Track.SKILL, Kind.RATING),
        ("coach-test", Track.SKILL, Kind.NUMBER),
        ("coach-pick", Track.SKILL, Kind.CHOICE),
    ]
    assert (asked[0].dimension, asked[0].anchors) == ("Ownership", ANCHORS)
    assert (asked[3].scale.low, asked[3].scale.high) == (0, 20)
    assert asked[4].options == ("listen, then act", "act")


def test_an_unrated_answer_is_rated_by_the_anchors_whatever_it_was() -> None:
    place = GUIDES.find("coach-pick", "lead")
    assert place is not None
    asked = rated_question(place)
    assert asked is not None
    assert (asked.kind, asked.options, asked.scale.high) == (Kind.RATING, (), 5)


def test_a_dimension_rated_without_a_question_has_none_to_ask() -> None:
    place = GUIDES.find("Coaching", "lead")
    assert place is not None
    assert rated_question(place) is None
