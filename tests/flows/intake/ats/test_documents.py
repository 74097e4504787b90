"""Documents as a whole: long files at once, mixed files record by record."""

import json
from pathlib import Path

import pytest

from flows.intake.ats.documents import read_documents
from flows.intake.ats.greenhouse import cards
from flows.intake.reading import Reading
from schemas.frames import HELD, LINKS, RESPONSES
from tests.flows.intake.ats.cases import GUIDES
from tests.flows.intake.ats.reading_files import FIXTURES, codes, read_bytes, read_value

CARD = {
    "id": 1,
    "candidate_id": "c-1",
    "application_id": 6,
    "interview": "Panel",
    "submitted_by": {"id": 1, "name": "Ada Invented", "first_name": "Ada"},
    "submitted_at": "2026-03-02T10:00:00Z",
    "overall_recommendation": "yes",
    "attributes": [
        {"name": "Ownership", "type": "Values", "note": " <b>kept</b> on\u0001 ", "rating": "yes"},
        {"name": "Silos", "type": "Values", "note": "", "rating": "no"},
        {"name": "SQL", "type": "Skills", "note": None, "rating": "stong_yes"},
    ],
    "questions": [
        {"id": None, "question": "Private Notes", "answer": "secret"},
        {"id": 1, "question": "Seen", "answer": "Silos"},
        {"id": 2, "question": "Remarks", "answer": "Asked about <i>silos</i> in the firm."},
    ],
}


def same(one: Reading, other: Reading) -> bool:
    return (
        one.responses.equals(other.responses)
        and one.held.equals(other.held)
        and one.links.equals(other.links)
        and one.people.equals(other.people)
        and one.faults == other.faults
        and one.dropped_columns == other.dropped_columns
    )


@pytest.mark.parametrize("lines", [True, False])
def test_a_block_read_at_once_gives_what_each_record_gives_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: bool
) -> None:
    records = [{**CARD, "id": at, "candidate_id": f"c-{at}"} for at in range(5)]
    text = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
    alone = read_bytes(tmp_path, text.encode())
    monkeypatch.setattr(cards, "EDITABLE", 0)
    together = read_bytes(tmp_path, text.encode())
    assert same(alone, together)
    assert len(together.faults) == 5
    assert together.responses["note"].drop_nulls().unique().to_list() == ["kept on"]


def test_one_wrong_record_among_many_read_at_once_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "EDITABLE", 0)
    wrong = {**CARD, "submitted_at": 5}
    reading = read_value(tmp_path, [CARD, wrong, {**CARD, "interviewer": {"id": "r-2"}}])
    assert ("wrong_kind", "scorecards[1].submitted_at") in codes(reading)
    assert set(reading.responses["rater_id"]) == {"1", "r-2"}


def test_the_fixture_reads_the_same_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    path = FIXTURES / "greenhouse_2014.json"
    alone = read_documents(path, GUIDES, ())
    monkeypatch.setattr(cards, "EDITABLE", 0)
    assert same(alone, read_documents(path, GUIDES, ()))


def test_every_frame_of_a_reading_has_its_contract() -> None:
    for path in sorted(FIXTURES.iterdir()):
        reading = read_documents(path, GUIDES, ())
        assert dict(reading.responses.schema) == RESPONSES
        assert dict(reading.held.schema) == HELD
        assert dict(reading.links.schema) == LINKS
        assert reading.responses["locator"].is_not_null().all()


def test_lines_of_companions_may_be_mixed_and_faulty(tmp_path: Path) -> None:
    lines = (
        '{"id": 1, "candidate_id": 2, "jobs": [{"id": 3}], "status": "active"}',
        '{"id": 1, "id": 2, "candidate_id": 2, "jobs": [], "status": "active"}',
        "[1]",
        '{"id": 3, "name": "Engineer", "requisition_id": "R-3", "openings": []}',
        '{"broken": ',
        '{"something": "else"}',
    )
    reading = read_bytes(tmp_path, "\n".join(lines).encode())
    assert codes(reading) == [
        ("given_twice", "line 2"),
        ("unknown_record", "line 3"),
        ("not_json", "line 5"),
        ("unknown_record", "line 6"),
    ]
    assert "R-3" in reading.links["requisition_id"].to_list()


@pytest.mark.parametrize("cards_first", [True, False])
def test_scorecards_and_companions_in_one_file_of_lines_are_each_read_as_what_they_are(
    tmp_path: Path, cards_first: bool
) -> None:
    job = {"id": 3, "name": "Engineer", "requisition_id": "R-3", "openings": []}
    many = [job | {"id": at} for at in range(50)]
    records = [CARD, *many] if cards_first else [*many, {"id": 1}, CARD]
    reading = read_bytes(tmp_path, "\n".join(map(json.dumps, records)).encode())
    alone = read_value(tmp_path, [CARD])
    assert reading.responses.drop("locator").equals(alone.responses.drop("locator"))
    assert reading.links["requisition_id"].to_list().count("R-3") == 50
    line = 1 if cards_first else 52
    wrong = [] if cards_first else [("unknown_record", "line 51")]
    assert codes(reading) == [*wrong, ("unknown_label", f"line {line}, attributes[2].rating")]


@pytest.mark.parametrize(
    "envelope",
    [
        {"stream": "scorecards", "data": CARD, "emitted_at": 1},
        {"_airbyte_raw_id": "a", "_airbyte_extracted_at": 1, "_airbyte_data": CARD},
    ],
)
def test_records_in_a_pipelines_envelopes_keep_their_lines(
    tmp_path: Path, envelope: dict[str, object]
) -> None:
    lines = [json.dumps(envelope), "", json.dumps(envelope), '{"stream": "state"}']
    reading = read_bytes(tmp_path, "\n".join(lines).encode())
    places = reading.responses["locator"].str.extract("^(line [0-9]+)").unique().sort()
    assert places.to_list() == ["line 1", "line 3"]
    assert codes(reading)[-1] == ("not_a_scorecard", "line 4")


def test_messages_hold_no_answers_and_no_names(tmp_path: Path) -> None:
    for path in sorted(FIXTURES.iterdir()):
        for fault in read_documents(path, GUIDES, ()).faults:
            said = f"{fault.message} {fault.expected}"
            assert "Invented" not in said
            assert "stong_yes" not in said


def test_rows_of_another_tool_stand_behind_those_of_scorecards(tmp_path: Path) -> None:
    feedback = json.loads((FIXTURES / "lever_feedback.json").read_text(encoding="utf-8"))["data"]
    reading = read_value(tmp_path, {"scorecards": [CARD], "feedback": feedback})
    lists = reading.responses["locator"].str.extract("^([a-z]+)").rle().struct.field("value")
    assert lists.to_list() == ["scorecards", "feedback"]
    assert reading.n_responses == reading.responses.height


def test_answers_inside_another_record_are_told_not_to_have_been_read(tmp_path: Path) -> None:
    application = {"id": 6, "candidate_id": 9, "jobs": [{"id": 3}], "prospect": False}
    told = [
        any("“scorecards”" in note for note in read_value(tmp_path, [application | within]).notes)
        for within in ({}, {"scorecards": []}, {"scorecards": [1]}, {"scorecards": [CARD]})
    ]
    assert told == [False, False, False, True]
