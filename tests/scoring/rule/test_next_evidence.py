"""What would settle a second look, and what is still to be asked."""

import pytest

from schemas.config.policy import Certainty
from schemas.config.questions import Dimension, Question
from schemas.results.scores import DimensionScore
from schemas.words import Status, Track
from scoring.coverage import Gap
from scoring.rule.case import Case
from scoring.rule.expected_error import Answers, Components
from scoring.rule.next_evidence import next_evidence
from scoring.rule.options import Evidence
from tests.scoring.rule.cases import FULL, VALUES, case, flag

CERTAINTY = Certainty()
HALF = Components(target=200.0, rater=50.0, target_rater=50.0, residual=150.0)


def dimension(name: str, *questions: str, required: bool = True) -> Dimension:
    return Dimension(
        id=name,
        name=name.replace("-", " ").capitalize(),
        required=required,
        anchors={1: "low", 3: "middle", 5: "high"},
        questions=tuple(Question(id=q, text=f"Tell me about {q}.") for q in questions),
    )


OWNERSHIP = dimension("ownership", "o1", "o2")
PEOPLE = dimension("people-first", "p1", required=False)


def evidence(answers: Answers, *asked: str) -> Evidence:
    return Evidence(answers, frozenset(asked), (OWNERSHIP, PEOPLE), HALF)


NOTHING = evidence({})


def test_a_doubt_is_settled_by_a_rater_or_by_the_best_unasked_question() -> None:
    # Two raters, one question each on ownership and people first: 100 + 150 / 2 = 175 a rater.
    # A third rater: error times sqrt(2 / 3): 5 -> 4.08. A second ownership question (the only
    # one left): weights of ownership .5 each, mean 2/3, so .75, .75, 1.5 over 3 answers: 100 +
    # 150 * (.5625 * 2 + 2.25) / 9 = 156.25: error times sqrt(156.25 / 175): 5 -> 4.72.
    mine = evidence(
        {"r": {"ownership": 1, "people-first": 1}, "s": {"ownership": 1, "people-first": 1}},
        "o1",
        "p1",
    )
    judged = case(Status.SECOND_LOOK, values="in_doubt")
    rater, question = next_evidence(judged, {Track.VALUES: mine, Track.SKILL: NOTHING}, CERTAINTY)
    assert (rater.kind, rater.track, rater.dimension) == ("another_rater", "values", "ownership")
    assert rater.se_now == 5.0
    assert rater.se_then == pytest.approx(5 * (2 / 3) ** 0.5)
    assert (question.kind, question.dimension, question.question) == (
        "another_question",
        "ownership",
        "Tell me about o2.",
    )
    assert question.se_then == pytest.approx(5 * (156.25 / 175) ** 0.5)
    # Level 52, floor 50: P = Phi(2 / 4.08) = .69, still open.
    assert "it would still be open (chance of truly reaching the floor 69 %)" in rater.text


def test_evidence_that_would_settle_says_so() -> None:
    # Level 54 at error 5 is P = .788; at 5 * sqrt(1 / 2) = 3.54 it is .871, above .80.
    doubt = VALUES["in_doubt"].model_copy(update={"level": 54.0, "p_above_floor": 0.788})
    base = case(Status.SECOND_LOOK)
    judged = Case(base.status, doubt, base.skill, base.gaps, 3)
    mine = evidence({"r": {"ownership": 1}}, "o1", "o2", "p1")
    (only,) = next_evidence(judged, {Track.VALUES: mine, Track.SKILL: NOTHING}, CERTAINTY)
    assert only.kind == "another_rater"
    assert only.dimension == "people-first"
    assert "that settles it (chance of truly reaching the floor 87 %)" in only.text


def test_a_doubt_about_a_dimensions_own_floor_is_settled_within_that_dimension() -> None:
    # Only the ownership answers count: one rater, one question: 250; two questions: 175.
    held = DimensionScore(
        track=Track.VALUES, dimension="ownership", level=52.0, se=8.0, floor=50.0, p_above_floor=0.6
    )
    doubt = VALUES["in_doubt"].model_copy(update={"weakest_dimension": "ownership"})
    base = case(Status.SECOND_LOOK)
    judged = Case(base.status, doubt, base.skill, base.gaps, 3, dimensions=(held,))
    mine = evidence({"r": {"ownership": 1, "people-first": 3}}, "o1")
    found = next_evidence(judged, {Track.VALUES: mine, Track.SKILL: NOTHING}, CERTAINTY)
    assert [item.dimension for item in found] == ["ownership", "ownership"]
    assert [item.se_then for item in found] == pytest.approx(
        [8 * (1 / 2) ** 0.5, 8 * (175 / 250) ** 0.5]
    )


def test_a_flag_seen_by_one_rater_asks_for_another() -> None:
    flags = (flag("silos", "r1"), flag("own-bonus", "r1", "r2", confirmed=True))
    judged = case(Status.SECOND_LOOK, flags=flags)
    (item,) = next_evidence(judged, {Track.VALUES: NOTHING, Track.SKILL: NOTHING}, CERTAINTY)
    assert (item.kind, item.dimension, item.se_now) == ("another_rater", "silos", None)
    assert item.text.startswith("Silos was recorded by 1 rater; another rater")


def test_a_doubt_without_any_declared_answer_has_nothing_to_project() -> None:
    judged = case(Status.SECOND_LOOK, values="in_doubt")
    assert next_evidence(judged, {Track.VALUES: NOTHING, Track.SKILL: NOTHING}, CERTAINTY) == ()


def test_whoever_was_never_asked_the_values_questions_is_to_be_asked_the_required_ones() -> None:
    gaps = {Track.VALUES: Gap(0, 2, ("ownership",)), Track.SKILL: FULL}
    judged = case(Status.INCOMPLETE, values="no_evidence", gaps=gaps)
    (item,) = next_evidence(judged, {Track.VALUES: NOTHING, Track.SKILL: NOTHING}, CERTAINTY)
    assert (item.kind, item.dimension) == ("first_rating", "ownership")
    assert item.text == "Not yet rated: Ownership. Ask: “Tell me about o1.”"


def test_where_nothing_is_required_every_dimension_is_to_be_asked() -> None:
    gaps = {Track.VALUES: Gap(0, 2, ()), Track.SKILL: FULL}
    judged = case(Status.INCOMPLETE, values="no_evidence", gaps=gaps)
    found = next_evidence(judged, {Track.VALUES: NOTHING, Track.SKILL: NOTHING}, CERTAINTY)
    assert [item.dimension for item in found] == ["ownership", "people-first"]


def test_one_rater_is_joined_by_another_with_the_error_expected_then() -> None:
    # Error 5 of one rater; a second who asks the same halves the variance.
    gaps = {Track.VALUES: Gap(1, 1, ("ownership",)), Track.SKILL: FULL}
    judged = case(Status.INCOMPLETE, values="in_doubt", gaps=gaps)
    mine = evidence({"r": {"people-first": 1}}, "p1")
    first, rater = next_evidence(judged, {Track.VALUES: mine, Track.SKILL: NOTHING}, CERTAINTY)
    assert first.kind == "first_rating"
    assert (rater.kind, rater.se_now) == ("another_rater", 5.0)
    assert rater.se_then == pytest.approx(5 * 0.5**0.5)
    assert "Values rests on 1 rater; the policy asks for 1 more rater." in rater.text


def test_a_rater_is_asked_for_even_where_the_error_is_not_known() -> None:
    gaps = {Track.VALUES: FULL, Track.SKILL: Gap(1, 1, ())}
    judged = case(Status.INCOMPLETE, skill="no_evidence", gaps=gaps)
    mine = evidence({"r": {"people-first": 1}}, "p1")
    (rater,) = next_evidence(judged, {Track.VALUES: NOTHING, Track.SKILL: mine}, CERTAINTY)
    assert rater.se_then is None


def test_an_error_that_no_variance_explains_is_not_narrowed() -> None:
    none = Evidence({"r": {"a": 1}}, frozenset(), (OWNERSHIP,), Components(1.0, 0.0, 0.0, 0.0))
    assert none.error_with({"r": {"a": 2}}, 4.0) == 4.0


@pytest.mark.parametrize("status", [Status.SHORTLISTED, Status.SKILL_ONLY, Status.BLOCKED])
def test_what_is_settled_asks_for_nothing(status: Status) -> None:
    assert next_evidence(case(status), {}, CERTAINTY) == ()
