"""A cell that shows an error or was never calculated is not a blank answer."""

from pathlib import Path

import openpyxl

from flows.intake.files.sandbox import read_workbook
from flows.intake.read import read_file
from schemas.config.source import Source
from scoring.guides import Guides


def test_errors_and_formulas_nobody_calculated_come_back_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("Second")
    first.append(["a", "b"])
    second.append(["a", "b"])
    second["A2"], second["B3"], second["C4"] = "x", "#N/A", "=1+1"
    second["B3"].data_type = "e"
    path = tmp_path / "x.xlsx"
    book.save(path)
    plain, spoilt = read_workbook(path)
    assert plain.cells.rows() == [("a", "b")]
    assert spoilt.cells.rows() == [
        ("a", "b", None),
        ("x", None, None),
        (None, "#N/A", None),
        (None, None, "#NOT CALCULATED"),
    ]


def test_a_rating_that_was_not_found_is_a_fault_and_not_a_missing_answer(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Candidate", "Opening", "Interviewer", "Question", "Rating", "Note", "Submitted"])
    sheet.append(["c-1", "R-1", "r-1", "Ownership", "#N/A", None, None])
    sheet["E2"].data_type = "e"
    path = tmp_path / "x.xlsx"
    book.save(path)
    reading = read_file(path, guides, (long_source,))
    assert [(fault.code, fault.row, fault.value) for fault in reading.faults] == [
        ("unknown_label", 2, "#N/A")
    ]


def test_they_stand_in_their_places_where_a_sheet_begins_further_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C1"], sheet["D1"], sheet["C2"], sheet["D2"] = "a", "b", "#N/A", "x"
    sheet["C2"].data_type = "e"
    path = tmp_path / "x.xlsx"
    book.save(path)
    (grid,) = read_workbook(path)
    assert grid.cells.rows() == [("a", "b"), ("#N/A", "x")]
    sheet["B2"] = "=1+1"
    book.save(path)
    (grid,) = read_workbook(path)
    assert grid.cells.columns == ["c0", "c1", "c2"]
    assert grid.cells.rows() == [(None, "a", "b"), ("#NOT CALCULATED", "#N/A", "x")]
