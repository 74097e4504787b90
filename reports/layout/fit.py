"""Row heights reckoned from the text, for programs that do not fit rows when they open a file."""

from collections.abc import Iterator

from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

LINE_HEIGHT = 12.6
"""Points of a line at the theme's size."""

LEAST_HEIGHT = 16.0
MOST_HEIGHT = 405.0
"""No spreadsheet program shows a row higher than 409 points."""

_SPILL = 0.86
"""Letters are narrower than the digits that widths count, but words break before the edge."""


class FittedRow(RowDimension):
    """A row whose height was reckoned, and may be fitted again when someone types into it."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The one attribute it has in the file; `customHeight` would keep the height for good."""
        yield "ht", f"{self.ht:g}"


def n_lines(text: str, width: float) -> int:
    """Lines that `text` takes, wrapped at `width` characters."""
    if len(text) * _SPILL < width and "\n" not in text:
        return 1
    return sum(1 + int(len(line) * _SPILL / width) for line in text.split("\n"))


def fit_row(sheet: Worksheet, row: int, lines: int) -> None:
    """Make a row as high as `lines` lines of text."""
    height = min(MOST_HEIGHT, max(LEAST_HEIGHT, 3 + LINE_HEIGHT * lines))
    sheet.row_dimensions[row] = FittedRow(sheet, index=row, ht=height)
