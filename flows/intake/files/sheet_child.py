"""The child that reads a workbook under a memory limit. It imports neither Prefect nor contracts.

The fast readers abort the whole process on some small files, which nothing can catch; so they run
here. Started before the guard has looked, it waits for the word to go on its standard input.
"""

import json
import resource
import sys
from pathlib import Path

import fastexcel
import polars as pl

ALLOWANCE = 192 << 20
SPACE_BYTES = 8
"""Bytes of address space granted for each unpacked byte of the workbook."""


def main() -> None:
    """Read `<workbook> <folder>` of the arguments once told the unpacked size on standard input."""
    workbook, folder = sys.argv[1], Path(sys.argv[2])
    word = sys.stdin.readline().strip()
    if not word.isdigit():
        return
    _limit_memory(int(word))
    reader = fastexcel.read_excel(workbook)
    sheets = []
    for index, name in enumerate(reader.sheet_names):
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        cells = pl.DataFrame(sheet)
        cells.columns = [f"c{column}" for column in range(cells.width)]
        cells.write_ipc(folder / f"{index}.arrow")
        sheets.append({"name": name, "visible": sheet.visible == "visible"})
    (folder / "sheets.json").write_text(json.dumps(sheets), encoding="utf-8")


def _limit_memory(unpacked: int) -> None:
    """Grant what the process has mapped by now, an allowance, and a share by the file's size."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    space = pages * resource.getpagesize() + ALLOWANCE + SPACE_BYTES * unpacked
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
