"""The child that reads a workbook under a memory limit. It imports neither Prefect nor contracts.

The fast readers abort the whole process on some small files, which nothing can catch; so they run
here. Started before the guard has looked, it waits for its order on its standard input.
"""

import json
import os
import sys
from pathlib import Path

import fastexcel
from nanoarrow.ipc import StreamWriter  # type: ignore[import-untyped]  # it ships no types

from flows.intake.files.childs_memory import ALLOWANCE, limit_memory, mapped_bytes

SPACE_BYTES = 8
"""Bytes of address space granted for each unpacked byte of the workbook."""


def main() -> None:
    """Read the workbook named by a line of JSON on standard input into `<folder>`."""
    folder = Path(sys.argv[1])
    mapped = mapped_bytes()
    line = sys.stdin.readline()
    if not line:
        return
    order = json.loads(line)
    limit_memory(mapped + ALLOWANCE + SPACE_BYTES * order["unpacked"])
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


if __name__ == "__main__":
    main()
