"""A sheet as a page: its title, how it prints, what is frozen, and what may be typed into."""

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid
from reports.layout.fit import LINE_HEIGHT, n_lines
from reports.text import clean_text
from reports.theme import NAVY, Styles

TITLE_ROW = 1
SUBTITLE_ROW = 2
TABLE_TOP = 4
A4 = "9"
_MARGIN = 0.4
_LONGEST_FOOTER = 100
_CONFIDENTIAL = "Personal data: for hiring decisions only"


def add_page(book: Workbook, styles: Styles, name: str, title: str, subtitle: str) -> Grid:
    """Append a sheet with a title line and the sentence that says what it answers."""
    sheet = book.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = NAVY
    grid = Grid(sheet, styles)
    grid.put(TITLE_ROW, 1, title, "title")
    grid.height(TITLE_ROW, 28)
    grid.put(SUBTITLE_ROW, 1, subtitle, "subtitle")
    grid.height(SUBTITLE_ROW, 18)
    return grid


def set_print(
    sheet: Any, footer: str, last_column: int, title_row: int | None, foot: int = 2
) -> None:
    """Landscape, as wide as one page, headings repeated, page numbers and origin at the foot.

    Args:
        sheet: A sheet that is filled.
        footer: Where it comes from.
        last_column: The last that prints.
        title_row: The row of headings, repeated on every page; None where there is none.
        foot: The last row at least, where a chart reaches below the last cell.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.fitToWidth = 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top = _MARGIN
    sheet.page_margins.bottom = 1.5 * _MARGIN
    sheet.page_margins.header = sheet.page_margins.footer = 0.5 * _MARGIN
    sheet.print_options.horizontalCentered = False
    sheet.print_area = f"A1:{get_column_letter(last_column)}{max(sheet.max_row, foot)}"
    if title_row is not None:
        sheet.print_title_rows = f"{title_row}:{title_row}"
    for part, text in (
        (sheet.oddFooter.left, _footer_text(footer)),
        (sheet.oddFooter.center, _CONFIDENTIAL),
        (sheet.oddFooter.right, "Page &P of &N"),
    ):
        part.text = text
        part.size = 8
        part.font = "Arial,Regular"


def _footer_text(text: str) -> str:
    """Outside text for a footer, where an ampersand begins a code and 255 signs are all."""
    clean = clean_text(text).replace("\n", " ")
    room = _LONGEST_FOOTER - clean[:_LONGEST_FOOTER].count("&")
    kept = clean if len(clean) <= room else f"{clean[:room]}…"
    return kept.replace("&", "&&")


def protect(sheet: Worksheet) -> None:
    """Lock the sheet without a password; filtering and resizing stay allowed."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.selectLockedCells = False
    sheet.protection.selectUnlockedCells = False


def prose_height(text: str, width: float) -> float:
    """Points that `text` needs, wrapped in joined cells `width` characters wide.

    Joined cells do not grow by themselves in any spreadsheet program.
    """
    return 4 + LINE_HEIGHT * n_lines(text, width)
