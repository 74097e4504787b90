"""The child that reads a workbook under a memory limit. It imports neither Prefect nor contracts.

The fast readers abort the whole process on some small files, which nothing can catch; so they run
here. Started before the guard has looked, it waits for its order on its standard input.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import fastexcel
from nanoarrow.ipc import StreamWriter  # type: ignore[import-untyped]  # it ships no types

from flows.intake.files.childs_memory import ALLOWANCE, limit_memory, mapped_bytes
from flows.intake.files.sheet_orders import BESIDE, SHEETS

SPACE_BYTES = 8
"""Bytes of address space granted for each unpacked byte of the workbook."""


def main() -> None:
    """Read the workbook named by a line of JSON on standard input into `<folder>`.

    If it is to be read by two, the process forks before it reads, as to start once more would take
    as long as to read ten thousand rows. The fork reads the workbook of the next line.
    """
    folder = Path(sys.argv[1])
    mapped = mapped_bytes()
    order = _next_order()
    fork = os.fork() if order.get("forks") else None
    if fork == 0:
        folder, order = folder / BESIDE, _next_order()
    try:
        if order:
            limit_memory(mapped + ALLOWANCE + SPACE_BYTES * int(order["unpacked"]))
            _read(order, folder)
    except BaseException:
        if fork:
            os.kill(fork, signal.SIGKILL)
        raise
    finally:
        if fork:
            os.waitpid(fork, 0)
    os._exit(0)  # the cells of the last sheet need not be given back one by one


def _next_order() -> dict[str, Any]:
    """A line of standard input, and no byte of the next; empty where there is none any more."""
    with open(0, "rb", buffering=0, closefd=False) as orders:
        line = orders.readline()
    return dict(json.loads(line)) if line else {}


def _read(order: dict[str, Any], folder: Path) -> None:
    reader = fastexcel.read_excel(order["workbook"])
    names = reader.sheet_names
    if order["only"] is not None:
        names = [names[order["only"]]]
    sheets = []
    for at, name in enumerate(names):
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        with StreamWriter.from_path(folder / f"{at}.arrow") as out:
            out.write_array(sheet)
        columns = sheet.selected_columns
        sheets.append(
            {
                "name": name,
                "visible": sheet.visible == "visible",
                "first": columns[0].absolute_index if columns else 0,
            }
        )
    written = folder / "written"
    written.write_text(json.dumps(sheets), encoding="utf-8")
    written.rename(folder / SHEETS)


if __name__ == "__main__":
    main()
