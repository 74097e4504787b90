"""Greenhouse scorecards with every trap that was seen in real ones."""

from pathlib import Path

import pytest

from flows.intake.reading import Reading
from schemas.config.scale import Scale
from schemas.config.source import Source
from tests.flows.intake.ats.reading_files import answers, codes, one, read_fixture, read_value


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_fixture("greenhouse_scorecards.json")


def test_attributes_are_rated_once_although_the_export_repeats_them(reading: Reading) -> None:
    rated = answers(reading)
    assert rated["501", "Ownership"] == ("rating", 5.0)
    assert rated["501", "SQL"] == ("rating", 3.0)
    assert reading.responses.filter(candidate_id="501", kind="rating").height == 7


def test_a_name_rated_under_two_types_gives_two_responses(reading: Reading) -> None:
    assert answers(reading)["501", "SQL [Qualifications]"] == ("rating", 2.0)
    assert one(reading, question="SQL [Qualifications]")["question_text"] == "SQL"


def test_no_decision_and_null_are_missing_and_not_zero(reading: Reading) -> None:
    rated = answers(reading)
    assert rated["501", "Writing"] == ("rating", None)
    assert rated["501", "Listening"] == ("rating", None)
    assert rated["501", "overall"] == ("rating", None)


def test_an_attribute_called_overall_is_not_the_overall_recommendation(reading: Reading) -> None:
    assert answers(reading)["501", "Overall"] == ("rating", 4.0)


def test_an_unknown_label_is_a_fault_of_its_row_with_the_nearest_one(reading: Reading) -> None:
    (fault,) = [fault for fault in reading.faults if fault.value == "stong_yes"]
    assert fault.column == "scorecards[0].attributes[3].rating"
    assert "strong_yes" in fault.expected
    assert fault.row == 1
    assert ("501", "Teaching") not in answers(reading)
    assert reading.held.filter(question="Teaching")["value_raw"].to_list() == ["stong_yes"]


def test_the_overall_recommendation_has_no_middle(reading: Reading) -> None:
    assert ("unknown_label", "scorecards[1].overall_recommendation") in codes(reading)
    assert ("502", "overall") not in answers(reading)


def test_names_of_red_flags_become_flags_observed_or_not(reading: Reading) -> None:
    flags = reading.responses.filter(kind="flag", candidate_id="501")
    found = sorted(flags.select("question", "value", "locator").iter_rows())
    assert found == [
        ("budget-first", 0.0, "scorecards[0].attributes[7]"),
        ("policy-shield", 1.0, "scorecards[0].questions[3]"),
        ("silos", 1.0, "scorecards[0].attributes[6]"),
        ("silos", 1.0, "scorecards[0].questions[3]"),
    ]


def test_a_mixed_red_flag_and_an_unknown_one_are_faults(reading: Reading) -> None:
    assert ("unknown_label", "scorecards[1].attributes[2].rating") in codes(reading)
    assert ("unknown_flag", "scorecards[1].questions[0]") in codes(reading)


def test_private_notes_and_protected_answers_are_dropped_by_name(reading: Reading) -> None:
    assert reading.dropped_columns == ("Private Notes", "What is your gender?")
    for frame in (reading.responses, reading.held):
        assert not any("Do not show" in str(cell) for row in frame.rows() for cell in row)


@pytest.mark.parametrize("rating", ["yes", "stong_yes", None])
def test_an_attribute_that_is_never_stored_is_dropped_by_name(
    tmp_path: Path, rating: str | None
) -> None:
    attributes = [
        {"name": "Gender", "type": "Details", "note": "never stored", "rating": rating},
        {"name": "Ownership", "type": "Values", "note": None, "rating": "yes"},
    ]
    card = {
        "id": 1,
        "candidate_id": 5,
        "application_id": 6,
        "submitted_by": {"id": 7},
        "overall_recommendation": "yes",
        "attributes": attributes,
    }
    found = read_value(tmp_path, [card])
    assert found.dropped_columns == ("Gender",)
    assert set(found.responses["question"]) == {"Ownership", "overall"}
    assert "never stored" not in str([*found.responses.rows(), *found.held.rows(), found.faults])


def test_keyed_and_agreement_questions_are_decoded_and_prose_stays_text(reading: Reading) -> None:
    keyed = one(reading, question="A customer is stuck at closing time. What do you do first?")
    assert (keyed["kind"], keyed["value_raw"]) == ("choice", "Stay and help")
    likert = one(reading, question="I change the plan when a customer needs it.")
    assert (likert["kind"], likert["value"], likert["scale_high"]) == ("likert", 4.0, 5.0)
    assert one(reading, question="When did you last own a customer's problem?")["kind"] == "text"
    assert one(reading, question="Where would the candidate work?")["kind"] == "text"
    assert ("unknown_option", "scorecards[1].questions[1]") in codes(reading)


def test_the_interviewer_rates_else_who_submitted(reading: Reading) -> None:
    assert one(reading, candidate_id="501", question="Ownership")["rater_id"] == "32"
    assert one(reading, candidate_id="502", question="SQL")["rater_id"] == "31"
    names = dict(reading.people.select("person_id", "name").iter_rows())
    assert names == {"31": "Ada Invented", "32": "Cy Invented"}


def test_the_step_names_the_interview_and_times_are_utc(reading: Reading) -> None:
    row = one(reading, candidate_id="501", question="Ownership")
    assert row["interview"] == "Panel"
    assert str(row["submitted_at"]) == "2026-03-02 10:00:00"
    assert str(row["updated_at"]) == "2026-03-02 10:00:00"
    assert row["tz_known"] is True
    assert one(reading, candidate_id="502", question="SQL")["interview"] == "Application Review"
    assert ("not_a_time", "scorecards[1].updated_at") in codes(reading)


def test_notes_lose_their_markup(reading: Reading) -> None:
    note = one(reading, candidate_id="501", question="Ownership")["note"]
    assert note == "Called the customer & stayed.\n- late"


def test_a_field_of_the_wrong_kind_costs_only_itself(reading: Reading) -> None:
    assert ("wrong_kind", "scorecards[1].attributes[0].rating") in codes(reading)
    assert answers(reading)["502", "SQL"] == ("rating", 4.0)


def test_scorecards_that_say_too_little_are_held_back(reading: Reading) -> None:
    assert ("missing_candidate", "scorecards[2].candidate_id") in codes(reading)
    assert ("missing_rater", "scorecards[3].submitted_by") in codes(reading)
    assert sorted(set(reading.held["row"])) == [1, 2, 3, 4]
    held = reading.held.filter(row=4, question="SQL").row(0, named=True)
    assert (held["candidate_id"], held["rater_id"], held["value"]) == ("503", None, 4.0)


def test_a_field_given_twice_and_a_foreign_record_are_faults(reading: Reading) -> None:
    assert ("given_twice", "scorecards[4]") in codes(reading)
    assert ("not_a_scorecard", "scorecards[5]") in codes(reading)


def test_old_scorecards_list_names_by_rating_and_take_the_application_beside_the_list() -> None:
    reading = read_fixture("greenhouse_2014.json")
    assert reading.faults == ()
    assert answers(reading) == {
        (None, "SQL"): ("rating", 2.0),
        (None, "Ownership"): ("rating", 4.0),
        (None, "silos"): ("flag", 1.0),
        (None, "Key Take-Aways"): ("text", None),
        (None, "overall"): ("rating", None),
        ("123", "SQL"): ("rating", 3.0),
        ("123", "overall"): ("rating", 3.0),
    }
    assert set(reading.responses["application_id"]) == {"700"}


def test_a_scorecard_without_application_waits_under_its_candidate(tmp_path: Path) -> None:
    card = {
        "candidate_id": 5,
        "submitted_by": {"id": 1},
        "overall_recommendation": "yes",
        "ratings": {"yes": ["SQL"]},
    }
    reading = read_value(tmp_path, [card])
    assert set(reading.responses["application_id"]) == {"candidate:5"}


def test_the_same_attribute_twice_with_different_ratings_is_a_fault(tmp_path: Path) -> None:
    rated = [{"name": "SQL", "type": "Skills", "rating": word} for word in ("yes", "yes", "no")]
    card = {
        "candidate_id": 5,
        "application_id": 6,
        "submitted_by": {"id": 1},
        "overall_recommendation": "yes",
        "attributes": [*rated, {"name": " ", "type": "Skills", "rating": "no"}],
        "questions": [],
    }
    reading = read_value(tmp_path, card)
    assert answers(reading)["5", "SQL"] == ("rating", 4.0)
    assert codes(reading) == [
        ("missing_question", "attributes[3].name"),
        ("rated_twice", "attributes[2].rating"),
    ]


def test_lists_and_numbers_as_answers_are_read(tmp_path: Path) -> None:
    card = {
        "candidate_id": 5,
        "application_id": "6",
        "submitted_by": {"id": 1},
        "overall_recommendation": "yes",
        "attributes": [],
        "questions": [
            {"question": "Red flags", "answer": ["Silos"]},
            {"question": "Red flags so far", "answer": "None"},
            {"question": "Years", "answer": 7},
        ],
    }
    reading = read_value(tmp_path, [card])
    assert answers(reading)["5", "silos"] == ("flag", 1.0)
    assert one(reading, question="Years")["value_raw"] == "7"
    assert reading.responses.height == 3


def test_a_source_file_may_declare_another_scale(tmp_path: Path) -> None:
    own = Source(
        name="own",
        reads="builtin",
        builtin="greenhouse",
        scale=Scale(low=1, high=5, labels={"no": 2, "yes": 4, "stong_yes": 5}),
    )
    reading = read_fixture("greenhouse_scorecards.json", (own,))
    assert answers(reading)["501", "Teaching"] == ("rating", 5.0)
