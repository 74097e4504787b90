"""The parent's side of a child that reads a workbook."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path

import polars as pl

from flows.intake.files.child import Child
from flows.intake.files.grid import Grid
from flows.intake.files.workbook_guard import FAR_APART
from schemas.errors import UnreadableFileError

LONGEST_READ_SECONDS = 120
CHILD = "flows.intake.files.sheet_child"


class ReadingChild(Child):
    """A process that is started at once, and reads a workbook when told which."""

    def __init__(self) -> None:
        """Start it."""
        super().__init__(CHILD)

    def read(self, workbook: Path, unpacked: int, only: int | None = None) -> None:
        """Have a workbook read that the guard has let pass.

        Args:
            workbook: The file.
            unpacked: Bytes of it when unpacked, by which the memory allowed is measured.
            only: The position of the one sheet to read; None for all.
        """
        order = {"workbook": str(workbook.resolve()), "unpacked": unpacked, "only": only}
        with suppress(BrokenPipeError):  # it has died already; `grids` says so
            if self.process.stdin is not None:
                self.process.stdin.write(json.dumps(order) + "\n")
                self.process.stdin.flush()

    def grids(self) -> list[Grid]:
        """The sheets it has read, when it is done.

        Raises:
            UnreadableFileError: It could not read the workbook, or not in time.
        """
        try:
            _, complaint = self.process.communicate(timeout=LONGEST_READ_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(
                "The workbook takes longer than two minutes to read. Export it as .csv."
            ) from error
        if self.process.returncode != 0:
            raise UnreadableFileError(_sentence(self.process.returncode, complaint))
        sheets = json.loads((self.folder / "sheets.json").read_text(encoding="utf-8"))
        return [_grid(sheet, self.folder / f"{at}.arrow") for at, sheet in enumerate(sheets)]


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
