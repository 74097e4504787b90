"""A workbook's cells, read by children under a memory limit after the guard let it pass."""

import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.intake.files.grid import Grid
from flows.intake.files.halves import long_sheet, put_together, write_halves
from flows.intake.files.reading_child import ReadingChild
from flows.intake.files.spoilt_cells import Spoilt, restored, spoilt_cells
from flows.intake.files.workbook_guard import check_workbook
from schemas.errors import UnreadableFileError


def _nothing() -> None:
    """What is done meanwhile where there is nothing to do."""


def read_workbook(path: Path, meanwhile: Callable[[], None] = _nothing) -> list[Grid]:
    """The sheets of a workbook, each with its cells as text.

    A child starts while the guard looks, so that neither waits for the other, and opens
    the workbook only when the guard is content. A long sheet is read by two.

    Args:
        path: The workbook.
        meanwhile: What else is to be done while it is read.

    Raises:
        UnreadableFileError: The guard refused it, or a child could not read it.
    """
    with ReadingChild() as child:
        unpacked = check_workbook(path)
        long = long_sheet(path) if (os.cpu_count() or 1) > 1 else None
        if long is None:
            return _whole(child, path, unpacked, meanwhile)
        grids = _in_halves(child, path, unpacked, long, meanwhile)
    if grids is not None:
        return grids
    with ReadingChild() as child:
        return _whole(child, path, unpacked, _nothing)


def _whole(
    child: ReadingChild, path: Path, unpacked: int, meanwhile: Callable[[], None]
) -> list[Grid]:
    child.read(path, unpacked)
    meanwhile()
    spoilt = spoilt_cells(path)
    return _with_spoilt(child.grids(), spoilt)


def _in_halves(
    child: ReadingChild, path: Path, unpacked: int, at: int, meanwhile: Callable[[], None]
) -> list[Grid] | None:
    """The sheets, of which one is read as two; None where it has to be read as a whole."""
    with TemporaryDirectory(prefix="twokeys-") as folder:
        halves: list[Path] = []
        try:
            for half in write_halves(path, at, Path(folder)):
                if halves:
                    child.read_beside(half, unpacked, at)
                else:
                    child.read(half, unpacked, forks=True)
                halves.append(half)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            return None  # to read it as a whole says what is wrong
        meanwhile()
        if len(halves) < 2:
            return None
        spoilt = spoilt_cells(*halves)
        try:
            grids, lower = child.grids(), child.grid_beside()
        except UnreadableFileError:
            return None
    joined = put_together(grids[at], lower)
    if joined is None:
        return None
    return _with_spoilt([*grids[:at], joined, *grids[at + 1 :]], spoilt)


def _with_spoilt(grids: list[Grid], spoilt: Spoilt) -> list[Grid]:
    return [restored(grid, spoilt.get(at, {})) for at, grid in enumerate(grids)]
