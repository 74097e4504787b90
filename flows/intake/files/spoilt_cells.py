"""Cells of a workbook that show an error, or a formula that nobody has calculated.

The fast reader gives both as empty, and an empty answer is no answer: a rating that was looked up
and not found would be lost without a word. So they are found in the parts themselves and put
back as text that no scale knows.
"""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import polars as pl

from flows.intake.files.grid import Grid
from flows.intake.files.workbook_guard import FAR_APART, WORKBOOK_PART
from schemas.errors import UnreadableFileError

CHUNK = 1 << 22
OVERLAP = 1 << 12
MOST = 10_000
MOST_COLUMNS = 64
"""How far a sheet grows at most, so that a cell in the last corner costs no memory."""
RELATIONS = "xl/_rels/workbook.xml.rels"
FAR = re.compile(rb' r="(?:F[B-Z]|[G-Z][A-Z])[A-Z]\d')
"""A cell beyond column FAZ, the 4,108th: no export is so wide, and a grid up to there is vast."""
NOT_CALCULATED = "#NOT CALCULATED"
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\br:id=\"([^\"]+)\"")
RELATION = re.compile(rb"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f[^>]*>[^<]*</f>)?<v>([^<]+)</v>'
)
FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)

Spoilt = dict[int, dict[tuple[int, int], str]]
"""By the sheet's position: row and column from 0, and the text to show."""


def spoilt_cells(path: Path) -> Spoilt:
    """Find the cells of a workbook that the guard has let pass.

    Raises:
        UnreadableFileError: A cell stands further out than any table has columns.
    """
    with zipfile.ZipFile(path) as archive:
        return {
            at: found
            for at, part in enumerate(_sheet_parts(archive))
            if part in archive.namelist() and (found := _in_part(archive, part))
        }


def restored(grid: Grid, cells: dict[tuple[int, int], str]) -> Grid:
    """The grid with the spoilt cells as text; it grows where they stand at its edge."""
    near = {
        (row, at): text
        for (row, at), text in cells.items()
        if row < grid.cells.height + MOST and at < grid.cells.width + MOST_COLUMNS
    }
    if not near:
        return grid
    height = max(grid.cells.height, 1 + max(row for row, _ in near))
    width = max(grid.cells.width, 1 + max(at for _, at in near))
    columns = []
    for index in range(width):
        mine = {row: text for (row, at), text in near.items() if at == index}
        column = _column(grid, index, height)
        columns.append(column.scatter(list(mine), list(mine.values())) if mine else column)
    return replace(grid, cells=pl.DataFrame(columns))


def _column(grid: Grid, index: int, height: int) -> pl.Series:
    if index >= grid.cells.width:
        return pl.Series(f"c{index}", [None], dtype=pl.String).new_from_index(0, height)
    return grid.cells.to_series(index).extend_constant(None, height - grid.cells.height)


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets in the order of the workbook."""
    targets: dict[bytes, str] = {}
    if RELATIONS not in archive.namelist():
        return []
    for relation in RELATION.findall(archive.read(RELATIONS)):
        named = dict(ATTRIBUTE.findall(relation))
        target = named.get(b"Target", b"").decode("utf-8", "replace")
        targets[named.get(b"Id", b"")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return [targets.get(name, "") for name in SHEET.findall(archive.read(WORKBOOK_PART))]


def _in_part(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    tail = b""
    with archive.open(part) as stream:
        while len(found) < MOST and (chunk := stream.read(CHUNK)):
            chunk = tail + chunk
            if FAR.search(chunk):
                raise UnreadableFileError(FAR_APART)
            if b't="e"' in chunk:
                for cell, text in ERROR.findall(chunk):
                    found[_place(cell)] = text.decode("utf-8", "replace")
            if b"<f" in chunk:
                for cell in FORMULA.findall(chunk):
                    found.setdefault(_place(cell), NOT_CALCULATED)
            tail = chunk[-OVERLAP:]
    return found


def _place(cell: bytes) -> tuple[int, int]:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

    letters, row = coordinate_from_string(cell.decode("ascii"))
    return row - 1, column_index_from_string(letters) - 1
