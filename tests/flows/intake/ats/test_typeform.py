"""Typeform responses with their definition (a webhook) and without it (the Responses API)."""

from pathlib import Path

import pytest

from flows.intake.reading import Reading
from schemas.config.scale import Scale
from schemas.config.source import Source, TableColumns, WideQuestion
from tests.flows.intake.ats.reading_files import codes, one, read_fixture, read_value


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_fixture("typeform_webhooks.jsonl")


def test_hidden_fields_say_whom_a_response_is_about(reading: Reading) -> None:
    row = one(reading, question="Ownership")
    assert (row["candidate_id"], row["requisition_id"]) == ("dee@example.org", "R-1")
    assert (row["interview"], row["question_text"]) == ("Panel", "Ownership")
    assert (row["tz_known"], row["locator"]) == (True, "line 1, form_response.answers[0]")


def test_a_number_takes_the_scale_that_the_guides_declare_for_its_question(
    reading: Reading,
) -> None:
    assert one(reading, question="Ownership")["scale_high"] == 5.0
    assert ("outside_scale", "line 1, form_response.answers[1]") in codes(reading)


def test_a_number_without_a_declared_scale_is_kept_without_one(reading: Reading) -> None:
    row = one(reading, question="How happy, …?")
    assert (row["value"], row["scale_high"], row["question_text"]) == (8.0, None, "How happy, …?")


def test_choices_truth_values_and_texts_are_read(reading: Reading) -> None:
    flags = reading.responses.filter(kind="flag").select("question", "value")
    assert list(flags.iter_rows()) == [("silos", 1.0), ("budget-first", 1.0), ("silos", 0.0)]
    assert (
        one(reading, question="A customer is stuck at closing time. What do you do first?")["kind"]
        == "choice"
    )
    assert one(reading, question="Remarks")["value_raw"] == "Calm."
    assert ("unknown_label", "line 1, form_response.answers[7]") in codes(reading)


def test_a_question_may_say_who_rated_and_an_application_stands_for_the_rest(
    reading: Reading,
) -> None:
    row = one(reading, rater_id="bo@example.org")
    assert (row["application_id"], row["question"], row["value"]) == ("app-7", "own", 2.0)
    assert row["interview"] == "form-a"


@pytest.mark.parametrize("sort", ["started", "partial"])
def test_a_response_that_nobody_sent_is_left_out_and_said(tmp_path: Path, sort: str) -> None:
    answer = {"type": "number", "number": 4, "field": {"ref": "own", "type": "rating"}}
    hidden = {"candidate": "c-1", "job": "R-1", "interviewer": "ann"}
    sent = {"token": "a", "submitted_at": "2026-01-13T09:10:00Z", "response_type": "completed"}
    unsent = sent | {"submitted_at": None, "response_type": sort}
    items = [head | {"hidden": hidden, "answers": [answer]} for head in (sent, unsent)]
    found = read_value(tmp_path, {"total_items": 2, "items": items})
    assert found.responses.height == 1
    assert "responses that were never submitted are left out" in found.notes


def test_a_response_that_says_nobody_is_held_back(reading: Reading) -> None:
    about = [code for code, place in codes(reading) if place == "line 3, hidden"]
    assert about == ["missing_candidate", "missing_requisition", "missing_rater"]
    assert reading.held.filter(row=3)["value"].to_list() == [2.0]


def test_network_and_browser_are_dropped(reading: Reading) -> None:
    assert reading.dropped_columns == ("metadata",)
    assert "never stored" not in str(reading.responses.rows())


def test_a_source_file_names_titles_scales_and_identities() -> None:
    own = Source(
        name="own",
        reads="builtin",
        builtin="typeform",
        columns=TableColumns(interview="form step", rater="interviewer"),
        questions=(
            WideQuestion(
                column="sat", question="Service", scale=Scale(low=0, high=10), group="Skill"
            ),
            WideQuestion(column="note", scale=Scale(low=1, high=2, labels={"Calm.": 2})),
        ),
    )
    reading = read_fixture("typeform_webhooks.jsonl", (own,))
    row = one(reading, question="Service")
    assert (row["value"], row["scale_high"], row["group"]) == (8.0, 10.0, "Skill")
    assert one(reading, question="Remarks")["value"] == 2.0
