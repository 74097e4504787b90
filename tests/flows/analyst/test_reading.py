from pathlib import Path

import openpyxl
import polars as pl
import pytest

from flows.analyst.reading import read_table
from schemas.errors import TableError

TABLE = pl.DataFrame({"target": ["a", "b"], "score": [1.5, 2.0]})


def test_csv_xlsx_and_parquet_of_one_table_read_alike(tmp_path: Path) -> None:
    TABLE.write_csv(tmp_path / "t.csv")
    TABLE.write_csv(tmp_path / "t.txt", separator=";")
    TABLE.write_parquet(tmp_path / "t.parquet")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (TABLE.columns, *TABLE.iter_rows()):
        sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    for name in ("t.csv", "t.txt", "t.parquet", "t.xlsx"):
        read = read_table(tmp_path / name)
        assert read.columns == TABLE.columns
        assert read["target"].to_list() == ["a", "b"]
        assert read["score"].cast(pl.Float64).to_list() == [1.5, 2.0]


def test_what_stands_for_no_value_is_missing_and_blank_rows_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,\n 1 ,NA,x\n,,\nnan,2,\n", encoding="utf-8")
    read = read_table(path)
    assert read.columns == ["a", "b", "column 3"]
    assert read.rows() == [("1", None, "x"), (None, "2", None)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("t.csv", b"a,b\n", "no rows"),
        ("t.csv", b"", "empty"),
        ("t.csv", b"%PDF-1.7", "PDF"),
        ("t.json", b'[{"a": 1}]', "JSON"),
        ("t.parquet", b"PAR1 and no more", "damaged"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError, match=words) as raised:
        read_table(path)
    assert name in str(raised.value)


def test_a_workbook_without_rows_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "t.xlsx")
    with pytest.raises(TableError, match="no sheet has any rows"):
        read_table(tmp_path / "t.xlsx")
