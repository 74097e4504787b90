"""Files that are no export, or meant to harm: each gets a plain sentence, and soon."""

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest

from flows.intake.ats.documents import read_documents
from flows.intake.ats.parsing import blocks, sections, stream
from schemas.errors import UnreadableFileError
from tests.flows.intake.ats.cases import GUIDES
from tests.flows.intake.ats.reading_files import codes, read_bytes, read_value

CARD = {
    "id": 1,
    "candidate_id": 5,
    "application_id": 6,
    "submitted_by": {"id": 1, "name": "Ada Invented"},
    "overall_recommendation": "yes",
    "attributes": [
        {"name": "Ownership", "type": "Values", "note": 'a "},{"id": 2', "rating": "yes"},
        {"name": "SQL", "type": "Skills", "note": "[}", "rating": "no"},
    ],
    "questions": [],
}
TEXT = json.dumps(CARD)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0" * 4096 + b"x", "NUL"),
        (b"hello", "begins with neither"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"data":' * 50_000, "nested too deeply|truncated|middle of a record"),
        (b"[]", "holds no records"),
        (b"{}", "none of the exports"),
        (b"[1, 2, 3]", "none of the exports"),
        (b'[{"a": 1}]', "none of the exports.*fields a"),
        (b'{"rows": [{"a": 1}]}', "none of the exports"),
        (TEXT.encode()[:-20], "middle of a record"),
        (b"[" + TEXT.encode() + b"," + TEXT.encode()[:40], "middle of a record"),
        (b'[{"overall_recommendation": NaN}]', "not valid JSON at byte 28.*NaN"),
        (b'[{"a": 1} {"b": 2}]', "not valid JSON"),
        (b"[" + TEXT.encode() + b"] trailing", "not valid JSON"),
        (b"\xff\xfe" + b"[\0" + b"\xd8\xd8", "UTF-16"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_in_a_sentence(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableFileError, match=sentence):
        read_bytes(tmp_path, data)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_utf_16_are_read(tmp_path: Path, encoding: str) -> None:
    reading = read_bytes(tmp_path, f"[{TEXT}]".encode(encoding))
    assert reading.faults == ()
    assert reading.responses.height == 3


@pytest.mark.parametrize("lines", [True, False])
def test_a_faulty_record_costs_itself_alone(tmp_path: Path, lines: bool) -> None:
    foreign = TEXT.encode().replace(b"Ada", b"\xc4da")
    faulty = [foreign] if not lines else [foreign, b"{", b'{"a": NaN}', b"[" * 5000, b"3"]
    records = [TEXT.encode(), *faulty, TEXT.encode()]
    data = b"\n".join([*records, b""]) if lines else b"[" + b",".join(records) + b"]"
    reading = read_bytes(tmp_path, data)
    assert reading.responses.height == 6
    assert len(reading.faults) == len(faulty)
    assert {code for code, _ in codes(reading)} <= {"not_json", "not_a_scorecard"}
    places = ["line 2", "line 3", "line 4", "line 5", "line 6"] if lines else ["scorecards[1]"]
    assert [place for _, place in codes(reading)] == places


def test_blank_lines_and_no_final_newline_count_right(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, f"{TEXT}\r\n\r\n{TEXT}".encode())
    places = reading.responses["locator"].str.extract("^(line [0-9]+),").unique(maintain_order=True)
    assert places.to_list() == ["line 1", "line 3"]


@pytest.mark.parametrize("block", [64, 900])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_cut_anywhere_gives_the_same_as_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, indent: int | None
) -> None:
    cards = [{**CARD, "id": at, "candidate_id": at} for at in range(12)]
    path = tmp_path / "cards.json"
    path.write_text(json.dumps(cards, indent=indent))
    whole = read_documents(path, GUIDES, ())
    monkeypatch.setattr(blocks, "BLOCK", block)
    cut = read_documents(path, GUIDES, ())
    key = ["candidate_id", "question"]
    assert cut.responses.sort(key).equals(whole.responses.sort(key))
    assert cut.faults == whole.faults == ()


def test_a_truncated_list_is_refused_even_when_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 500)
    data = ("[" + ",".join([TEXT] * 9)).encode()
    with pytest.raises(UnreadableFileError, match="middle of a record"):
        read_bytes(tmp_path, data)


def test_a_record_or_a_line_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 100)
    monkeypatch.setattr(blocks, "WHOLE_LIMIT", 2000)
    monkeypatch.setattr(sections, "WHOLE_LIMIT", 2000)
    with pytest.raises(UnreadableFileError, match="does not end within"):
        read_bytes(tmp_path, b'[{"a": "' + b"x" * 5000 + b'"}]')
    with pytest.raises(UnreadableFileError, match="one JSON object of more"):
        read_bytes(tmp_path, b'{"a": "' + b"x" * 5000 + b'"}')
    with pytest.raises(UnreadableFileError, match="Line 3 is longer"):
        read_bytes(tmp_path, f"{TEXT}\n{TEXT}\n".encode() + b'{"a": "' + b"x" * 5000)


def test_space_before_the_list_is_passed_over(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b" " * 10_000 + f"[{TEXT}]".encode()).responses.height == 3


def test_utf_16_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "RECODED_LIMIT", 100)
    with pytest.raises(UnreadableFileError, match="larger than"):
        read_bytes(tmp_path, TEXT.encode("utf-16"))


def test_records_after_a_wrapper_of_a_wrapper_are_found(tmp_path: Path) -> None:
    wrapped = json.dumps({"export": {"candidate_id": 9, "scorecards": [CARD]}, "empty": []})
    reading = read_bytes(tmp_path, wrapped.encode())
    assert reading.responses["locator"][0] == "export.scorecards[0].attributes[0]"


@pytest.mark.parametrize("end", [b",{}", b",3"])
def test_a_list_of_nothing_but_foreign_records_is_refused(tmp_path: Path, end: bytes) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableFileError, match="More than 5,000 records"):
        read_bytes(tmp_path, b"[" + TEXT.encode() + end * 300_000 + b"]")
    with pytest.raises(UnreadableFileError, match="More than 5,000 records"):
        read_bytes(tmp_path, b'[{"action": "a", "payload": {}}' + end * 300_000 + b"]")
    assert time.process_time() - began < 4


@pytest.mark.parametrize("odd", [[], ["x"], {}, {"x": 1}, 1.5, None])
@pytest.mark.parametrize(
    "record",
    [
        {"action": ..., "payload": {"scorecard": {"id": 1}}},
        {
            "baseTemplateId": "t",
            "user": "u",
            "completedAt": 1,
            "fields": [{"type": ..., "text": "A"}],
        },
        {"token": "t", "submitted_at": "x", "response_type": ..., "answers": []},
        {
            "token": "t",
            "submitted_at": "x",
            "definition": {"fields": [{"id": ..., "title": "A"}]},
            "answers": [{"type": "text", "text": "a", "field": {"id": ...}}],
        },
    ],
)
def test_a_field_of_another_kind_costs_no_more_than_its_record(
    tmp_path: Path, record: dict[str, object], odd: object
) -> None:
    with suppress(UnreadableFileError):
        read_value(tmp_path, [_with(record, odd)])


def _with(value: object, odd: object) -> object:
    """The value with `odd` wherever three dots stand."""
    if isinstance(value, dict):
        return {name: _with(inner, odd) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with(inner, odd) for inner in value]
    return odd if value is ... else value
