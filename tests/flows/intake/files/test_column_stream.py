"""Columns written as an Arrow stream are what polars reads from it."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import fastexcel
import polars as pl
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.files.column_stream import write_columns
from flows.intake.files.sandbox import read_workbook

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=9)
cells = st.one_of(texts, st.integers(-9, 10**9), st.floats(-1e9, 1e9), st.booleans(), st.none())


def _written(path: Path, rows: list[list[object]]) -> None:
    """A workbook with these cells in its second sheet; the first is empty."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.add_worksheet()
        sheet = book.add_worksheet("Cells")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                else:
                    sheet.write(at, column, cell)


@given(st.lists(st.lists(cells, max_size=4), max_size=20))
def test_a_sheet_is_what_polars_makes_of_it(rows: list[list[object]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        _written(path, rows)
        reader = fastexcel.read_excel(path)
        sheet = reader.load_sheet("Cells", header_row=None, skip_rows=0, dtypes="string")
        out = io.BytesIO()
        height, width = write_columns(sheet, out)
    expected = pl.DataFrame(sheet)
    read = pl.read_ipc_stream(out.getvalue())
    assert read.columns == ["cells"]
    assert (height, width) == expected.shape
    columns = [read["cells"].slice(at * height, height) for at in range(width)]
    assert [column.to_list() for column in columns] == [
        column.to_list() for column in expected.get_columns()
    ]


def test_sheets_come_through_the_child_with_their_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    _written(path, [["Name", "Ü"], [None, 4.5], ["€", True, 12]])
    empty, sheet = read_workbook(path)
    assert empty.cells.is_empty()
    assert sheet.cells.columns == ["c0", "c1", "c2"]
    assert sheet.cells.rows() == [("Name", "Ü", None), (None, "4.5", None), ("€", "true", "12")]
