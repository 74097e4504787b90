"""The rows of a sheet as XML, written straight from its cells.

openpyxl builds an element for every cell; writing the text of `<sheetData>` by hand gives the same
cells several times faster. Everything else of a workbook is left to openpyxl.
"""

from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from reports.grid import Formula

_SPACED = ' t="inlineStr"><is><t xml:space="preserve"'


def sheet_data(sheet: Any) -> str:
    """The `<sheetData>` element of `sheet`; its comments and links are collected on the way.

    Raises:
        TypeError: A cell holds something else than text, number, date, truth value or formula.
    """
    letters = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
    styles: dict[int, int] = {}
    parts = ["<sheetData>"]
    for row, cells in _rows(sheet):
        parts.append(f'<row r="{row}"{_settings(sheet, row)}>')
        for cell in cells:
            if cell._comment is not None:  # noqa: SLF001  # the properties cost a call a cell
                sheet._comments.append(CommentRecord.from_cell(cell))  # noqa: SLF001
            if cell.hyperlink is not None:
                sheet._hyperlinks.append(cell.hyperlink)  # noqa: SLF001
            # Cells share their formats, so a format's identity stands for its number.
            format_ = id(cell._style)  # noqa: SLF001
            style = styles.get(format_)
            if style is None:
                style = styles[format_] = cell.style_id
            parts.append(f'<c r="{letters[cell.column - 1]}{row}" s="{style}"')
            parts.append(_content(cell))
        parts.append("</row>")
    parts.append("</sheetData>")
    return "".join(parts)


def _rows(sheet: Any) -> list[tuple[int, list[Any]]]:
    rows: dict[int, list[Any]] = {row: [] for row in sheet.row_dimensions}
    for (row, _), cell in sheet._cells.items():  # noqa: SLF001  # the iterators make empty cells
        found = rows.get(row)
        if found is None:
            rows[row] = [cell]
        else:
            found.append(cell)
    for cells in rows.values():
        cells.sort(key=attrgetter("column"))
    return sorted(rows.items())


def _settings(sheet: Any, row: int) -> str:
    if row not in sheet.row_dimensions:
        return ""
    found = dict(sheet.row_dimensions[row])
    return "".join(f' {name}="{value}"' for name, value in found.items())


def _content(cell: Any) -> str:
    """The rest of a cell's element, after its place and format."""
    value = cell._value  # noqa: SLF001  # the property costs a call a cell
    if value is None or value == "":
        return "/>"
    kind = cell.data_type
    if kind == "s" and isinstance(value, str):
        start = ' t="inlineStr"><is><t' if value == value.strip() else _SPACED
        return f"{start}>{escape(value)}</t></is></c>"
    if kind == "n" and isinstance(value, int | float):
        return f"><v>{value!r}</v></c>"
    if kind == "d":
        return f"><v>{_serial(value)!r}</v></c>"
    if kind == "b":
        return f' t="b"><v>{int(value)}</v></c>'
    if kind == "f" and isinstance(value, str):
        return _formula(value)
    raise TypeError(
        f"Sheet {cell.parent.title}, cell {cell.coordinate} holds a "
        f"{type(value).__name__}; write text, a number, a date or a formula."
    )


def _serial(moment: Any) -> float:
    serial: float = to_excel(moment)  # type: ignore[no-untyped-call]  # the stubs lack it
    return serial


def _formula(text: str) -> str:
    written = escape(text[1:])
    shown = text.shown if isinstance(text, Formula) else None
    if shown is None:
        return f"><f>{written}</f><v/></c>"
    if isinstance(shown, str):
        return f' t="str"><f>{written}</f><v>{escape(shown)}</v></c>'
    return f"><f>{written}</f><v>{shown!r}</v></c>"
