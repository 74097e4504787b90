"""The child that reads a workbook under a memory limit. It imports neither Prefect nor contracts.

The fast readers abort the whole process on some small files, which nothing can catch; so they run
here. Started before the guard has looked, it waits for the word to go on its standard input. Polars
takes longest to import, so that goes on while the workbook is opened.
"""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread

import fastexcel

POLARS_SPACE = 256 << 20
"""Bytes of address space that polars takes with one heap (about 180 MB with 2.1), and some more."""
ALLOWANCE = 192 << 20
SPACE_BYTES = 8
"""Bytes of address space granted for each unpacked byte of the workbook."""


def main() -> None:
    """Read `<workbook> <folder>` of the arguments once told the unpacked size on standard input."""
    workbook, folder = sys.argv[1], Path(sys.argv[2])
    mapped = _mapped()
    importing = Thread(target=import_module, args=("polars",))
    importing.start()
    word = sys.stdin.readline().strip()
    if not word.isdigit():
        return
    _limit_memory(mapped, int(word))
    reader = fastexcel.read_excel(workbook)
    sheets = []
    for index, name in enumerate(reader.sheet_names):
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        importing.join()
        cells = import_module("polars").DataFrame(sheet)
        cells.columns = [f"c{column}" for column in range(cells.width)]
        cells.write_ipc(folder / f"{index}.arrow")
        sheets.append({"name": name, "visible": sheet.visible == "visible"})
    (folder / "sheets.json").write_text(json.dumps(sheets), encoding="utf-8")


def _mapped() -> int:
    """Bytes of address space in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _limit_memory(mapped: int, unpacked: int) -> None:
    """Grant what was mapped before polars, polars, an allowance, and a share by the file's size."""
    space = mapped + POLARS_SPACE + ALLOWANCE + SPACE_BYTES * unpacked
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
