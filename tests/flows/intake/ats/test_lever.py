"""Lever feedback in both its shapes, with every trap that was seen in real forms."""

from pathlib import Path

import polars as pl
import pytest

from flows.intake.ats.linking import join_links
from flows.intake.ats.starting_map import STARTING_MAPS
from flows.intake.fixme import fixme_of
from flows.intake.reading import Reading
from schemas.words import SourceName
from tests.flows.intake.ats.reading_files import answers, codes, one, read_fixture, read_value


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_fixture("lever_feedback.json")


def test_the_overall_score_is_its_leading_number_whatever_its_words(reading: Reading) -> None:
    row = one(reading, locator="data[0].fields[0]")
    assert (row["question"], row["value"], row["value_raw"]) == ("overall", 3.0, "3 - Yes")
    assert (row["scale_low"], row["scale_high"]) == (1.0, 4.0)


def test_scores_of_a_scorecard_answer_by_position(reading: Reading) -> None:
    row = one(reading, locator="data[0].fields[1].value[0]")
    assert (row["question"], row["value"], row["note"]) == ("Ownership", 4.0, "Stayed late.")
    assert row["group"] == "General On-site Interview"
    assert answers(reading)["opp-1", "Work Ethic"] == ("rating", None)
    assert ("scores_do_not_match", "data[0].fields[3]") in codes(reading)


def test_a_score_outside_the_scale_is_a_fault(reading: Reading) -> None:
    assert ("outside_scale", "data[0].fields[1].value[2]") in codes(reading)
    assert reading.held.filter(question="Organization").height == 1


def test_a_question_asked_twice_in_one_form_stays_apart(reading: Reading) -> None:
    again = one(reading, locator="data[0].fields[2].value[0]")
    assert again["question"] == "Ownership [General On-site Interview]"
    assert again["question_text"] == "Ownership"


def test_thumbs_flags_choices_dates_and_texts_are_read_by_their_type(reading: Reading) -> None:
    assert answers(reading)["opp-1", "SQL"] == ("rating", 2.0)
    assert one(reading, locator="data[0].fields[5]")["question"] == "silos"
    ticked = reading.responses.filter(locator="data[0].fields[7]")["question"].to_list()
    assert ticked == ["silos", "budget-first"]
    assert one(reading, locator="data[0].fields[8]")["kind"] == "choice"
    assert one(reading, question="Free from")["value_raw"] == "2026-01-01"
    assert one(reading, locator="data[0].fields[10]")["question"] == (
        "General On-site Interview, field 11"
    )
    assert one(reading, question="Exercise")["kind"] == "text"
    assert reading.responses.filter(question="File").is_empty()
    assert reading.dropped_columns == ("Private notes",)


def test_the_answer_to_an_update_is_the_same_form(reading: Reading) -> None:
    row = one(reading, candidate_id="opp-2", question="overall")
    assert (row["value"], row["rater_id"], row["interview"]) == (4.0, "rater-2", "form:form-2")
    assert str(row["updated_at"]) == "2026-01-02 00:00:00"
    assert answers(reading)["opp-2", "Teamwork"] == ("rating", None)


def test_a_deleted_form_becomes_tombstones(reading: Reading) -> None:
    row = one(reading, locator="data[2].fields[0]")
    assert row["deleted"] is True
    assert str(row["updated_at"]) == "2026-01-01 01:13:20"


def test_a_form_that_nobody_completed_is_left_out_and_said(reading: Reading) -> None:
    assert reading.responses.filter(pl.col("locator").str.starts_with("data[3]")).is_empty()
    assert "forms that were not completed yet are left out" in reading.notes


def test_a_form_without_a_rater_is_held_back(reading: Reading) -> None:
    assert ("missing_rater", "data[4].user") in codes(reading)
    assert ("unknown_label", "data[4].fields[0]") in codes(reading)
    assert reading.held.filter(row=5)["value_raw"].to_list() == ["maybe"]


def test_the_opportunity_beside_the_list_is_the_candidate(reading: Reading) -> None:
    assert set(reading.responses["candidate_id"]) == {"opp-1", "opp-2"}


def test_companions_give_requisition_and_names() -> None:
    feedback, companions = (
        read_fixture("lever_feedback.json"),
        read_fixture("lever_companions.json"),
    )
    joined = join_links(feedback.responses, pl.concat([feedback.links, companions.links]))
    found = dict(joined.select("candidate_id", "requisition_id").iter_rows())
    assert found == {"opp-1": "R-1", "opp-2": "R-9"}
    assert sorted(companions.people.select("person_id", "name", "email").iter_rows()) == [
        ("opp-1", "Dee Invented", "dee@example.org"),
        ("rater-1", "Ada Invented", "ada@example.org"),
        ("rater-2", "Bo Invented", None),
    ]
    assert codes(companions) == [
        ("no_id", "opportunities[2].id"),
        ("no_opportunity", "applications[1].opportunityId"),
        ("no_id", "interviews[1].id"),
    ]


def test_a_form_alone_waits_under_its_own_id(tmp_path: Path) -> None:
    form = {
        "id": "f",
        "text": "T",
        "baseTemplateId": "t",
        "user": "u",
        "completedAt": 1767225600000,
        "fields": [{"type": "score", "text": "SQL", "value": 3}],
    }
    row = one(read_value(tmp_path, {"data": form}), question="SQL")
    assert (row["application_id"], row["candidate_id"]) == ("form:f", None)


def test_the_starting_map_knows_the_default_templates() -> None:
    maps = STARTING_MAPS[SourceName.LEVER]
    by_question = {entry.question: entry.track for entry in maps if entry.question}
    assert (by_question["Teamwork"], by_question["Troubleshooting"]) == ("values", "skill")
    by_group = {entry.group: entry.track for entry in STARTING_MAPS[SourceName.GREENHOUSE]}
    assert (by_group["Personality traits"], by_group["Qualifications"]) == ("values", "skill")
    assert by_group["Details"] == "none"


def test_a_question_called_overall_is_not_the_overall_score(tmp_path: Path) -> None:
    fields = [{"type": "score", "text": "overall", "value": 3}, {"type": "text", "text": "overall"}]
    form = {"id": "f", "baseTemplateId": "t", "user": "u", "completedAt": 1, "fields": fields}
    assert read_value(tmp_path, {"data": form}).responses["question"].to_list() == ["Overall"]


def test_the_signs_of_a_program_are_no_markup(tmp_path: Path) -> None:
    program = "print('<b>')\nif a<b and c>d: pass  # &amp;"
    field = {"id": "a", "type": "code", "text": "Task", "language": "python", "value": program}
    form = {"id": "f", "baseTemplateId": "t", "user": "u", "completedAt": 1, "fields": [field]}
    assert one(read_value(tmp_path, {"data": form}), question="Task")["value_raw"] == program


@pytest.mark.parametrize("paged", [False, True])
def test_forms_that_a_script_kept_by_opportunity_know_whose_they_are(
    tmp_path: Path, paged: bool
) -> None:
    opportunities = [f"6c9e7b5a-1111-4222-8333-94444444444{at}" for at in range(3)]
    form = {"baseTemplateId": "t", "text": "T", "user": "u", "completedAt": 1, "interview": None}
    field = {"type": "score", "text": "SQL", "value": 3}
    lists = {
        own: [form | {"id": f"f-{own}", "fields": [field]}] if at else []
        for at, own in enumerate(opportunities)
    }
    pages = {own: {"data": forms, "hasNext": False} for own, forms in lists.items()}
    found = read_value(tmp_path, pages if paged else lists)
    assert found.responses["candidate_id"].to_list() == opportunities[1:]
    assert found.links["parent"].to_list() == [f"opportunity:{own}" for own in opportunities[1:]]
    assert any("taken as their opportunities'" in note for note in found.notes)


def test_forms_kept_by_their_interview_are_not_taken_for_a_candidates(tmp_path: Path) -> None:
    interview = "6c9e7b5a-1111-4222-8333-944444444444"
    field = {"type": "score", "text": "SQL", "value": 3}
    form = {"id": "f", "baseTemplateId": "t", "user": "u", "completedAt": 1, "fields": [field]}
    found = read_value(tmp_path, {interview: [form | {"interview": interview}]})
    assert found.responses["candidate_id"].to_list() == [None]


def test_records_of_several_lists_have_numbers_of_their_own(tmp_path: Path) -> None:
    field = {"type": "score", "text": "SQL", "value": 9}
    form = {"id": "f", "baseTemplateId": "t", "completedAt": 1, "fields": [field]}
    found = read_value(tmp_path, {"one": [form, form], "two": [form], "users": [{"id": 1}]})
    assert [(fault.row, fault.column.partition(".")[0]) for fault in found.faults] == [
        (1, "one[0]"),
        (1, "one[0]"),
        (2, "one[1]"),
        (2, "one[1]"),
        (3, "two[0]"),
        (3, "two[0]"),
    ]
    shown = [row for sheet in fixme_of(found, "x.json", "0" * 64).sheets for row in sheet.rows]
    assert [(row.row, len(row.faults)) for row in shown] == [(1, 2), (2, 2), (3, 2)]
