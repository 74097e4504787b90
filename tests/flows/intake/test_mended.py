"""The fix-me loop: faulty rows go out, come back mended, and go in under the same keys."""

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from flows.intake.fixme import fixme_of
from flows.intake.read import read_file
from flows.intake.reading import Reading
from reports.fixme import READ_ME, fixme_book
from reports.save import workbook_bytes
from schemas.books.fixme import OWN_HEADINGS
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from scoring.guides import Guides

KEY = ["source", "requisition_id", "candidate_id", "rater_id", "interview", "question"]
DIGEST = "ab" * 32
DROPPED = """\
Candidate,Opening,Interviewer,Question,Rating,Note,Submitted
c-1,R-1,r-1,Ownership,4,,2026-03-01
c-2,R-1,r-1,verdict_past,yas,=1+1,2026-03-01
,R-1,r-1,Ownership,9,,2026-03-01
"""


def _fixme(folder: Path, guides: Guides, source: Source) -> tuple[Reading, Path]:
    dropped = folder / "dropped.csv"
    dropped.write_text(DROPPED)
    reading = read_file(dropped, guides, (source,))
    book = fixme_book(fixme_of(reading, "dropped.csv", DIGEST))
    path = folder / "fixme.xlsx"
    path.write_bytes(workbook_bytes(book, datetime(2026, 3, 2, tzinfo=UTC)))
    return reading, path


def test_the_workbook_holds_only_faulty_rows_with_reason_marks_and_a_list(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    _, path = _fixme(tmp_path, guides, long_source)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == READ_ME
    assert book["_twokeys"].sheet_state == "veryHidden"
    sheet = book["Rows to mend"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == OWN_HEADINGS
    assert [row[0] for row in rows[1:]] == [3, 4]
    assert rows[1][3:] == ("c-2", "R-1", "r-1", "verdict_past", "yas", "=1+1", "2026-03-01")
    assert sheet["I2"].data_type == "s"  # the note stays text
    assert "Did you mean “yes”?" in str(rows[1][2])
    assert sheet["H2"].fill.fgColor.rgb != sheet["G2"].fill.fgColor.rgb
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert offered["H2"] == "_lists!$A$1:$A$2"
    assert [cell.value for cell in book["_lists"]["A"]][:2] == ["no", "yes"]


def test_mended_rows_go_in_with_the_keys_they_would_have_had(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    first, path = _fixme(tmp_path, guides, long_source)
    book = openpyxl.load_workbook(path)
    sheet = book["Rows to mend"]
    sheet["H2"] = "yes"
    sheet["D3"], sheet["H3"] = "c-3", 5
    book.save(path)
    mended = read_file(path, guides, (long_source,))
    assert (mended.mends, mended.faults, mended.source) == (DIGEST, (), first.source)
    assert mended.responses.select(KEY).rows() == [
        ("panel_sheet", "R-1", "c-2", "r-1", "", "verdict_past"),
        ("panel_sheet", "R-1", "c-3", "r-1", "", "Ownership"),
    ]
    assert mended.responses["value"].to_list() == [4.0, 5.0]


def test_a_fault_that_was_left_comes_back_as_a_fault(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    first, path = _fixme(tmp_path, guides, long_source)
    again = read_file(path, guides, (long_source,))
    assert [fault.code for fault in again.faults] == [fault.code for fault in first.faults]
    assert again.responses.is_empty()


def test_an_altered_identity_is_refused(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    _, path = _fixme(tmp_path, guides, long_source)
    book = openpyxl.load_workbook(path)
    book["_twokeys"]["A2"] = str(book["_twokeys"]["A2"].value).replace("ab", "cd")
    book.save(path)
    with pytest.raises(UnreadableFileError, match="altered"):
        read_file(path, guides, (long_source,))


def test_records_of_a_tracking_system_come_back_as_a_table_under_their_own_keys(
    tmp_path: Path, guides: Guides
) -> None:
    dropped = tmp_path / "scorecards.json"
    card = {
        "id": 7,
        "candidate_id": 11,
        "application_id": 12,
        "interview": "Panel",
        "submitted_by": {"id": 3, "name": "Ann Invented"},
        "interviewer": {"id": 3, "name": "Ann Invented"},
        "submitted_at": "2026-03-01T10:00:00Z",
        "overall_recommendation": "yes",
        "attributes": [
            {"name": "Ownership", "type": "Skills", "note": None, "rating": "stong_yes"},
            {"name": "Design", "type": "Skills", "note": None, "rating": "mixed"},
        ],
        "ratings": {},
        "questions": [],
    }
    dropped.write_text(json.dumps([card]))
    first = read_file(dropped, guides, ())
    assert [fault.code for fault in first.faults] == ["unknown_label"]
    path = tmp_path / "fixme.xlsx"
    book = fixme_book(fixme_of(first, "scorecards.json", DIGEST))
    path.write_bytes(workbook_bytes(book, datetime(2026, 3, 2, tzinfo=UTC)))
    opened = openpyxl.load_workbook(path)
    sheet = opened["Records to mend"]
    headings = [cell.value for cell in sheet[1]]
    answer = sheet.cell(2, headings.index("Answer") + 1)
    assert answer.value == "stong_yes"
    answer.value = "strong_yes"
    opened.save(path)
    mended = read_file(path, guides, ())
    assert (mended.mends, mended.faults, mended.source) == (DIGEST, (), first.source)
    key = [*KEY, "application_id", "value", "scale_low", "scale_high"]
    went_in = mended.responses.select(key).row(0, named=True)
    expected = first.held.select([*KEY, "application_id"]).row(0, named=True)
    assert went_in == expected | {"value": 5.0, "scale_low": 1.0, "scale_high": 5.0}
