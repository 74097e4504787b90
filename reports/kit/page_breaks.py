"""Pages that break between blocks: no description is torn from the ratings it explains."""

from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.pagebreak import Break

_A4 = {"landscape": (11.69, 8.27), "portrait": (8.27, 11.69)}
"""Width and height in inches."""
_POINTS = 72
_PIXELS = 96
_USUAL_HEIGHT = 15.0
_SPARE = 0.96
"""Programs differ by a few per cent in how high they draw a cell. One that draws columns wider
fits the sheet smaller, and then leaves room at a page's end."""


def break_pages(sheet: Any, starts: Sequence[int], widths: Sequence[float]) -> None:
    """Break pages before blocks that would be torn.

    Call it when the sheet is filled and its orientation, margins and repeated rows are set.

    Args:
        sheet: The sheet, fitted to a page's width; its rows have the heights to be shown with.
        starts: The first row of each block, ascending.
        widths: Of the columns that are shown, in characters.
    """
    wide, high = _A4[sheet.page_setup.orientation]
    margins = sheet.page_margins
    room = (wide - margins.left - margins.right) * _PIXELS
    scale = min(1.0, room / sum(width * 7 + 5 for width in widths))
    page = _SPARE * (high - margins.top - margins.bottom) * _POINTS / scale
    for row in _breaks(sheet, starts, page):
        sheet.row_breaks.append(Break(id=row - 1))


def _breaks(sheet: Any, starts: Sequence[int], page: float) -> list[int]:
    """The blocks that begin a page: those that no longer fit on the page before."""
    if not starts:
        return []
    ends = [*starts[1:], sheet.max_row + 1]
    used = sum(_height(sheet, row) for row in range(1, starts[0]))
    repeated = _height(sheet, 2) if sheet.print_title_rows else 0.0
    found: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        block = sum(_height(sheet, row) for row in range(start, end))
        if used + block > page:
            found.append(start)
            used = repeated
        used += block
    return found


def _height(sheet: Any, row: int) -> float:
    shape = sheet.row_dimensions[row]
    return 0.0 if shape.hidden else float(shape.height or _USUAL_HEIGHT)
