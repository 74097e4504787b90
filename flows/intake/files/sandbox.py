"""A workbook's cells, read by a child under a memory limit after the guard let it pass."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl

from flows.intake.files.grid import Grid
from flows.intake.files.spoilt_cells import restored, spoilt_cells
from flows.intake.files.workbook_guard import FAR_APART, check_workbook
from schemas.errors import UnreadableFileError

LONGEST_READ_SECONDS = 120
CHILD = "flows.intake.files.sheet_child"
ROOT = Path(__file__).resolve().parents[3]
CHILDS_HEAP = {
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": f"glibc.malloc.hugetlb=1:glibc.malloc.top_pad={32 << 20}",
}
"""One heap, as each more would take address space, now more and now less; and that one grown by
large pages, as else a sixth of the child's time goes into getting small ones. Where the C library
is another than GNU's, they change nothing."""


def read_workbook(path: Path, meanwhile: Callable[[], None] | None = None) -> list[Grid]:
    """The sheets of a workbook, each with its cells as text.

    The child starts while the guard looks, so that neither waits for the other, and opens
    the workbook only when the guard is content.

    Args:
        path: The workbook.
        meanwhile: What else is to be done while the child reads.

    Raises:
        UnreadableFileError: The guard refused it, or the child could not read it.
    """
    with tempfile.TemporaryDirectory(prefix="twokeys-") as folder:
        child = subprocess.Popen(  # noqa: S603  our own module, and a path as an argument
            [sys.executable, "-m", CHILD, str(path.resolve()), folder],
            cwd=ROOT,
            env={**os.environ, **CHILDS_HEAP},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            unpacked = check_workbook(path)
            _tell(child, f"{unpacked}\n")
            if meanwhile:
                meanwhile()
            spoilt = spoilt_cells(path)
            _, complaint = child.communicate(timeout=LONGEST_READ_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(
                "The workbook takes longer than two minutes to read. Export it as .csv."
            ) from error
        finally:
            child.kill()
            child.communicate()
        if child.returncode != 0:
            raise UnreadableFileError(_sentence(child.returncode, complaint))
        grids = _grids(Path(folder))
        return [restored(grid, spoilt.get(at, {})) for at, grid in enumerate(grids)]


def _tell(child: subprocess.Popen[str], word: str) -> None:
    """Give the child its word; one that has died already is asked no more."""
    with suppress(BrokenPipeError):
        if child.stdin is not None:
            child.stdin.write(word)
            child.stdin.flush()


def _grids(folder: Path) -> list[Grid]:
    sheets = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
    return [
        Grid(
            sheet["name"],
            _cells(folder / f"{index}.arrow", sheet["height"], sheet["width"]),
            visible=sheet["visible"],
        )
        for index, sheet in enumerate(sheets)
    ]


def _cells(path: Path, height: int, width: int) -> pl.DataFrame:
    """The columns of a sheet, which the child has written below each other."""
    cells = pl.read_ipc_stream(path).to_series()
    return pl.DataFrame(cells.slice(at * height, height).alias(f"c{at}") for at in range(width))


def _sentence(code: int, complaint: str) -> str:
    """Why the child failed, in words; a negative code is the signal that ended it."""
    if code < 0 or "memory" in complaint.lower() or "alloc" in complaint.lower():
        return FAR_APART
    if "assword" in complaint:
        return "The workbook is protected by a password. Save it without one and drop it again."
    return "The workbook is damaged: its cells cannot be read. Open it, save it and drop it again."
