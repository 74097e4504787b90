"""The rows of a sheet as XML, written straight from its cells.

openpyxl builds an element for every cell; writing the text of `<sheetData>` by hand gives the same
cells several times faster. Everything else of a workbook is left to openpyxl.
"""

from itertools import groupby
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Formula

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def sheet_data(sheet: Worksheet) -> str:
    """The `<sheetData>` element of `sheet`; its comments and links are collected on the way.

    Raises:
        TypeError: A cell holds something else than text, number, date, truth value or formula.
    """
    letters = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
    styles: dict[int, int] = {}
    parts = ["<sheetData>"]
    for row, cells in _rows(sheet):
        settings = "".join(
            f' {name}="{value}"' for name, value in dict(sheet.row_dimensions[row]).items()
        )
        parts.append(f'<row r="{row}"{settings}>')
        for cell in cells:
            _collect(sheet, cell)
            inside: Any = cell
            # Cells share their formats, so a format's identity stands for its number.
            format_ = id(inside._style)  # noqa: SLF001
            style = styles.get(format_)
            if style is None:
                style = styles[format_] = cell.style_id
            parts.append(_cell(f'<c r="{letters[cell.column - 1]}{row}" s="{style}"', cell))
        parts.append("</row>")
    parts.append("</sheetData>")
    return "".join(parts)


def _rows(sheet: Any) -> list[tuple[int, list[Cell]]]:
    cells = sorted(sheet._cells.items())  # noqa: SLF001  # the public iterators make empty cells
    rows = {
        row: [cell for _, cell in found]
        for row, found in groupby(cells, key=lambda entry: entry[0][0])
    }
    for row in sheet.row_dimensions:
        rows.setdefault(row, [])
    return sorted(rows.items())


def _collect(sheet: Any, cell: Cell) -> None:
    if cell.comment is not None:
        sheet._comments.append(CommentRecord.from_cell(cell))  # noqa: SLF001  # as openpyxl does
    if cell.hyperlink is not None:
        sheet._hyperlinks.append(cell.hyperlink)  # noqa: SLF001


def _cell(start: str, cell: Any) -> str:
    value = cell._value  # noqa: SLF001  # the property costs a call a cell
    if value is None or value == "":
        return f"{start}/>"
    kind = cell.data_type
    if kind == "s" and isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f'{start} t="inlineStr"><is><t{space}>{value.translate(_ENTITIES)}</t></is></c>'
    if kind == "n" and isinstance(value, int | float):
        return f"{start}><v>{value!r}</v></c>"
    if kind == "d":
        return f"{start}><v>{_serial(value)!r}</v></c>"
    if kind == "b":
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if kind == "f" and isinstance(value, str):
        return start + _formula(value)
    raise TypeError(
        f"Sheet {cell.parent.title}, cell {cell.coordinate} holds a "
        f"{type(value).__name__}; write text, a number, a date or a formula."
    )


def _serial(moment: Any) -> float:
    serial: float = to_excel(moment)  # type: ignore[no-untyped-call]  # the stubs lack it
    return serial


def _formula(text: str) -> str:
    written = text[1:].translate(_ENTITIES)
    shown = text.shown if isinstance(text, Formula) else None
    if shown is None:
        return f"><f>{written}</f><v/></c>"
    if isinstance(shown, str):
        return f' t="str"><f>{written}</f><v>{shown.translate(_ENTITIES)}</v></c>'
    return f"><f>{written}</f><v>{shown!r}</v></c>"
