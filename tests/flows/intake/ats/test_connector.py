"""Connector tables: each says little alone, and all of them together say whom and what."""

import polars as pl
import pytest

from flows.intake.ats.connector import read_connector_table
from flows.intake.ats.connector_kinds import connector_kind
from flows.intake.ats.linking import join_links, pending
from flows.intake.reading import Reading, Table
from tests.flows.intake.ats.cases import GUIDES


def table(text: str) -> Table:
    """A table written as lines of cells between bars; an empty cell is null."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    heads, *rows = lines
    columns = {
        f"c{at}": pl.Series([row[at] or None for row in rows], dtype=pl.String)
        for at in range(len(heads))
    }
    return Table("", tuple(heads), pl.DataFrame(columns))


def read(text: str) -> Reading:
    return read_connector_table(table(text), GUIDES, ())


SCORECARD = """
id|_fivetran_deleted|application_id|candidate_id|interview|overall_recommendation|submitted_at|submitted_by_user_id|updated_at
1|FALSE|801|501|Panel|yes|2026-03-02 10:00:00.148|31|2026-03-02 10:00:00.148
2|true|802|502|Panel|no_decision|2026-03-02 10:00:00|31|2026-03-02 10:00:00
"""
ATTRIBUTE = """
index|scorecard_id|_fivetran_synced|name|note|rating|type
1|1|2026-03-02|Ownership|Stayed.|strong_yes|Culture Alignment
2|1|2026-03-02|Silos||yes|Culture Alignment
3|1|2026-03-02|SQL||stong_yes|Some Rubric
4|1|2026-03-02|Writing||null|Skills
5|1|2026-03-02|Writing||no|Qualifications
6|2|2026-03-02|Ownership||no|Culture Alignment
7|3|2026-03-02|Ownership||no|Culture Alignment
8||2026-03-02|Ownership||no|Culture Alignment
"""
APPLICATION = """
id|candidate_id|applied_at|prospect|custom_pronoun
801|501|2026-01-01|false|never stored
"""
JOB_APPLICATION = """
application_id|job_id|_fivetran_synced
801|61|2026-01-01
"""
JOB = """
id|name|requisition_id|confidential
61|Engineer|R-61|FALSE
62|Lead||FALSE
"""
SCHEDULED = """
id|application_id|interview_id|organizer_id
15|801|7|31
"""
INTERVIEWER = """
interviewer_id|scheduled_interview_id|_fivetran_synced|scorecard_id
32|15|2026-01-01|3
"""
TABLES = (SCORECARD, ATTRIBUTE, APPLICATION, JOB_APPLICATION, JOB, SCHEDULED, INTERVIEWER)


def test_a_job_that_an_application_was_moved_from_is_not_its_job() -> None:
    moved = (
        "application_id|job_id|_fivetran_synced|_fivetran_deleted\n"
        "801|61|2026-01-01|TRUE\n801|62|2026-01-02|FALSE"
    )
    links = pl.concat([read(text).links for text in (SCORECARD, APPLICATION, moved)])
    joined = join_links(read(SCORECARD).responses, links).filter(application_id="801")
    assert joined["requisition_id"].to_list() == ["62"]


def test_attributes_wait_for_the_scorecard_that_says_who_rated_whom() -> None:
    attributes = read(ATTRIBUTE)
    assert pending(attributes.responses).height == attributes.responses.height == 6
    links = pl.concat([read(text).links for text in TABLES])
    joined = join_links(attributes.responses, links)
    first = joined.row(0, named=True)
    assert (first["candidate_id"], first["requisition_id"]) == ("501", "R-61")
    assert (first["rater_id"], first["interview"]) == ("31", "Panel")
    assert str(first["submitted_at"]) == "2026-03-02 10:00:00.148000"
    assert pending(joined).select("application_id").to_series().to_list() == [
        "scorecard:2",
        "scorecard:3",
    ]


def test_a_scorecard_may_be_found_through_its_appointment_too() -> None:
    links = pl.concat([read(text).links for text in TABLES])
    joined = join_links(read(ATTRIBUTE).responses, links)
    row = joined.filter(application_id="scorecard:3").row(0, named=True)
    assert (row["candidate_id"], row["requisition_id"], row["rater_id"]) == ("501", "R-61", None)


def test_a_soft_deleted_scorecard_deletes_its_attributes() -> None:
    links = read(SCORECARD).links
    joined = join_links(read(ATTRIBUTE).responses, links)
    deleted = dict(joined.group_by("application_id").agg(pl.col("deleted").all()).iter_rows())
    assert deleted == {"scorecard:1": False, "scorecard:2": True, "scorecard:3": False}
    assert read(SCORECARD).responses["deleted"].to_list() == [False, True]


def test_the_misspelt_rating_and_the_missing_scorecard_are_faults_of_their_rows() -> None:
    reading = read(ATTRIBUTE)
    assert [(fault.row, fault.column, fault.code) for fault in reading.faults] == [
        (4, "rating", "unknown_label"),
        (9, "name", "missing_question"),
    ]
    assert "strong_yes" in reading.faults[0].expected
    assert reading.tables[0].numbers == (4, 9)
    assert reading.held.is_empty()


def test_null_is_no_answer_and_a_name_under_two_types_stays_apart() -> None:
    rows = read(ATTRIBUTE).responses.filter(question_text="Writing")
    assert rows.select("question", "value", "locator").rows() == [
        ("Writing", None, "row 5, column rating"),
        ("Writing [Qualifications]", 2.0, "row 6, column rating"),
    ]


def test_a_red_flag_among_attributes_becomes_a_flag() -> None:
    (flag,) = read(ATTRIBUTE).responses.filter(kind="flag").to_dicts()
    assert (flag["question"], flag["value"]) == ("silos", 1.0)


def test_columns_of_the_customers_own_are_dropped_by_name() -> None:
    reading = read(APPLICATION)
    assert reading.dropped_columns == ("custom_pronoun",)
    assert "never stored" not in str(reading.links.rows())


FORM = """
id|creator_id|completed_at|created_at|deleted_at|interview_id|score_system_value|template_id|text|opportunity_id
f1|u1|2026-03-02 10:00:00|2026-03-02 09:00:00||i1|3 - Hire|t|Debrief|o1
f2|u1||2026-03-02 09:00:00|2026-03-05 09:00:00||null|t|Debrief|o1
"""
FIELD = """
feedback_form_id|field_index|value_index|value_date|value_decimal|value_number|value_text
f1|1|0||||they are kind
f1|2|0|||4|
f1|2|1||2.5||
f1||0||||lost
f1|3|0|||four|
"""

OPPORTUNITY = """
id|contact|stage_id|origin|name|is_anonymized
o1|c|s|applied|Dee Invented|false
o2|c|s|applied|Gone|TRUE
"""


def test_lever_forms_give_the_overall_score_and_their_fields_by_place() -> None:
    form = read(FORM)
    rows = form.responses.select("question", "value", "deleted", "interview").rows()
    assert rows == [("overall", 3.0, False, "i1"), ("overall", None, True, "form:f2")]
    fields = read(FIELD)
    joined = join_links(fields.responses, form.links)
    assert joined.select("candidate_id", "rater_id", "question", "kind", "value").rows() == [
        ("o1", "u1", "field 1", "text", None),
        ("o1", "u1", "field 2", "number", 4.0),
        ("o1", "u1", "field 2, value 1", "number", 2.5),
        ("o1", "u1", "field 3", "number", None),
    ]
    assert [fault.code for fault in fields.faults] == ["missing_question"]


def test_a_row_without_its_id_or_its_rater_is_a_fault_and_waits_for_nobody() -> None:
    card = "id|application_id|overall_recommendation|submitted_by_user_id"
    cards = read(f"{card}\n1|6|yes|\n|6|yes|u1\n3|6|yes|u1\n")
    form = "id|opportunity_id|creator_id|completed_at|score_system_value|template_id"
    forms = read(f"{form}\n1|o1||2026-01-01|4|t\n|o1|u1|2026-01-01|4|t\n3||u1|2026-01-01|4|t\n")
    for found in (cards, forms):
        assert [(f.row, f.code) for f in found.faults] == [(2, "missing_rater"), (3, "no_id")]
        assert found.responses["rater_id"].to_list() == ["u1"]
        named = [*found.links["application_id"], *found.links["parent"].drop_nulls()]
        assert not [name for name in named if name.endswith(":None")]


def test_lever_companions_lead_from_the_form_to_the_posting() -> None:
    texts = (
        FORM,
        "id|opportunity_id|panel_id|subject\ni1|o1|p|On-site",
        "feedback_form_id|interview_id\nf1|i1",
        "interview_id|posting_id\ni1|post-1",
        "id|opportunity_id|posting_id|type\na1|o1|post-1|user",
        OPPORTUNITY,
        "id|name|email|access_role\nu1|Ada Invented|ada@example.org|admin",
    )
    readings = [read(text) for text in texts]
    joined = join_links(read(FIELD).responses, pl.concat([reading.links for reading in readings]))
    assert set(joined["requisition_id"]) == {"post-1"}
    people = pl.concat([reading.people for reading in readings])
    assert sorted(people.select("person", "name").iter_rows()) == [
        ("candidate", "Dee Invented"),
        ("rater", "Ada Invented"),
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("id|job_stage_id|interview_kit_content|name\n1|2|x|Panel", "greenhouse"),
        ("id|text|_fivetran_synced\n1|Second Screen|x", "lever"),
    ],
)
def test_tables_that_say_nothing_needed_are_known_all_the_same(text: str, source: str) -> None:
    kind = connector_kind(table(text))
    assert kind is not None
    assert kind.source == source
    assert "this table says nothing that interview feedback needs" in read(text).notes


def test_names_come_from_candidate_and_user_tables() -> None:
    candidate = read("id|first_name|last_name|is_private\n5|Dee|Invented|false\n|No|Id|false")
    user = read("id|first_name|last_name|site_admin|email\n6|Ada|Invented|false|ada@example.org")
    people = pl.concat([candidate.people, user.people])
    assert people.select("person", "person_id", "name", "email").rows() == [
        ("candidate", "5", "Dee Invented", None),
        ("rater", "6", "Ada Invented", "ada@example.org"),
    ]


def test_another_table_is_not_taken() -> None:
    other = table("Candidate|Rating\nx|5")
    assert connector_kind(other) is None
    with pytest.raises(ValueError, match="connector_kind"):
        read_connector_table(other, GUIDES, ())
