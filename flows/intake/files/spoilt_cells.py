"""Cells of a workbook that show an error, or a formula that nobody has calculated.

The fast reader gives both as empty, and an empty answer is no answer: a rating that was looked up
and not found would be lost without a word. So they are found in the parts themselves and put
back as text that no scale knows.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from flows.intake.files.grid import Grid
from flows.intake.files.workbook_guard import FAR_APART, refusing_damage, sheet_parts
from schemas.errors import UnreadableFileError

CHUNK = 1 << 22
OVERLAP = 1 << 12
MOST = 10_000
MOST_COLUMNS = 64
"""How far a sheet grows at most, so that a cell in the last corner costs no memory."""
FAR = re.compile(rb' r="(?:F[B-Z]|[G-Z][A-Z])[A-Z]\d')
"""A cell beyond `WIDEST` columns."""
NOT_CALCULATED = "#NOT CALCULATED"
ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f[^>]*>[^<]*</f>)?<v>([^<]+)</v>'
)
FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)

Spoilt = Mapping[int, dict[tuple[int, int], str]]
"""By the sheet's position: row and column from 0, and the text to show."""


def spoilt_cells(*paths: Path) -> Spoilt:
    """Find the cells of a workbook that the guard has let pass.

    Args:
        paths: The workbook, or those that it was cut into.

    Raises:
        UnreadableFileError: A cell of a workbook that was not cut stands further out than any
            table has columns, or the workbook is damaged.
    """
    spoilt: dict[int, dict[tuple[int, int], str]] = {}
    for path in paths:
        with refusing_damage(), zipfile.ZipFile(path) as archive:
            for at, part in enumerate(sheet_parts(archive)):
                if part in archive.namelist():
                    _look_through(archive, part, spoilt.setdefault(at, {}), cut=len(paths) > 1)
    return spoilt


def restored(grid: Grid, cells: dict[tuple[int, int], str]) -> Grid:
    """The grid with the spoilt cells as text; it grows where they stand at its edge."""
    right = grid.first_column + grid.cells.width + MOST_COLUMNS
    near = {
        (row, at): text
        for (row, at), text in cells.items()
        if row < grid.cells.height + MOST and at < right
    }
    if not near:
        return grid
    first = min(grid.first_column if grid.cells.width else 0, *(at for _, at in near))
    grid = grid.from_column(first)
    height = max(grid.cells.height, 1 + max(row for row, _ in near))
    width = max(grid.cells.width, 1 - first + max(at for _, at in near))
    columns = []
    for index in range(width):
        mine = {row: text for (row, at), text in near.items() if at - first == index}
        column = _column(grid, index, height)
        columns.append(column.scatter(list(mine), list(mine.values())) if mine else column)
    return replace(grid, cells=pl.DataFrame(columns))


def _column(grid: Grid, index: int, height: int) -> pl.Series:
    if index >= grid.cells.width:
        return pl.Series(f"c{index}", [None], dtype=pl.String).new_from_index(0, height)
    return grid.cells.to_series(index).extend_constant(None, height - grid.cells.height)


def _look_through(
    archive: zipfile.ZipFile, part: str, found: dict[tuple[int, int], str], *, cut: bool
) -> None:
    """Add the spoilt cells of a part to those found."""
    tail = b""
    with archive.open(part) as stream:
        while len(found) < MOST and (chunk := stream.read(CHUNK)):
            chunk = tail + chunk
            if not cut and FAR.search(chunk):
                raise UnreadableFileError(FAR_APART)
            if b"e" in chunk and b't="e"' in chunk:  # to find no single byte costs next to nothing
                for cell, text in ERROR.findall(chunk):
                    found[_place(cell)] = text.decode("utf-8", "replace")
            if b"f" in chunk and b"<f" in chunk:
                for cell in FORMULA.findall(chunk):
                    found.setdefault(_place(cell), NOT_CALCULATED)
            tail = chunk[-OVERLAP:]


def _place(cell: bytes) -> tuple[int, int]:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    letters, row = coordinate_from_string(cell.decode("ascii"))
    return row - 1, column_index_from_string(letters) - 1
