"""The child that reads a workbook under a memory limit. It imports neither Prefect nor contracts.

The fast readers abort the whole process on some small files, which nothing can catch; so they run
here. Started before the guard has looked, it waits for the word to go on its standard input.
"""

import json
import os
import resource
import sys
from pathlib import Path

import fastexcel

from flows.intake.files.column_stream import write_columns

ALLOWANCE = 256 << 20
SPACE_BYTES = 8
"""Bytes of address space granted for each unpacked byte of the workbook."""


def main() -> None:
    """Read `<workbook> <folder>` of the arguments once told the unpacked size on standard input."""
    workbook, folder = sys.argv[1], Path(sys.argv[2])
    mapped = _mapped()
    word = sys.stdin.readline().strip()
    if not word.isdigit():
        return
    _limit_memory(mapped, int(word))
    reader = fastexcel.read_excel(workbook)
    sheets = []
    for at, name in enumerate(reader.sheet_names):
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        with (folder / f"{at}.arrow").open("wb") as out:
            height, width = write_columns(sheet, out)
        visible = sheet.visible == "visible"
        sheets.append({"name": name, "visible": visible, "height": height, "width": width})
    (folder / "sheets.json").write_text(json.dumps(sheets), encoding="utf-8")
    os._exit(0)  # the cells of the last sheet need not be given back one by one


def _mapped() -> int:
    """Bytes of address space in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _limit_memory(mapped: int, unpacked: int) -> None:
    """Grant what is mapped, an allowance, and a share by the file's size."""
    space = mapped + ALLOWANCE + SPACE_BYTES * unpacked
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
