"""A workbook with one long sheet, cut into two that two processes read at the same time.

Reading cells is by far the longest step and has one thread. So the rows of a long sheet go into two
workbooks, unpacked, with all that a reader needs beside them; each row keeps its number. Whatever
is unusual about the sheet has it read as a whole: where rows have no numbers, where a half cannot
be read, or where the halves do not lie one below the other.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

import polars as pl

from flows.intake.files.grid import Grid
from flows.intake.files.workbook_guard import WIDEST, sheet_parts

LONG = 16 << 20
"""Bytes of a sheet from which it is cut, some 40,000 rows of ten columns."""
CHUNK = 1 << 22
ROWS = re.compile(rb"<sheetData[^>]*>")
ROW = re.compile(rb'</row>\s*(?=<row [^>]*\br="\d)')
"""Where one row ends and another, which says its number, begins."""
END_OF_ROWS = b"</sheetData></worksheet>"
NEEDED = (".xml", ".rels")


def long_sheet(path: Path) -> int | None:
    """The position of the longest sheet of a workbook that the guard has let pass, if it is long.

    Returns:
        None where no sheet is long, or the long one is there under two names.
    """
    with zipfile.ZipFile(path) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        parts = sheet_parts(archive)
    longest = max(parts, key=lambda part: sizes.get(part, 0), default="")
    if sizes.get(longest, 0) < LONG or parts.count(longest) > 1:
        return None
    return parts.index(longest)


def write_halves(path: Path, at: int, folder: Path) -> Iterator[Path]:
    """Write the upper rows of a sheet as a workbook with all other sheets, and the lower as one.

    Args:
        path: The workbook.
        at: The position of the sheet.
        folder: Where the two go.

    Yields:
        The upper half once it is written, then the lower; none where there is no place to cut.
    """
    with zipfile.ZipFile(path) as archive:
        parts = sheet_parts(archive)
        part = parts[at]
        with archive.open(part) as stream:
            with zipfile.ZipFile(folder / "upper.xlsx", "w") as upper:
                _copy(archive, upper, {part})
                with upper.open(part, "w") as out:
                    found = _upper_rows(stream, out, archive.getinfo(part).file_size // 2)
            if found is None:
                return
            yield folder / "upper.xlsx"
            with zipfile.ZipFile(folder / "lower.xlsx", "w") as lower:
                _copy(archive, lower, set(parts))
                with lower.open(part, "w") as out:
                    out.write(b"".join(found))
                    while chunk := stream.read(CHUNK):
                        out.write(chunk)
            yield folder / "lower.xlsx"


def put_together(upper: Grid, lower: Grid) -> Grid | None:
    """A sheet from its halves, of which the lower one is empty down to the cut.

    Returns:
        None where it has to be read again as one: both have cells in one row, or one stands further
        out than any table has columns.
    """
    if any(half.first_column + half.cells.width > WIDEST for half in (upper, lower)):
        return None
    n_upper = upper.cells.height
    above = lower.cells.head(n_upper)
    if any(column.null_count() < column.len() for column in above.get_columns()):
        return None
    if not upper.cells.width or not lower.cells.width:
        return upper if upper.cells.width else lower
    first = min(upper.first_column, lower.first_column)
    below = replace(lower, cells=lower.cells.slice(n_upper))
    rows = [half.from_column(first).cells for half in (upper, below)]
    width = max(cells.width for cells in rows)
    widened = [cells.with_columns(_empty(at) for at in range(cells.width, width)) for cells in rows]
    return replace(upper, cells=pl.concat(widened), first_column=first)


def _empty(at: int) -> pl.Expr:
    return pl.lit(None, dtype=pl.String).alias(f"c{at}")


def _copy(archive: zipfile.ZipFile, to: zipfile.ZipFile, but: set[str]) -> None:
    for info in archive.infolist():
        if info.filename.endswith(NEEDED) and info.filename not in but:
            to.writestr(info.filename, archive.read(info))


def _upper_rows(stream: IO[bytes], out: IO[bytes], n_bytes: int) -> tuple[bytes, bytes] | None:
    """Write rows until about `n_bytes`, and give what the lower half begins with.

    Returns:
        What stands before the rows, and the rows read beyond the cut; None without a place to cut.
    """
    chunk = stream.read(CHUNK)
    rows = ROWS.search(chunk)
    if rows is None:
        return None
    head = chunk[: rows.end()]
    while chunk and n_bytes > len(chunk):
        out.write(chunk)
        n_bytes -= len(chunk)
        chunk = stream.read(CHUNK)
    cut = ROW.search(chunk, n_bytes)
    if cut is None:
        return None
    out.write(chunk[: cut.end()] + END_OF_ROWS)
    return head, chunk[cut.end() :]
