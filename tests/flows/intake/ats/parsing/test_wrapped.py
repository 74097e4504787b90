"""JSON as people and pipelines really save it is read for what it is, or told what to do."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.intake.read import read_file
from flows.intake.reading import Reading
from schemas.errors import UnreadableFileError
from schemas.words import SourceName
from tests.flows.intake.ats.cases import GUIDES
from tests.flows.intake.ats.reading_files import codes
from tests.flows.intake.ats.test_documents import CARD

CARDS = [CARD, CARD | {"id": 2, "candidate_id": "c-2"}]
PLAIN = json.dumps(CARDS)
HEADERS = (
    'HTTP/2 200 \r\ncontent-type: application/json\r\nlink: <https://a.example?page=2>; rel="next"'
    "\r\n\r\n"
)


def read(folder: Path, text: str, name: str = "export.txt") -> Reading:
    path = folder / name
    path.write_bytes(text.encode())
    return read_file(path, GUIDES, ())


def told(reading: Reading) -> list[tuple[object, ...]]:
    """The responses but for their places, in any order."""
    return sorted(reading.responses.drop("locator").iter_rows(), key=repr)


def lines(messages: list[object]) -> str:
    return "\n".join(map(json.dumps, messages))


def a_table(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([("_airbyte_ab_id", "_airbyte_data"), *enumerate(cells)])
    return out.getvalue()


def singer(stream: str, record: object) -> dict[str, object]:
    return {"type": "RECORD", "stream": stream, "record": record, "time_extracted": "2026-01-01"}


def airbyte(stream: str, record: object) -> dict[str, object]:
    return {"type": "RECORD", "record": {"stream": stream, "data": record, "emitted_at": 1}}


SCHEMA = {"type": "SCHEMA", "stream": "scorecards", "schema": {}, "key_properties": ["id"]}
STATE = {"type": "STATE", "value": {}}
WRAPPED = {
    "the headers of an answer": HEADERS + PLAIN,
    "the headers of a continued answer": "HTTP/1.1 100 Continue\r\n\r\n" + HEADERS + PLAIN,
    "headers before each page": "\n".join(HEADERS + json.dumps([card]) for card in CARDS),
    "headers before each object": "".join(HEADERS + json.dumps({"data": [c]}) for c in CARDS),
    "encoded twice": json.dumps(PLAIN),
    "encoded twice, indented": json.dumps(json.dumps({"scorecards": CARDS}, indent=1)),
    "the body of a call": json.dumps({"statusCode": 200, "body": PLAIN}),
    "a mark": "\ufeff" + PLAIN,
    "a record a line with commas": "".join(json.dumps(card) + ",\n" for card in CARDS),
    "messages of a tap": lines([SCHEMA, *(singer("scorecards", card) for card in CARDS), STATE]),
    "messages of a connector": lines(
        [{"type": "LOG", "log": {"message": "x"}}, *(airbyte("scorecards", c) for c in CARDS)]
    ),
    "raw records as text": lines([{"_airbyte_data": json.dumps(card)} for card in CARDS]),
    "a list of raw records": json.dumps([{"_airbyte_data": card} for card in CARDS]),
    "a table of raw records": a_table([json.dumps(card, indent=1) for card in CARDS]),
}


@pytest.mark.parametrize("how", WRAPPED)
def test_what_was_put_round_the_export_is_taken_off(tmp_path: Path, how: str) -> None:
    found, plain = read(tmp_path, WRAPPED[how]), read(tmp_path, PLAIN)
    assert found.source is SourceName.GREENHOUSE
    assert told(found) == told(plain)
    assert len(found.faults) == len(plain.faults) == 2
    assert found.dropped_columns == plain.dropped_columns


@pytest.mark.parametrize("message", [singer, airbyte])
def test_streams_of_a_tap_in_any_order_are_read_each_as_what_it_is(
    tmp_path: Path, message: Callable[[str, object], object]
) -> None:
    job = {"id": 3, "name": "Engineer", "requisition_id": "R-3", "openings": []}
    messages = [
        message("offices", {"id": 1}),
        message("jobs", job),
        message("scorecards", CARD),
        message("offices", {"id": 2}),
        message("jobs", job | {"id": 4, "requisition_id": "R-4"}),
        message("scorecards", CARD | {"id": 2}),
        STATE,
    ]
    found = read(tmp_path, lines([SCHEMA, *messages]))
    assert {"R-3", "R-4"} <= set(found.links["requisition_id"].to_list())
    assert codes(found) == [
        ("unknown_label", "line 4, attributes[2].rating"),
        ("unknown_label", "line 7, attributes[2].rating"),
    ]
    assert found.responses["locator"].str.extract("^(line [0-9]+)").unique().sort().to_list() == [
        "line 4",
        "line 7",
    ]


def test_a_table_of_one_raw_record_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, a_table([json.dumps(CARD)]).rstrip()).n_responses > 0


def test_a_fault_in_a_table_of_raw_records_names_its_row(tmp_path: Path) -> None:
    found = read(tmp_path, a_table([json.dumps(CARD), "", json.dumps(CARD)]))
    assert [fault.row for fault in found.faults] == [2, 4]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEADERS + json.dumps({"message": "Invalid Basic Auth"}), "error message"),
        (HEADERS + "a,b\n1,2\n", "curl without -i"),
        (HEADERS, "curl without -i"),
        (PLAIN[:-1] + ",]", "comma stands before the end"),
        (PLAIN.replace("null", "NaN"), "words such as NaN"),
        (str(CARDS), "single quotes"),
        (lines([SCHEMA, STATE]), "holds no records"),
        (lines([SCHEMA, singer("offices", {"id": 1, "place": "x"}), STATE]), "fields id, place"),
        (a_table([json.dumps({"id": 1, "place": "x"})]), "fields id, place"),
        (json.dumps(PLAIN)[:-9], "encoded twice"),
        (json.dumps(PLAIN) + "\n" + json.dumps(PLAIN), "encoded twice"),
        ("// scorecards\n" + PLAIN, "other text before it"),
        ("scorecards = " + PLAIN, "other text before it"),
        ("callback(" + PLAIN + ")", "other text before it"),
        ("```json\n" + json.dumps(CARDS, indent=1) + "\n```", "other text before it"),
        ("  % Total    % Received\n100  123\n" + PLAIN, "other text before it"),
    ],
)
def test_what_cannot_be_read_is_told_what_to_do(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        read(tmp_path, text)


def test_a_table_with_json_in_a_cell_is_a_table(tmp_path: Path) -> None:
    for text in ('"[R-1] Ownership",b\n1,2\n', 'a,b\n"{""x"": 1}",2\n'):
        with pytest.raises(UnreadableFileError, match="No reader knows this table"):
            read(tmp_path, text, "table.csv")
