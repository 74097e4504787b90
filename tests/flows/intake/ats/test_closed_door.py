"""What must never be stored stays out, whether a field, its section or a companion carries it."""

from pathlib import Path

import pytest

from flows.intake.reading import Reading
from tests.flows.intake.ats.reading_files import read_value
from tests.flows.intake.ats.test_connector import read as read_table

NEVER = "never stored"
CLOSED = ("EEOC", "Demographics", "Private", "Private notes", "Disability", "Self-identification")
PERSONAL = {
    "phone_numbers": [{"value": NEVER}],
    "phones": [{"value": NEVER}],
    "primaryPhoneNumber": {"value": NEVER},
    "addresses": [{"value": NEVER}],
    "location": NEVER,
    "primaryLocation": {"id": "l", "locationSummary": NEVER},
    "custom_fields": {"gender": NEVER, "salary": NEVER},
    "customFields": [{"title": "Gender", "value": NEVER}],
    "eeoc": {"race": NEVER},
    "demographic_answers": [{"free_form_text": NEVER}],
    "social_media_addresses": [{"value": NEVER}],
    "links": [NEVER],
    "tags": [NEVER],
}
"""What the interfaces of the three tools give of a person beside name and address of mail."""


def kept(reading: Reading) -> str:
    """Everything that goes on from a reading."""
    frames = (reading.responses, reading.held, reading.links, reading.people)
    cells = [frame.rows() for frame in frames] + [table.rows.rows() for table in reading.tables]
    return repr((cells, reading.faults, reading.notes))


@pytest.mark.parametrize("section", CLOSED)
@pytest.mark.parametrize("rating", ["yes", "stong_yes", None])
def test_an_attribute_of_a_closed_section_is_not_stored_but_its_name_elsewhere_is(
    tmp_path: Path, section: str, rating: str | None
) -> None:
    card = {
        "id": 1,
        "candidate_id": 5,
        "application_id": 6,
        "submitted_by": {"id": 7},
        "overall_recommendation": "yes",
        "attributes": [
            {"name": "Belongs", "type": section, "note": NEVER, "rating": rating},
            {"name": "", "type": section, "note": NEVER, "rating": "strange"},
            {"name": "Belongs", "type": "Values", "note": "kept", "rating": "no"},
        ],
    }
    found = read_value(tmp_path, [card])
    assert found.dropped_columns == (section,)
    assert found.faults == ()
    assert found.responses.select("question", "note").rows() == [
        ("Belongs", "kept"),
        ("overall", None),
    ]
    assert NEVER not in kept(found)


@pytest.mark.parametrize("section", CLOSED)
def test_an_ashby_section_that_is_closed_is_not_stored(tmp_path: Path, section: str) -> None:
    fields = [
        {"field": {"id": "1", "type": "String", "path": "a", "title": "Which group?"}},
        {"field": {"id": "2", "type": "Score", "path": "b", "title": "How well?"}},
    ]
    other = [{"field": {"id": "3", "type": "String", "path": "gender", "title": "You are"}}]
    feedback = {
        "id": "f",
        "applicationId": "a",
        "submittedByUser": {"id": "u"},
        "formDefinition": {
            "sections": [{"title": section, "fields": fields}, {"title": "More", "fields": other}]
        },
        "submittedValues": {"a": NEVER, "b": {"score": 9, "comments": NEVER}, "gender": NEVER},
    }
    found = read_value(tmp_path, {"results": [feedback]})
    assert found.n_responses == 0
    assert found.dropped_columns == tuple(sorted([section, "You are"]))
    assert NEVER not in kept(found)


@pytest.mark.parametrize("section", CLOSED)
def test_a_lever_form_or_scorecard_that_is_closed_is_not_stored(
    tmp_path: Path, section: str
) -> None:
    scores = {"scores": [{"text": "Belongs"}], "value": [{"score": 9, "comment": NEVER}]}
    form = {"id": "f", "text": "Panel", "baseTemplateId": "t", "user": "u", "completedAt": 1}
    fields = [
        {"type": "scorecard", "text": section, **scores},
        {"type": "scorecard", "text": "", "description": section, **scores},
        {"type": "textarea", "text": "", "description": section, "value": NEVER},
        {"type": "score", "text": "SQL", "value": 3},
    ]
    found = read_value(tmp_path, {"data": form | {"fields": fields}})
    assert found.responses["question"].to_list() == ["SQL"]
    titled = read_value(tmp_path, {"data": form | {"text": section, "fields": fields}})
    assert titled.n_responses == 0
    for reading in (found, titled):
        assert reading.dropped_columns == (section,)
        assert NEVER not in kept(reading)


@pytest.mark.parametrize(
    "record",
    [
        {"id": 6, "candidate_id": 5, "applied_at": "x", "jobs": [{"id": 3}]},
        {"id": 5, "first_name": "Dee", "last_name": "Invented", "application_ids": [6]},
        {"id": "o", "contact": "c", "stage": "s", "name": "Dee Invented", "emails": []},
        {"id": "a", "opportunityId": "o", "posting": {"id": "p"}},
        {"id": "a", "candidate": {"id": "c", **PERSONAL}, "job": {"id": "j"}, "status": "Active"},
        {"id": "c", "name": "Dee Invented", "primaryEmailAddress": None},
    ],
)
def test_companions_leave_behind_all_of_a_person_but_name_and_mail(
    tmp_path: Path, record: dict[str, object]
) -> None:
    found = read_value(tmp_path, [record | PERSONAL])
    assert found.faults == ()
    assert found.links.height + found.people.height > 0
    assert NEVER not in kept(found)


def test_the_fix_me_of_a_connector_table_shows_nothing_of_closed_columns() -> None:
    found = read_table(
        "id|application_id|candidate_id|interview|overall_recommendation|submitted_by_user_id"
        "|custom_answer|gender\n"
        f"|801|501|Panel|yes|31|{NEVER}|{NEVER}"
    )
    assert [fault.code for fault in found.faults] == ["no_id"]
    assert NEVER not in kept(found)
