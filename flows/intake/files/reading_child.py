"""The parent's side of a child that reads a workbook."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import polars as pl

from flows.intake.files.grid import Grid
from flows.intake.files.workbook_guard import FAR_APART
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


class ReadingChild:
    """A process that is started at once, and reads a workbook when told which.

    Used in a `with` statement, at the end of which it is ended.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="twokeys-")
        self._process = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", CHILD, self._folder.name],
            cwd=ROOT,
            env={**os.environ, **CHILDS_HEAP},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._folder.cleanup()

    def read(self, workbook: Path, unpacked: int, only: int | None = None) -> None:
        """Have a workbook read that the guard has let pass.

        Args:
            workbook: The file.
            unpacked: Bytes of it when unpacked, by which the memory allowed is measured.
            only: The position of the one sheet to read; None for all.
        """
        order = {"workbook": str(workbook.resolve()), "unpacked": unpacked, "only": only}
        with suppress(BrokenPipeError):  # it has died already; `grids` says so
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(order) + "\n")
                self._process.stdin.flush()

    def grids(self) -> list[Grid]:
        """The sheets it has read, when it is done.

        Raises:
            UnreadableFileError: It could not read the workbook, or not in time.
        """
        try:
            _, complaint = self._process.communicate(timeout=LONGEST_READ_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(
                "The workbook takes longer than two minutes to read. Export it as .csv."
            ) from error
        if self._process.returncode != 0:
            raise UnreadableFileError(_sentence(self._process.returncode, complaint))
        folder = Path(self._folder.name)
        sheets = json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
        return [_grid(sheet, folder / f"{at}.arrow") for at, sheet in enumerate(sheets)]


def _grid(sheet: dict[str, object], path: Path) -> Grid:
    """A sheet from what the child said of it and its columns."""
    cells = pl.read_ipc_stream(path)
    cells.columns = [f"c{at}" for at in range(cells.width)]
    first = int(str(sheet["first"]))
    return Grid(str(sheet["name"]), cells, visible=bool(sheet["visible"]), first_column=first)


def _sentence(code: int, complaint: str) -> str:
    """Why the child failed, in words; a negative code is the signal that ended it."""
    if code < 0 or "memory" in complaint.lower() or "alloc" in complaint.lower():
        return FAR_APART
    if "assword" in complaint:
        return "The workbook is protected by a password. Save it without one and drop it again."
    return "The workbook is damaged: its cells cannot be read. Open it, save it and drop it again."
