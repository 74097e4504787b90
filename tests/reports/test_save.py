"""The same workbook gives the same bytes, and what openpyxl would have written."""

import os
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from reports.book import shortlist_book
from reports.grid import Formula, Grid
from reports.layout.marks import highlight
from reports.save import ALTERNATIVE_TEXT, workbook_bytes
from reports.theme import LOOKS, Styles
from tests.reports.pools import MADE_AT, context, shortlist

ROOT = Path(__file__).resolve().parents[2]
PRINT_DIGEST = """
import hashlib, runpy
from reports.book import shortlist_book
from reports.save import workbook_bytes
pools = runpy.run_path("tests/reports/pools.py")
made = pools["shortlist"](6)
book = shortlist_book(made, pools["context"](made))
print(hashlib.sha256(workbook_bytes(book, pools["MADE_AT"])).hexdigest())
"""


def value_of(cell: Cell) -> object:
    """The value of a cell; numbers at 12 figures, for openpyxl rounds what we write whole."""
    value = cell.value
    return f"{value:.12g}" if type(value) in (int, float) else value


def content(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Everything of a sheet that a reader can see or be held to."""
    cells: list[tuple[object, ...]] = [
        (
            cell.coordinate,
            cell.data_type if cell.value is not None else "empty",
            value_of(cell),
            cell.number_format,
            tuple(cell._style or ()),
            cell.comment.text if cell.comment else None,
            cell.hyperlink.location if cell.hyperlink else None,
        )
        for row in sheet.iter_rows()
        for cell in row
    ]
    rules = [
        (str(area.sqref), [(rule.type, rule.formula, rule.priority) for rule in area.rules])
        for area in sheet.conditional_formatting
    ]
    checks = [
        (str(check.sqref), check.type, check.formula1)
        for check in sheet.data_validations.dataValidation
    ]
    heights = {row: sheet.row_dimensions[row].height for row in sheet.row_dimensions}
    charts = [len(chart.series) for chart in sheet._charts]
    return [*cells, tuple(rules), tuple(checks), tuple(charts), tuple(sorted(heights.items()))]


def reread(data: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    return [(sheet.title, content(sheet)) for sheet in load_workbook(BytesIO(data)).worksheets]


def as_openpyxl_saves(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="_\ufffe\uffff")),
    st.sampled_from([" spaced ", "<&>\"'", "=1+1", "+1", "line\nfeed", "tab\t"]),
    st.floats(-1e9, 1e9) | st.sampled_from([float("nan"), float("inf")]),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001  # as in cells
        lambda moment: moment.replace(microsecond=0)
    ),
    st.sampled_from([Formula("=A1&B1"), Formula('=IF(A1<2,"a&b","c")', "a&b")]),
)


def filled(values: list[list[object]]) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    grid = Grid(sheet, Styles(book))
    # A number in a date's look is read back as a date, if it is one.
    looks = [name for name in sorted(LOOKS) if "day" not in name]
    for row, line in enumerate(values, 2):
        for column, value in enumerate(line, 1):
            grid.put(row, column, value, looks[(7 * row + column) % len(looks)])
    grid.put(1, 1, "Heading", "heading").comment = Comment("A term.", "Twokeys")
    grid.put(1, 2, "Link", "link").hyperlink = "#Sheet!A1"
    grid.height(1, 30)
    highlight(sheet, "A2:A9", "A2>1", "FFFFFF")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=4))
    sheet.add_chart(chart, "H2")
    sheet.row_dimensions[40].height = 50
    return book


@settings(max_examples=25)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), max_size=5))
def test_rows_written_by_hand_read_back_as_openpyxl_would_have_written_them(values) -> None:
    assert reread(workbook_bytes(filled(values), MADE_AT)) == reread(
        as_openpyxl_saves(filled(values))
    )


def test_a_whole_shortlist_reads_back_as_openpyxl_would_have_written_it() -> None:
    made = shortlist(7)
    ours = workbook_bytes(shortlist_book(made, context(made)), MADE_AT)
    assert reread(ours) == reread(as_openpyxl_saves(shortlist_book(made, context(made))))


def test_the_same_run_gives_the_same_bytes() -> None:
    made = shortlist(6)
    first, second = (workbook_bytes(shortlist_book(made, context(made)), MADE_AT) for _ in range(2))
    assert first == second


def test_the_bytes_depend_on_no_hash_seed() -> None:
    made = shortlist(6)
    here = workbook_bytes(shortlist_book(made, context(made)), MADE_AT)
    # This process has a seed of its own; the other has a fixed one.
    there = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
    ).stdout
    assert there.strip() == sha256(here).hexdigest()


def test_times_in_the_file_are_the_runs_in_utc() -> None:
    zone = timezone(timedelta(hours=3))
    moment = datetime(2026, 3, 5, 5, 0, 0, 123, tzinfo=zone)
    data = workbook_bytes(Workbook(), moment)
    assert data == workbook_bytes(Workbook(), datetime(2026, 3, 5, 2))  # noqa: DTZ001  # naive UTC
    about = load_workbook(BytesIO(data)).properties
    assert about.created == about.modified == datetime(2026, 3, 5, 2)  # noqa: DTZ001  # as read
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


def test_a_chart_carries_its_alternative_text_and_one_without_carries_none() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for at, text in enumerate(("Said <in words>", "")):
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
        vars(chart)[ALTERNATIVE_TEXT] = text
        sheet.add_chart(chart, f"B{2 + 20 * at}")
    with zipfile.ZipFile(BytesIO(workbook_bytes(book, MADE_AT))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("descr=") == 1
    assert "Said &lt;in words&gt;" in drawing


def test_a_formula_carries_the_value_it_has_for_viewers_that_do_not_calculate() -> None:
    book = Workbook()
    grid = Grid(book.worksheets[0], Styles(book))
    grid.put(1, 1, Formula("=1+1", 2), "figure")
    grid.put(1, 2, Formula('="a"&"<"', "a<"), "text")
    grid.put(1, 3, Formula("=1+2"), "figure")
    data = workbook_bytes(book, MADE_AT)
    row = load_workbook(BytesIO(data), data_only=True).worksheets[0][1]
    assert [cell.value for cell in row] == [2, "a<", None]
    again = load_workbook(BytesIO(data)).worksheets[0][1]
    assert [cell.value for cell in again] == ["=1+1", '="a"&"<"', "=1+2"]


def test_what_no_cell_of_ours_holds_is_refused_with_its_place() -> None:
    book = Workbook()
    book.worksheets[0]["B3"].value = CellRichText("rich")
    with pytest.raises(TypeError, match="cell B3 holds a CellRichText"):
        workbook_bytes(book, MADE_AT)


def test_a_time_with_a_zone_is_shown_in_utc() -> None:
    book = Workbook()
    grid = Grid(book.worksheets[0], Styles(book))
    grid.put(1, 1, datetime(2026, 3, 5, 23, tzinfo=timezone(timedelta(hours=-5))), "day")
    again = load_workbook(BytesIO(workbook_bytes(book, datetime(2026, 1, 1, tzinfo=UTC))))
    assert again.worksheets[0]["A1"].value == datetime(2026, 3, 6, 4)  # noqa: DTZ001  # as read
