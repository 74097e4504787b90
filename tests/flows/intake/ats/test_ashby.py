"""Ashby feedback, whose form definition travels with it and takes every shape of value."""

from pathlib import Path

import polars as pl
import pytest

from flows.intake.ats.linking import join_links
from flows.intake.reading import Reading
from schemas.config.scale import Scale
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from tests.flows.intake.ats.reading_files import answers, codes, one, read_fixture, read_value


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_fixture("ashby_feedback.json")


def test_a_score_is_read_as_a_number_a_text_or_an_object(reading: Reading) -> None:
    row = one(reading, question="Ownership", rater_id="u1")
    assert (row["question_text"], row["value"], row["note"]) == ("Ownership", 4.0, "Stayed late.")
    assert (row["group"], row["scale_low"], row["scale_high"]) == ("Values", 1.0, 4.0)
    assert one(reading, question="Teamwork")["value"] == 3.0


def test_a_score_outside_one_to_four_is_a_fault(reading: Reading) -> None:
    assert ("outside_scale", "results[0].submittedValues.b1f1") in codes(reading)


def test_the_overall_recommendation_has_the_scale_of_its_options(reading: Reading) -> None:
    # Three options from no hire (1) to strong hire (3): the form offers no fourth.
    row = one(reading, question="overall", rater_id="u1")
    assert (row["value"], row["scale_low"], row["scale_high"]) == (3.0, 1.0, 3.0)
    assert row["value_raw"] == "Strong Hire"
    second = one(reading, question="overall", rater_id="u2")
    assert (second["value"], second["scale_high"]) == (2.0, 4.0)


def test_numbered_options_make_a_scale_and_others_stay_text(reading: Reading) -> None:
    sql = one(reading, question="SQL")
    assert (sql["value"], sql["value_raw"], sql["scale_high"]) == (4.0, "4 - Exceptional", 4.0)
    assert one(reading, question="Level")["kind"] == "text"
    assert one(reading, question="Bare")["value_raw"] == "hire"


def test_flags_are_read_from_truth_values_and_lists(reading: Reading) -> None:
    flags = reading.responses.filter(kind="flag").select("question", "locator")
    assert sorted(flags.iter_rows()) == [
        ("budget-first", "results[0].submittedValues.flags"),
        ("silos", "results[0].submittedValues.flags"),
        ("silos", "results[0].submittedValues.silo"),
    ]


def test_rich_text_ranges_ids_and_dates_are_plain_text(reading: Reading) -> None:
    written = dict(
        reading.responses.filter(kind="text").select("question_text", "value_raw").iter_rows()
    )
    assert written == {
        "Notes": "Warm with the team.",
        "Remarks": "A bare string.",
        "Level": "Senior",
        "Bare": "hire",
        "Expected pay": "currencyCode EUR, value 50000",
        "Referred by": "uuid-1",
        "Years": "7",
        "Free from": "2026-04-01",
    }


def test_protected_answers_and_surveys_are_never_stored(reading: Reading) -> None:
    assert reading.dropped_columns == ("Gender", "survey answers of candidates")
    assert ("survey", "results[3].surveyType") in codes(reading)
    for frame in (reading.responses, reading.held):
        assert "never stored" not in str(frame.rows())


def test_a_value_without_a_field_and_feedback_without_ids_are_faults(reading: Reading) -> None:
    assert ("unknown_field", "results[0].submittedValues.gone") in codes(reading)
    assert ("missing_rater", "results[2].submittedByUser") in codes(reading)
    assert ("missing_application", "results[2].applicationId") in codes(reading)
    assert reading.held.filter(row=3)["value"].to_list() == [3.0]


def test_the_sitting_is_the_event_else_the_kind_of_interview(reading: Reading) -> None:
    assert one(reading, question="Ownership", rater_id="u1")["interview"] == "ev-1"
    assert one(reading, question="overall", rater_id="u2")["interview"] == "int-1"
    assert ("app-1", "never") not in answers(reading)


def test_companions_give_candidate_requisition_and_names(reading: Reading) -> None:
    companions = read_fixture("ashby_companions.json")
    joined = join_links(reading.responses, companions.links)
    assert set(joined.select("candidate_id", "requisition_id").iter_rows()) == {("cand-1", "R-1")}
    assert codes(companions) == [("no_id", "applications[1].id")]
    assert set(companions.people["person_id"]) == {"cand-1", "cand-3", "u2", "u3"}
    assert isinstance(joined, pl.DataFrame)


def test_an_error_message_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="error message"):
        read_value(tmp_path, {"success": False, "errors": ["invalid_input"]})
    with pytest.raises(UnreadableFileError, match="none of the exports"):
        read_value(tmp_path, {"success": True, "results": None})


def test_a_source_file_may_declare_the_scale_of_own_options(tmp_path: Path) -> None:
    own = Source(
        name="own",
        reads="builtin",
        builtin="ashby",
        scale=Scale(low=1, high=2, labels={"Junior": 1, "Senior": 2}),
    )
    reading = read_fixture("ashby_feedback.json", (own,))
    assert one(reading, question="Level")["value"] == 2.0


@pytest.mark.parametrize(("title", "told"), [("Ownership", True), ("Seniority", False)])
def test_options_of_its_own_under_a_declared_name_are_told_to_be_no_ratings(
    tmp_path: Path, title: str, told: bool
) -> None:
    options = [{"label": word, "value": word[0]} for word in ("Below", "Meets", "Exceeds")]
    field = {"type": "ValueSelect", "path": "p", "title": title, "selectableValues": options}
    item = {
        "id": "f-1",
        "applicationId": "a-1",
        "submittedByUser": {"id": "u-1"},
        "formDefinition": {"sections": [{"title": "Values", "fields": [{"field": field}]}]},
        "submittedValues": {"p": "E"},
    }
    found = read_value(tmp_path, {"success": True, "results": [item]})
    assert one(found, question=title)["value_raw"] == "Exceeds"
    assert any(f"“{title}” has options of its own" in note for note in found.notes) is told
