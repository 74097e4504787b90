"""The fix-me workbook: what a recruiter is shown of rows that did not go in."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reports.fixme import LISTS_SHEET, READ_ME, fixme_book
from reports.save import workbook_bytes
from reports.text import clean_text
from schemas.books.fixme import OWN_HEADINGS, FixMe, FixMeRow, FixMeSheet
from schemas.fault import Fault
from schemas.words import SourceName

WHEN = datetime(2026, 3, 2, tzinfo=UTC)


def fault(column: str = "Rating", **more: object) -> Fault:
    """A fault of row 7."""
    given = {"code": "unknown_label", "message": "Not on the scale.", "row": 7, "column": column}
    return Fault.model_validate(given | more)


def fixme(*rows: FixMeRow, others: tuple[Fault, ...] = ()) -> FixMe:
    """A fix-me of one sheet with the headings Candidate and Rating."""
    sheet = FixMeSheet(title="Rows to mend", sheet="", header=(("Candidate", "Rating"),), rows=rows)
    return FixMe(
        file_name="panel.csv",
        digest="00",
        source=SourceName.TABLE,
        sheets=(sheet,) if rows else (),
        others=others,
    )


def reopened(made: FixMe) -> Workbook:
    """The workbook as a spreadsheet program finds it."""
    return openpyxl.load_workbook(BytesIO(workbook_bytes(fixme_book(made), WHEN)))


def test_a_row_stands_beside_its_reasons_and_what_would_be_right() -> None:
    faults = (fault(expected="1 to 5"), fault("Candidate", message="Nobody is named."))
    row = FixMeRow(row=7, cells=("", "9"), faults=faults, marked={0: (), 1: ("1", "2")})
    sheet = reopened(fixme(row))["Rows to mend"]
    assert [cell.value for cell in sheet[1]] == [*OWN_HEADINGS, "Candidate", "Rating"]
    assert [cell.value for cell in sheet[2]] == [
        7,
        "Rating: Not on the scale.\nCandidate: Nobody is named.",
        "1 to 5\nAs the other rows have it.",
        None,
        "9",
    ]
    assert sheet["E2"].fill.fgColor.rgb == sheet["D2"].fill.fgColor.rgb != "00000000"
    assert sheet.freeze_panes == "D2"


def test_the_row_s_number_leads_to_the_first_cell_to_mend() -> None:
    marked = FixMeRow(row=7, cells=("", "9"), faults=(fault(),), marked={1: ()})
    whole_row = FixMeRow(row=8, cells=("", "9"), faults=(fault(""),), marked={})
    sheet = reopened(fixme(marked, whole_row))["Rows to mend"]
    assert sheet["A2"].hyperlink.location == "'Rows to mend'!E2"
    assert sheet["A3"].hyperlink is None


def test_cells_with_the_same_few_answers_share_one_list() -> None:
    rows = [
        FixMeRow(row=at, cells=("c", "9"), faults=(fault(),), marked={1: ("no", "a, b", "yes")})
        for at in (7, 8)
    ]
    book = reopened(fixme(*rows))
    (rule,) = book["Rows to mend"].data_validations.dataValidation
    assert str(rule.sqref) == "E2 E3"
    assert [cell.value for cell in book[LISTS_SHEET]["A"]] == ["no", "a, b", "yes"]
    assert book[LISTS_SHEET].sheet_state == "hidden"


def test_faults_of_the_whole_file_are_listed_on_the_first_sheet() -> None:
    whole = fault("Verdict", row=None, message="No such column.", expected="Map it.", costs="file")
    book = reopened(fixme(others=(whole,)))
    assert book.sheetnames == [READ_ME, "_twokeys"]
    said = [cell.value for row in book[READ_ME].iter_rows() for cell in row if cell.value]
    assert {"Verdict", "No such column.", "Map it."} <= set(said)
    assert not any(str(text).startswith("1. Each sheet") for text in said)


def test_two_header_rows_stay_two() -> None:
    header = (("Panel", ""), ("Candidate", "Rating"))
    row = FixMeRow(row=7, cells=("c", "9"), faults=(fault(),), marked={1: ()})
    sheet = FixMeSheet(title="S", sheet="S", header=header, rows=(row,))
    made = fixme(row).model_copy(update={"sheets": (sheet,)})
    found = reopened(made)["S"]
    assert [cell.value for cell in found[1]][3:] == ["Panel", None]
    assert [cell.value for cell in found[2]][3:] == ["Candidate", "Rating"]
    assert found.freeze_panes == "D3"


@given(st.text(max_size=60))
def test_cells_stay_text_whatever_they_hold(text: str) -> None:
    row = FixMeRow(row=7, cells=(text, "=1+1"), faults=(fault(),), marked={1: ()})
    sheet = fixme_book(fixme(row))["Rows to mend"]
    assert sheet["D2"].value == (clean_text(text) if text else None)
    assert sheet["E2"].data_type == "s"
