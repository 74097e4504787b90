"""The fix-me workbook: the faulty rows as they came, what is wrong, what would be accepted."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid
from reports.layout.page import prose_height
from reports.theme import NAVY, Styles
from reports.wording import plural
from schemas.books.fixme import (
    OWN_HEADINGS,
    FixMe,
    FixMeRow,
    FixMeSheet,
    fixme_chunks,
    identity_of_fixme,
)
from schemas.books.returned import IDENTITY_SHEET
from schemas.fault import Fault

READ_ME = "Read me first"
LISTS_SHEET = "_lists"
OWN_WIDTHS = (9, 46, 46)
NARROWEST, WIDEST = 12, 42
HIGHEST = 240
HIGHEST_HEADING = 90
"""Headings stay in sight while rows scroll."""
A4 = "9"
_MERGED = 6
_STEPS = (
    (
        "1. Each sheet after this one holds the rows that did not go in, as they were. All other "
        "rows of the file went in already; do not add them again."
    ),
    (
        "2. The cells in red and bold are the ones to mend; click on the row's number to go there. "
        "Beside it stands what is wrong and what would be accepted; where that is one of a few, "
        "the cell offers a list."
    ),
    (
        "3. Mend the cells, or delete a row that should not count. Leave the headings and the "
        "first three columns as they are."
    ),
    (
        "4. Save this workbook under any name and drop it in the inbox. The faults of its rows "
        "then close; a row that is still wrong comes back in a new one."
    ),
)


def fixme_book(fixme: FixMe) -> Workbook:
    """Lay out the fix-me of one file.

    The first sheet says what to do; one sheet for each table holds its faulty rows; two hidden
    sheets hold the lists of the drop-downs and the identity by which the mended workbook is known.
    """
    book = Workbook()
    first = book.worksheets[0]
    styles = Styles(book)
    _read_me(Grid(first, styles), fixme)
    lists = Lists()
    for sheet in fixme.sheets:
        _rows_sheet(Grid(book.create_sheet(sheet.title), styles), sheet, lists)
    lists.write(book, styles)
    _identity(book, styles, fixme)
    book.properties.title = f"To mend: {fixme.file_name}"
    book.properties.creator = "twokeys"
    return book


class Lists:
    """The lists of answers that drop-downs offer, each in a column of one hidden sheet."""

    def __init__(self) -> None:
        self._lists: list[tuple[str, ...]] = []

    def offer(self, sheet: Worksheet, cell: str, answers: tuple[str, ...]) -> None:
        """Let `cell` offer `answers`, and anything else with a warning only."""
        column = get_column_letter(self._column(answers))
        area = f"{LISTS_SHEET}!${column}$1:${column}${len(answers)}"
        offered = next(
            (rule for rule in sheet.data_validations.dataValidation if rule.formula1 == area), None
        )
        if offered is None:
            offered = DataValidation("list", formula1=area, allow_blank=True, errorStyle="warning")
            offered.error = "This is none of the accepted answers."
            offered.errorTitle = "Not accepted"
            sheet.add_data_validation(offered)
        offered.add(cell)

    def _column(self, answers: tuple[str, ...]) -> int:
        if answers not in self._lists:
            self._lists.append(answers)
        return self._lists.index(answers) + 1

    def write(self, book: Workbook, styles: Styles) -> None:
        """Append the hidden sheet, where any list was offered."""
        if not self._lists:
            return
        sheet: Worksheet = book.create_sheet(LISTS_SHEET)
        sheet.sheet_state = "hidden"
        grid = Grid(sheet, styles)
        for column, answers in enumerate(self._lists, 1):
            for row, answer in enumerate(answers, 1):
                grid.put(row, column, answer, "text")


def _read_me(grid: Grid, fixme: FixMe) -> None:
    sheet = grid.sheet
    sheet.title = READ_ME
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = NAVY
    grid.widths({"A": 24, "B": 12, "C": 46, "D": 46, "E": 12, "F": 12})
    n_rows = sum(len(part.rows) for part in fixme.sheets)
    grid.put(1, 1, "Rows to mend", "title")
    grid.height(1, 28)
    went = f"{fixme.file_name}: {plural(n_rows, 'row')} did not go in."
    grid.put(2, 1, went, "subtitle")
    row = 4
    for step in _STEPS if n_rows else ():
        grid.put(row, 1, step, "prose")
        grid.merge(row, 1, _MERGED)
        grid.height(row, 22)
        row += 1
    if fixme.others:
        _others(grid, row + 1, fixme.others)
    _page(sheet, None)


def _others(grid: Grid, row: int, faults: tuple[Fault, ...]) -> None:
    """List the faults that no row of this workbook mends."""
    grid.put(
        row,
        1,
        "What no row here mends: put it right in the file and drop that again under its name",
        "section",
    )
    grid.put_row(row + 1, 1, ("Where", "Row", "What is wrong", "What would be right"), "heading")
    for at, fault in enumerate(faults, row + 2):
        sheet = f"sheet {fault.sheet}" if fault.sheet else ""
        place = ", ".join(filter(None, (sheet, fault.column))) or "the whole file"
        grid.put(at, 1, place, "wrapped")
        grid.put(at, 2, fault.row, "count")
        grid.put(at, 3, fault.message, "wrapped")
        grid.put(at, 4, _right(fault), "wrapped")
        grid.height(at, max(prose_height(text, WIDEST) for text in (fault.message, _right(fault))))


def _rows_sheet(grid: Grid, part: FixMeSheet, lists: Lists) -> None:
    sheet = grid.sheet
    own = len(OWN_HEADINGS)
    for at, heading_row in enumerate(part.header, 1):
        last = at == len(part.header)
        grid.put_row(at, 1, OWN_HEADINGS if last else ("",) * own, "heading")
        grid.put_row(at, own + 1, heading_row, "heading")
        tallest = max(prose_height(text, WIDEST) for text in heading_row)
        grid.height(at, min(max(32, tallest), HIGHEST_HEADING))
    top = len(part.header)
    for at, row in enumerate(part.rows, top + 1):
        _row(grid, at, row, lists)
    sheet.freeze_panes = f"{get_column_letter(own + 1)}{top + 1}"
    widths = dict(zip("ABC", OWN_WIDTHS, strict=True)) | _widths(part)
    grid.widths(widths)
    last_letter = get_column_letter(own + len(part.header[-1]))
    sheet.auto_filter.ref = f"A{top}:{last_letter}{top + len(part.rows)}"
    sheet.sheet_view.zoomScale = 90
    _page(sheet, top)


def _row(grid: Grid, at: int, row: FixMeRow, lists: Lists) -> None:
    own = len(OWN_HEADINGS)
    wrong = "\n".join(dict.fromkeys(_wrong(fault) for fault in row.faults))
    right = "\n".join(dict.fromkeys(_right(fault) for fault in row.faults))
    number = grid.put(at, 1, row.row, "link" if row.marked else "count")
    if row.marked:
        first = f"{get_column_letter(own + 1 + min(row.marked))}{at}"
        place = f"{quote_sheetname(grid.sheet.title)}!{first}"
        number.hyperlink = Hyperlink(ref="", location=place)
    grid.put(at, 2, wrong, "strong")
    grid.put(at, 3, right, "wrapped")
    texts = (wrong, right, *row.cells)
    grid.height(at, min(max(prose_height(text, WIDEST) for text in texts), HIGHEST))
    for index, text in enumerate(row.cells):
        look = "faulty" if index in row.marked else "wrapped"
        grid.put(at, own + 1 + index, text or None, look)
    for index, answers in row.marked.items():
        if answers:
            lists.offer(grid.sheet, f"{get_column_letter(own + 1 + index)}{at}", answers)


def _wrong(fault: Fault) -> str:
    return f"{fault.column}: {fault.message}" if fault.column else fault.message


def _right(fault: Fault) -> str:
    return fault.expected or "As the other rows have it."


def _widths(part: FixMeSheet) -> dict[str, float]:
    widths = {}
    for index, heading in enumerate(part.header[-1]):
        longest = max([len(heading), *(len(row.cells[index]) for row in part.rows[:200])])
        letter = get_column_letter(len(OWN_HEADINGS) + 1 + index)
        widths[letter] = float(min(max(longest + 2, NARROWEST), WIDEST))
    return widths


def _identity(book: Workbook, styles: Styles, fixme: FixMe) -> None:
    sheet: Worksheet = book.create_sheet(IDENTITY_SHEET)
    sheet.sheet_state = "veryHidden"
    grid = Grid(sheet, styles)
    for row, chunk in enumerate(fixme_chunks(identity_of_fixme(fixme)), 1):
        grid.put(row, 1, chunk, "hidden")


def _page(sheet: Worksheet, title_rows: int | None) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=title_rows is None)
    if title_rows is not None:
        # A form has a column for every question: as many pages across as it needs.
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.print_title_rows = f"1:{title_rows}"
        sheet.print_title_cols = "A:A"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=_HeaderFooterPart("Page &P of &N"))
