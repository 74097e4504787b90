"""Answers in words that nobody has rated are found, and spread over raters."""

from typing import Any

import polars as pl

from flows.kits.unrated import pack_interview, packs_of, unrated_answers
from schemas.frames import STORED
from tests.kit_forms import GUIDES, ROLE


def response(candidate: str, question: str, words: str | None, **changes: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(STORED),
        "source": "google_forms",
        "requisition_id": "CS-1",
        "candidate_id": candidate,
        "rater_id": "writer",
        "interview": "",
        "question": question,
        "question_text": question,
        "kind": "text",
        "value_raw": words,
        "deleted": False,
        **changes,
    }


def live(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=STORED)


def found(*rows: dict[str, Any], requisition: str | None = None) -> list[tuple[str, str, str]]:
    answers = unrated_answers(live(*rows), GUIDES, ROLE, requisition)
    return [(one.candidate_id, one.question.question_id, one.answer) for one in answers]


def test_answers_in_words_to_declared_questions_are_found_by_id_or_text() -> None:
    assert found(
        response("c-1", "own-past", " I mended it. "),
        response("c-2", "Whom did you coach?", None, note="A new colleague."),
        response("c-3", "q17", "By wording.", question_text="What if no rule fits?"),
    ) == [
        ("c-1", "own-past", "I mended it."),
        ("c-2", "coach-past", "A new colleague."),
        ("c-3", "own-next", "By wording."),
    ]


def test_what_is_no_unrated_answer_is_left_out() -> None:
    assert (
        found(
            response("c-1", "own-past", "  "),
            response("c-1", "own-past", "4", kind="rating", value=4.0),
            response("c-1", "Key take-aways", "Undeclared."),
            response("c-1", "Ownership", "A dimension, no question."),
            response("c-1", "own-past", "Another role's.", requisition_id="DE-1"),
        )
        == []
    )


def test_one_requisition_can_be_asked_for() -> None:
    rows = (
        response("c-1", "own-past", "Here."),
        response("c-2", "own-past", "There.", requisition_id="CS-2"),
    )
    assert [one[0] for one in found(*rows, requisition="CS-2")] == ["c-2"]


def test_an_answer_that_a_pack_has_rated_is_not_asked_for_again() -> None:
    told = pack_interview("google_forms", "", "writer")
    rated = response(
        "c-1", "own-past", "4", source="scorecard", kind="rating", value=4.0, interview=told
    )
    assert found(
        response("c-1", "own-past", "Rated."), response("c-2", "own-past", "Not."), rated
    ) == [("c-2", "own-past", "Not.")]


def test_packs_name_no_candidate_and_give_each_answer_to_as_many_raters_as_asked() -> None:
    rows = [response(f"c-{n}", "own-past", f"Answer of {n}.") for n in range(6)]
    answers = unrated_answers(live(*rows), GUIDES, ROLE, None)
    packs = packs_of(answers, ["a", "b", "c"], 2, ROLE)
    # By hand: 6 answers by 2 raters each are 12 ratings, 4 for each of 3 raters.
    assert {pack.rater_id: len(pack.items) for pack in packs} == {"a": 4, "b": 4, "c": 4}
    assert [item.code for item in packs[0].items] == [f"Answer {n}" for n in range(1, 5)]
    given = [item.candidate_id for pack in packs for item in pack.items]
    assert sorted(given) == sorted([f"c-{n}" for n in range(6)] * 2)


def test_a_rater_with_nothing_to_rate_gets_no_pack() -> None:
    answers = unrated_answers(live(response("c-1", "own-past", "One.")), GUIDES, ROLE, None)
    assert len(packs_of(answers, ["a", "b", "c"], 2, ROLE)) == 2
