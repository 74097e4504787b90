"""Pages of an interface in one file, however a script saved them, are read as one list."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.intake.read import read_file
from flows.intake.reading import Reading
from schemas.errors import UnreadableFileError
from schemas.words import SourceName
from tests.flows.intake.ats.cases import GUIDES
from tests.flows.intake.ats.reading_files import codes, read_bytes, read_value
from tests.flows.intake.ats.test_documents import CARD

PAGE = {"id": "f-1", "text": "Panel", "baseTemplateId": "t", "user": "u-1", "completedAt": 1}
FORM = PAGE | {"fields": [{"id": "a", "type": "score", "text": "SQL", "value": 4}]}


def saved(pages: list[object], how: str) -> bytes:
    """The pages as a script leaves them: one after another, a line each, or slurped into a list."""
    if how == "list":
        return json.dumps(pages).encode()
    texts = [json.dumps(page, indent=2 if how == "indented" else None) for page in pages]
    return ("" if how == "joined" else "\n").join(texts).encode()


def told(reading: Reading) -> list[tuple[object, ...]]:
    """The responses but for their places, in any order."""
    return sorted(reading.responses.drop("locator").iter_rows(), key=repr)


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("how", ["lines", "indented", "joined", "list"])
@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sizes=st.lists(st.integers(0, 3), min_size=2, max_size=4).filter(any))
def test_pages_read_as_the_one_list_that_they_are(
    tmp_path: Path, how: str, wrapped: bool, sizes: list[int]
) -> None:
    cards = iter([{**CARD, "id": at, "candidate_id": f"c-{at}"} for at in range(sum(sizes))])
    lists = [[next(cards) for _ in range(size)] for size in sizes]
    pages: list[object] = (
        [{"results": page, "next": "x"} for page in lists] if wrapped else [*lists]
    )
    found = read_bytes(tmp_path, saved(pages, how))
    whole = read_bytes(tmp_path, json.dumps([card for page in lists for card in page]).encode())
    assert told(found) == told(whole)
    assert {(fault.code, fault.row) for fault in found.faults} == {
        (fault.code, fault.row) for fault in whole.faults
    }


def test_records_of_later_pages_have_numbers_of_their_own(tmp_path: Path) -> None:
    wrong = FORM | {"user": None}
    pages = [{"data": [FORM, wrong], "hasNext": True}, {"data": [wrong], "hasNext": False}]
    found = read_bytes(tmp_path, saved([*pages], "lines"))
    assert codes(found) == [("missing_rater", "data[1].user"), ("missing_rater", "data[2].user")]


def test_a_text_that_looks_like_the_end_of_a_page_is_none(tmp_path: Path) -> None:
    card = CARD | {"attributes": [{"name": "SQL", "type": "S", "note": "] [", "rating": "no"}]}
    assert read_value(tmp_path, [card, card | {"id": 2}]).faults == ()


@pytest.mark.parametrize(
    ("pages", "sentence"),
    [
        ([{"data": [], "hasNext": False}], "holds no records"),
        ([[], []], "holds no records"),
        ([{"data": [FORM]}, {"data": [{"other": 1}]}], "none of the exports"),
        ([{"data": [FORM]}, {"code": "TooManyRequests", "message": "wait"}], "error message"),
        ([{"message": "Resource not found"}], "error message"),
        ([{"errors": [{"message": "Invalid Basic Auth credentials"}]}], "error message"),
        ([{"success": False, "errors": ["invalid_input"]}], "error message"),
        ([{"6c9e7b5a-1111-4222-8333-944444444444": {"data": []}, "other": []}], "holds no records"),
        ([{"event": "candidateHired", "token": "t"}], "events .* of Lever.* Fetch the feedback"),
        ([{"event": "candidateHired", "triggeredAt": 1, "data": {"id": "x"}}] * 2, "of Lever"),
        ([{"action": "ping", "type": "ping"}], "such as Ashby.* Fetch the feedback"),
        ([{"action": "jobUpdate", "data": {"job": {"name": "x"}}}] * 2, "such as Ashby"),
    ],
)
def test_pages_without_records_say_what_they_are(
    tmp_path: Path, pages: list[object], sentence: str
) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        read_bytes(tmp_path, saved(pages, "lines"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_json_that_a_shell_wrote_in_utf_16_is_known_as_json(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cards.json"
    path.write_bytes(f"\r\n[{json.dumps(CARD)}]".encode(encoding))
    assert read_file(path, GUIDES, ()).source is SourceName.GREENHOUSE
