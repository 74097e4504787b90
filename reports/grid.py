"""Filling a sheet: values go into cells by type, text always as text, formulas only when meant."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any, Self

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from reports.text import clean_text
from reports.theme import Styles

Value = str | float | date | None


class Formula(str):
    """A formula that we wrote, with the value it has for the inputs as they stand."""

    __slots__ = ("shown",)
    shown: str | float | None

    def __new__(cls, text: str, shown: str | float | None = None) -> Self:
        """Keep `shown` beside the text, for viewers that do not calculate."""
        made = super().__new__(cls, text)
        made.shown = shown
        return made


class Grid:
    """One sheet of a workbook, filled cell by cell in the theme's looks."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles
        self._inside: Any = sheet
        self._cells: Any = self._inside._cells  # noqa: SLF001  # see put

    def put(self, row: int, column: int, value: Value, look: str) -> Cell:
        """Write `value` in the look called `look`; None leaves an empty cell with its look.

        Text of any content stays text; only a `Formula` becomes a formula. A number that is not
        finite is written as a word. Times are shown in UTC.
        """
        # openpyxl's own way in looks the format up, and the type of the value, for every cell.
        cell: Any = Cell.__new__(Cell)
        cell.parent = self.sheet
        cell.row = row
        cell.column = column
        cell._hyperlink = cell._comment = None  # noqa: SLF001
        cell._style = self.styles.of(look)  # noqa: SLF001
        if value is None:
            cell._value, cell.data_type = None, "n"  # noqa: SLF001
        else:
            cell._value, cell.data_type = _stored(value)  # noqa: SLF001
        self._cells[row, column] = cell
        if row > self._inside._current_row:  # noqa: SLF001
            self._inside._current_row = row  # noqa: SLF001
        made: Cell = cell
        return made

    def put_row(self, row: int, column: int, values: Iterable[Value], look: str) -> None:
        """Write several values in one look, from `column` rightwards."""
        for at, value in enumerate(values, column):
            self.put(row, at, value, look)

    def widths(self, widths: Mapping[str, float]) -> None:
        """Set the width of columns, in characters, by their letters."""
        for letter, width in widths.items():
            self.sheet.column_dimensions[letter].width = width

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.sheet.row_dimensions[row].height = points

    def merge(self, row: int, first: int, last: int, last_row: int | None = None) -> None:
        """Join the cells of `row` (to `last_row`) from column `first` to `last`, in one look."""
        area = CellRange(min_row=row, max_row=last_row or row, min_col=first, max_col=last)
        # `merge_cells` would compare all areas, and copy borders cell by cell.
        self.sheet.merged_cells.ranges.add(area)
        corner: Any = self._cells[row, first]
        for place in area.cells:
            if place != (row, first):
                covered: Any = Cell(self.sheet, *place)
                covered._style = corner._style  # noqa: SLF001  # see put
                self._cells[place] = covered


def _stored(value: str | float | date) -> tuple[str | float | date, str]:
    kind = type(value)
    if kind is str:
        return clean_text(str(value)), "s"
    if isinstance(value, float | int):
        if kind is bool:
            return value, "b"
        return (value, "n") if isfinite(value) else (str(value), "s")
    if isinstance(value, Formula):
        return value, "f"
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None), "d"
    if isinstance(value, date):
        return value, "d"
    return clean_text(value), "s"
