"""A grid: the cells of one sheet or delimited file as text, before any row is called a heading."""

from dataclasses import dataclass, replace

import polars as pl

from flows.intake.reading import Table

HEADING_BREAK = "\n"
MOST_TITLES = 6
"""Rows of titles that may stand above the headings of a sheet made by hand."""


@dataclass(frozen=True)
class Grid:
    """One sheet or delimited file.

    Attributes:
        sheet: The sheet's name; empty for delimited text.
        cells: Columns `c0`, `c1`, … of strings; null is an empty cell. Row 0 is the
            recruiter's row 1.
        ragged: Row numbers (from 1) that had more cells than there are columns.
        visible: Whether a person sees the sheet.
        first_column: How many columns of the sheet stand before `c0`, all of them empty.
    """

    sheet: str
    cells: pl.DataFrame
    ragged: tuple[int, ...] = ()
    visible: bool = True
    first_column: int = 0

    def head(self, n: int) -> list[tuple[str, ...]]:
        """The first `n` rows, with empty cells as empty text."""
        return [tuple(cell or "" for cell in row) for row in self.cells.head(n).iter_rows()]

    def from_column(self, first: int) -> "Grid":
        """The grid with empty columns before it, so that it begins with the sheet's `first`."""
        by = self.first_column - first
        names = {name: f"c{at + by}" for at, name in enumerate(self.cells.columns)}
        empty = [pl.lit(None, dtype=pl.String).alias(f"c{at}") for at in range(by)]
        cells = self.cells.rename(names).select(*empty, pl.all()) if by else self.cells
        return replace(self, cells=cells, first_column=first)

    @property
    def tops(self) -> list[int]:
        """The indexes of the first rows that are not blank: where headings may begin."""
        filled = [at for at, row in enumerate(self.head(50)) if any(cell.strip() for cell in row)]
        return filled[:MOST_TITLES]

    @property
    def top(self) -> int:
        """The index of the first row that is not blank; 0 where all are."""
        return next(iter(self.tops), 0)


def table_of(grid: Grid, header_rows: int = 1, above: int | None = None) -> Table:
    """Take the first `header_rows` rows that are not blank as headings.

    With several header rows a blank cell of an upper row repeats the one to its left, as merged
    cells come out, and the rows are joined with a line feed, equal neighbours once.

    Args:
        grid: The cells.
        header_rows: How many rows the headings take.
        above: Rows above the headings; None takes those that are blank.
    """
    top = grid.top if above is None else above
    header = [
        tuple(cell or "" for cell in row) for row in grid.cells.slice(top, header_rows).iter_rows()
    ]
    width = _used_width(grid, header)
    columns = grid.cells.columns[:width]
    return Table(
        sheet=grid.sheet,
        headings=join_headings([row[:width] for row in header]),
        rows=grid.cells.select(columns).slice(top + header_rows),
        first_row=top + header_rows + 1,
        header=tuple(row[:width] for row in header),
        ragged=grid.ragged,
    )


def join_headings(header: list[tuple[str, ...]]) -> tuple[str, ...]:
    """One heading a column from one to three header rows."""
    if not header:
        return ()
    filled = [_forward_filled(row) for row in header[:-1]] + [list(header[-1])]
    joined = []
    for parts in zip(*filled, strict=True):
        kept: list[str] = []
        for part in (part.strip() for part in parts):
            if part and (not kept or kept[-1] != part):
                kept.append(part)
        joined.append(HEADING_BREAK.join(kept))
    return _told_apart(joined)


def _told_apart(headings: list[str]) -> tuple[str, ...]:
    """A heading that was there before gets its count: `Topic`, `Topic (2)`."""
    seen: dict[str, int] = {}
    apart = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        again = heading and seen[heading] > 1
        apart.append(f"{heading} ({seen[heading]})" if again else heading)
    return tuple(apart)


def _forward_filled(row: tuple[str, ...]) -> list[str]:
    last, filled = "", []
    for cell in row:
        last = cell if cell.strip() else last
        filled.append(last)
    return filled


def _used_width(grid: Grid, header: list[tuple[str, ...]]) -> int:
    """Columns up to the last that has a heading or any cell."""
    for index in range(grid.cells.width - 1, -1, -1):
        named = any(row[index].strip() for row in header)
        if named or grid.cells.to_series(index).null_count() < grid.cells.height:
            return index + 1
    return 0
