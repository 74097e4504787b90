"""A long sheet read in halves is the sheet read as a whole."""

import os
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.intake.files import halves, reading_child
from flows.intake.files.grid import Grid
from flows.intake.files.halves import long_sheet, put_together, write_halves
from flows.intake.files.reading_child import ReadingChild
from flows.intake.files.sandbox import read_workbook
from schemas.errors import UnreadableFileError

SHEET = "xl/worksheets/sheet2.xml"
cells = st.sampled_from([None, 1, 2.5, "text", "a & b", '</row><row r="9">', True])


@pytest.fixture
def short_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sheet counts as long, and is looked at a few bytes at a time."""
    monkeypatch.setattr(halves, "LONG", 1)
    monkeypatch.setattr(halves, "CHUNK", 4096)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def _write(
    path: Path, rows: list[list[object]], first: tuple[int, int] = (0, 0), spoilt: int = 0
) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Before").write(0, 0, "before")
        sheet = book.add_worksheet("Long")
        for at, row in enumerate(rows):
            sheet.write_row(first[0] + at, first[1], row)
        if spoilt:
            sheet.write_formula(spoilt, 1, "=NA()", None, "#N/A")
        book.add_worksheet("After").write(1, 1, "after")


def _whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Grid]:
    with monkeypatch.context() as as_is:
        as_is.setattr(halves, "LONG", 1 << 40)
        return read_workbook(path)


def _same(some: list[Grid], others: list[Grid]) -> bool:
    return len(some) == len(others) and all(
        one.cells.equals(other.cells)
        and (one.sheet, one.visible, one.first_column)
        == (other.sheet, other.visible, other.first_column)
        for one, other in zip(some, others, strict=True)
    )


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=9),
    times=st.integers(20, 60),
    first=st.tuples(st.integers(0, 3), st.integers(0, 2)),
)
def test_rows_and_columns_keep_their_places(
    rows: list[list[object]],
    times: int,
    first: tuple[int, int],
    short_ones_too: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, rows * times, first)
    assert _same(read_workbook(path), _whole(path, monkeypatch))


@pytest.mark.usefixtures("short_ones_too")
def test_the_long_sheet_is_cut_between_two_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, [[at, "b"] for at in range(500)])
    assert long_sheet(path) == 1
    upper, lower = write_halves(path, 1, tmp_path)
    rows = [re.findall(rb'<row r="(\d+)"', _part(half)) for half in (upper, lower)]
    assert rows[0] + rows[1] == [b"%d" % (at + 1) for at in range(500)]
    assert 200 < len(rows[0]) < 300
    assert [len(zipfile.ZipFile(half).namelist()) for half in (upper, lower)] == [
        len(zipfile.ZipFile(path).namelist()),
        len(zipfile.ZipFile(path).namelist()) - 2,
    ]


@pytest.mark.usefixtures("short_ones_too")
@pytest.mark.parametrize(
    ("what", "by"),
    [
        (rb' r="[A-Z]*\d+"', b""),  # rows and cells without a number
        (rb"(</?)(row|c|v|sheetData|worksheet)\b", rb"\1x:\2"),  # another prefix
        (rb'<row r="4\d\d"', b'<row r="3"'),  # numbers that go back
        (rb"<sheetData>", b'<sheetData><!-- </row><row r="1"> -->'),
    ],
)
def test_an_unusual_sheet_is_read_as_before(
    what: bytes, by: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, odd = tmp_path / "x.xlsx", tmp_path / "odd.xlsx"
    _write(path, [[at, "b"] for at in range(500)])
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(odd, "w") as to:
        for name in archive.namelist():
            content = archive.read(name)
            to.writestr(name, re.sub(what, by, content) if name == SHEET else content)
    assert _same(read_workbook(odd), _whole(odd, monkeypatch))


@pytest.mark.usefixtures("short_ones_too")
def test_spoilt_cells_of_both_halves_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    for row in (20, 480):
        _write(path, [[at, "b"] for at in range(500)], spoilt=row)
        _, grid, _ = read_workbook(path)
        assert grid.cells.row(row) == (str(row), "#N/A")
        assert _same([grid], _whole(path, monkeypatch)[1:2])


def test_halves_that_overlap_are_refused() -> None:
    one = Grid("a", pl.DataFrame({"c0": ["x", "y"]}))
    below = Grid("a", pl.DataFrame({"c0": [None, None, "z"]}), first_column=1)
    joined = put_together(one, below)
    assert joined is not None
    assert joined.cells.rows() == [("x", None), ("y", None), (None, "z")]
    assert put_together(one, one) is None


@pytest.mark.usefixtures("short_ones_too")
def test_damage_far_down_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, [[at, f"text {at * 7919 % 10007}"] for at in range(20_000)])
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    content = bytearray(path.read_bytes())
    content[info.header_offset + info.compress_size * 9 // 10] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_workbook(path)


@pytest.mark.usefixtures("short_ones_too")
@pytest.mark.parametrize("row", [3, 490])
def test_a_cell_far_out_in_either_half_is_refused(row: int, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, [[at, *([None] * 4_110 if at == row else []), "b"] for at in range(500)])
    with pytest.raises(UnreadableFileError, match="far more memory"):
        read_workbook(path)


@pytest.mark.usefixtures("short_ones_too")
@pytest.mark.parametrize("order", ["read", "read_beside"])
def test_where_a_half_cannot_be_read_the_sheet_is_read_as_a_whole(
    order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, [[at, "b"] for at in range(500)])
    as_it_is = getattr(ReadingChild, order)
    children: list[ReadingChild] = []

    def misled(child: ReadingChild, workbook: Path, *how: int, **forks: bool) -> None:
        children.append(child)
        as_it_is(child, workbook.with_name("absent") if workbook != path else path, *how, **forks)

    monkeypatch.setattr(ReadingChild, order, misled)
    read = read_workbook(path)
    monkeypatch.undo()
    assert _same(read, _whole(path, monkeypatch))
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.killpg(child.process.pid, 0)


@pytest.mark.usefixtures("short_ones_too")
def test_a_child_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    _write(path, [[at, "b"] for at in range(500)])
    monkeypatch.setattr(reading_child, "LONGEST_READ_SECONDS", 0)
    with pytest.raises(UnreadableFileError, match="two minutes"):
        read_workbook(path)


def _part(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(SHEET)
