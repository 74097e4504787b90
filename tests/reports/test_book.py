"""The shortlist workbook as a whole: order, protection, identity, hostile text, second readers."""

import re
from io import BytesIO

import fastexcel
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.book import shortlist_book
from reports.save import workbook_bytes
from reports.text import shown_text
from schemas.books.returned import (
    CHOICE_WORDS,
    DECISION_SHEETS,
    HEAD_CANDIDATE,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_REASON,
    HEAD_TOKEN,
    IDENTITY_SHEET,
    identity_of,
    is_token,
    row_token,
)
from schemas.config.policy import Policy, ViewRule
from schemas.results.shortlist import Shortlist
from schemas.words import Status
from tests.reports.pools import MADE_AT, REQUISITION, context, shortlist

NAMES = [
    "Summary",
    "Shortlist",
    "Second look",
    "Not shortlisted",
    "Keys",
    "Dimensions",
    "Evidence",
    "What-if",
    "Dominance",
    "Fairness",
    "Method and audit",
    IDENTITY_SHEET,
]
OPEN = (HEAD_DECISION, HEAD_DECIDER, HEAD_DATE, HEAD_REASON)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "=" * 40_000,
    "\x00\x07bell",
    "👩‍🔬 שלום",
    "_x000D_",
    "&P &N &D",
    "'; --",
    "</t></is></c>",
    "{0} %s",
    "#REF!",
    "http://example.invalid",
)


def written(made: Shortlist, policy: Policy | None = None, text: str = "") -> bytes:
    return workbook_bytes(shortlist_book(made, context(made, policy, text)), MADE_AT)


def headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The heading row of a decision sheet, found by its identity column, and its columns."""
    for row in sheet.iter_rows():
        found = {cell.value: cell.column for cell in row if isinstance(cell.value, str)}
        if HEAD_TOKEN in found:
            return row[0].row, found
    raise AssertionError(f"{sheet.title} has no identity column")


def tokens(sheet: Worksheet) -> dict[str, int]:
    top, columns = headings(sheet)
    column = columns[HEAD_TOKEN]
    rows = range(top + 1, sheet.max_row + 1)
    return {
        str(sheet.cell(row, column).value): row
        for row in rows
        if is_token(str(sheet.cell(row, column).value))
    }


@pytest.fixture(scope="module")
def made() -> Shortlist:
    return shortlist(30)


@pytest.fixture(scope="module")
def book(made: Shortlist) -> Workbook:
    return load_workbook(BytesIO(written(made)))


def test_the_sheets_stand_in_their_one_order_and_the_identity_is_very_hidden(book) -> None:
    assert book.sheetnames == NAMES
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 11 + ["veryHidden"]
    assert book.active.title == "Summary"


def test_only_decision_cells_and_the_inputs_of_what_if_are_open(book) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.title == IDENTITY_SHEET or not sheet.protection.autoFilter
        opened = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        allowed: set[str] = set()
        if sheet.title in DECISION_SHEETS:
            _, columns = headings(sheet)
            allowed = {
                sheet.cell(row, columns[heading]).coordinate
                for row in tokens(sheet).values()
                for heading in OPEN
            }
            assert opened
        elif sheet.title == "What-if":
            allowed = {"B4", "B5", "B6"}
        assert opened == allowed, sheet.title


def test_every_candidacy_stands_once_with_its_token_and_the_identity_knows_it(book, made) -> None:
    cells = [row[0].value for row in book[IDENTITY_SHEET].iter_rows() if row[0].value]
    identity = identity_of(tuple(cells))
    assert identity.requisition_id == REQUISITION
    assert {row.candidate_id for row in identity.rows} == {
        who.candidate_id for who in made.candidates
    }
    found = {name: tokens(book[name]) for name in DECISION_SHEETS}
    assert sum(len(rows) for rows in found.values()) == len(made.candidates)
    for row in identity.rows:
        at = found[row.sheet][row.token]
        _, columns = headings(book[row.sheet])
        assert row.token == row_token(REQUISITION, row.candidate_id)
        assert book[row.sheet].cell(at, columns[HEAD_CANDIDATE]).value == row.label


def test_the_identity_column_is_hidden_and_outside_the_printed_page(book) -> None:
    for name in DECISION_SHEETS:
        sheet = book[name]
        _, columns = headings(sheet)
        letter = sheet.cell(1, columns[HEAD_TOKEN]).column_letter
        assert sheet.column_dimensions[letter].hidden
        assert not sheet.print_area.endswith(f"${letter}${sheet.max_row}")


def test_decisions_are_chosen_from_a_list_and_dates_are_dates(book) -> None:
    words = '"' + ",".join(CHOICE_WORDS.values()) + '"'
    for name in DECISION_SHEETS:
        sheet = book[name]
        _, columns = headings(sheet)
        for row in tokens(sheet).values():
            checks = {
                heading: [
                    check.type
                    for check in sheet.data_validations.dataValidation
                    if sheet.cell(row, columns[heading]).coordinate in check.sqref
                ]
                for heading in OPEN
            }
            assert checks[HEAD_DECISION] == ["list"]
            assert checks[HEAD_DATE] == ["date"]
        assert sheet.data_validations.dataValidation[0].formula1 == words


def test_a_decision_on_record_is_shown_in_its_cells(book, made) -> None:
    who = made.candidates[0]
    token = row_token(REQUISITION, who.candidate_id)
    name = next(name for name in DECISION_SHEETS if token in tokens(book[name]))
    sheet = book[name]
    _, columns = headings(sheet)
    row = tokens(sheet)[token]
    shown = [sheet.cell(row, columns[heading]).value for heading in OPEN]
    assert shown[:2] == ["advance", "M. Made-Up"]
    assert f"{shown[2]:%Y-%m-%d}" == "2026-03-01"
    assert shown[3] is None


def test_not_shortlisted_begins_with_the_skill_only(book, made) -> None:
    sheet = book["Not shortlisted"]
    top, columns = headings(sheet)
    said = [sheet.cell(row, columns["Status"]).value for row in range(top + 1, sheet.max_row + 1)]
    n = sum(who.status is Status.SKILL_ONLY for who in made.candidates)
    assert n > 0
    assert said[:n] == ["■ skill only"] * n
    assert "■ skill only" not in said[n:]


def test_a_candidate_leads_to_the_first_row_of_the_evidence(book, made) -> None:
    sheet = book["Shortlist"]
    top, columns = headings(sheet)
    cell = sheet.cell(top + 1, columns[HEAD_CANDIDATE])
    target = re.fullmatch(r"'Evidence'!A(\d+)", cell.hyperlink.location)
    assert target is not None
    assert book["Evidence"][f"A{target[1]}"].value == cell.value
    assert book["Evidence"][f"A{int(target[1]) - 1}"].value != cell.value


def test_every_page_prints_across_one_page_with_its_origin_at_the_foot(book) -> None:
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "R-101" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Page &P of &N"
    for name in (*DECISION_SHEETS, "Evidence", "Keys"):
        assert book[name].print_title_rows
        assert book[name].freeze_panes


def test_the_document_says_what_it_is(book) -> None:
    assert book.properties.title == "Shortlist R-101"
    assert book.properties.creator == "Twokeys 0.1.0"


def test_a_second_reader_finds_the_same_values(book, made) -> None:
    reader = fastexcel.read_excel(written(made))
    assert reader.sheet_names == NAMES
    for name in (*DECISION_SHEETS, "Keys", "Evidence"):
        top = 4
        table = reader.load_sheet(name, header_row=top - 1, dtypes="string")
        frame = table.to_polars()
        sheet = book[name]
        titles = [cell.value for cell in sheet[top]]
        assert frame.columns == titles
        for at, row in enumerate(frame.iter_rows()):
            for cell, other in zip(sheet[top + 1 + at], row, strict=True):
                if isinstance(cell.value, int | float):
                    assert float(other) == pytest.approx(cell.value, rel=1e-6, abs=1e-9)
                elif cell.data_type == "s":
                    assert other == cell.value


@settings(max_examples=3, phases=(Phase.explicit, Phase.generate))
@given(st.permutations(HOSTILE))
def test_hostile_text_stays_text_on_every_sheet(texts: list[str]) -> None:
    # One candidate for each text, and the first of them for the requisition as a whole.
    n = len(texts)
    plain = load_workbook(BytesIO(written(shortlist(n))))
    made = shortlist(n, 1, None, *texts)
    hostile = load_workbook(BytesIO(written(made, text=texts[0])))
    for calm, sheet in zip(plain.worksheets, hostile.worksheets, strict=True):
        assert formulas(sheet) == formulas(calm)
        assert not any(cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink)
    notes = [row[0].value for row in hostile["Evidence"]["G5:G68"]][::4]
    for note, text in zip(notes, texts, strict=True):
        seen = re.sub(r"\r\n?", "\n", re.sub("[\x00\x07]", "�", text))
        assert shown_text(note)[:100] == seen[:100]


def formulas(sheet: Worksheet) -> list[tuple[str, object]]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return [(cell.coordinate, cell.value) for cell in cells if cell.data_type in ("f", "e")]


def test_nobody_yet_is_said_in_words() -> None:
    empty = load_workbook(BytesIO(written(shortlist(0))))
    assert "No candidate" in empty["Summary"]["A3"].value
    for name in DECISION_SHEETS:
        assert empty[name]["A5"].value == "Nobody at present."
    assert empty["Evidence"]["A5"].value == "No answer that counts for a key has come in yet."
    assert empty["Keys"]["A5"].value == "No candidate yet."


def test_totals_only_leaves_out_who_rated() -> None:
    policy = Policy(view=ViewRule(raters="totals"))
    made = shortlist(4, policy=policy)
    for full, data in ((True, written(made)), (False, written(made, policy))):
        book = load_workbook(BytesIO(data))
        text = "\n".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        )
        assert ("rater-1" in text) is full
        assert ("Rater" in [cell.value for cell in book["Evidence"][4]]) is full


def test_three_hundred_candidates_make_a_whole_workbook() -> None:
    book = load_workbook(BytesIO(written(shortlist(300))), read_only=True)
    rows = sum(
        sum(is_token(str(value)) for row in book[name].iter_rows(values_only=True) for value in row)
        for name in DECISION_SHEETS
    )
    assert rows == 300
