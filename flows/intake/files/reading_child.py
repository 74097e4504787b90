"""The parent's side of a child that reads a workbook."""

import json
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import polars as pl

from flows.intake.files.child import Child
from flows.intake.files.grid import Grid
from flows.intake.files.sheet_orders import BESIDE, SHEETS
from flows.intake.files.workbook_guard import FAR_APART
from schemas.errors import UnreadableFileError

LONGEST_READ_SECONDS = 120
GLANCE_SECONDS = 0.002
"""How often it is looked whether a child is done."""
CHILD = "flows.intake.files.sheet_child"


class ReadingChild(Child):
    """A process that is started at once, and reads a workbook when told which."""

    def __init__(self) -> None:
        """Start it."""
        super().__init__(CHILD)
        (self.folder / BESIDE).mkdir()

    def read(self, workbook: Path, unpacked: int, *, forks: bool = False) -> None:
        """Have a workbook read that the guard has let pass.

        Args:
            workbook: The file.
            unpacked: Bytes of it when unpacked, by which the memory allowed is measured.
            forks: Whether `read_beside` follows.
        """
        self._order(workbook, unpacked, only=None, forks=forks)

    def read_beside(self, workbook: Path, unpacked: int, only: int) -> None:
        """Have one sheet, by its position, read of another workbook at the same time."""
        self._order(workbook, unpacked, only=only)

    def grids(self) -> list[Grid]:
        """The sheets it has read, when it is done.

        Raises:
            UnreadableFileError: It could not read the workbook, or not in time.
        """
        return self._grids(self.folder)

    def grid_beside(self) -> Grid:
        """The sheet read beside; raises as `grids` does."""
        (grid,) = self._grids(self.folder / BESIDE)
        return grid

    def _order(self, workbook: Path, unpacked: int, **how: object) -> None:
        order = {"workbook": str(workbook.resolve()), "unpacked": unpacked, **how}
        with suppress(BrokenPipeError):  # it has died already; `grids` says so
            if self.process.stdin is not None:
                self.process.stdin.write(json.dumps(order) + "\n")
                self.process.stdin.flush()

    def _grids(self, folder: Path) -> list[Grid]:
        self._wait_for(folder / SHEETS)
        sheets = json.loads((folder / SHEETS).read_text(encoding="utf-8"))
        return [_grid(sheet, folder / f"{at}.arrow") for at, sheet in enumerate(sheets)]

    def _wait_for(self, sheets: Path) -> None:
        until = monotonic() + LONGEST_READ_SECONDS
        while not sheets.exists():
            if self.process.poll() is not None and not sheets.exists():
                raise UnreadableFileError(_sentence(self.process.returncode, self.complaint))
            if monotonic() > until:
                raise UnreadableFileError(
                    "The workbook takes longer than two minutes to read. Export it as .csv."
                )
            sleep(GLANCE_SECONDS)


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
