"""The child that reads a workbook under a memory limit. It imports neither Prefect nor contracts.

The fast readers abort the whole process on some small files, which nothing can catch; so they run
here. Started before the guard has looked, it waits for its order on its standard input.
"""

import json
import os
import resource
import sys
from pathlib import Path

import fastexcel
from nanoarrow.ipc import StreamWriter  # type: ignore[import-untyped]  # it ships no types

ALLOWANCE = 256 << 20
SPACE_BYTES = 8
"""Bytes of address space granted for each unpacked byte of the workbook."""


def main() -> None:
    """Read the workbook named by a line of JSON on standard input into `<folder>`."""
    folder = Path(sys.argv[1])
    mapped = _mapped()
    line = sys.stdin.readline()
    if not line:
        return
    order = json.loads(line)
    _limit_memory(mapped, order["unpacked"])
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
