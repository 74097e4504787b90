"""Pages end between blocks, and are as full as blocks allow."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reports.kit.page_breaks import break_pages
from reports.layout.page import set_print

HEAD = 2
WIDTHS = [60.0, 60.0]
# By hand: A4 landscape, 11.69 inches less twice 0.4 is 10.89, 1045 pixels; two columns of 60 take
# 2 (60 x 7 + 5) = 850 of them, so the scale is 1. A page is 8.27 less 0.4 and 0.6 inches high,
# 523 points, of which 96 % are used: 502.
PAGE = 502


def paged(blocks: list[int], repeated: bool = False) -> tuple[list[int], list[int]]:
    """The rows that begin a block, and those that begin a page, for rows of 100 points."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    starts, row = [], HEAD + 1
    for n_rows in blocks:
        starts.append(row)
        row += n_rows
    for at in range(1, row):
        sheet.cell(at, 1).value = at
        sheet.row_dimensions[at].height = 100
    sheet.row_dimensions[1].hidden = True
    set_print(sheet, "", 2, 2 if repeated else None)
    break_pages(sheet, starts, WIDTHS)
    return starts, [made.id + 1 for made in sheet.row_breaks.brk]


def test_a_block_that_would_be_torn_begins_a_page() -> None:
    # By hand: row 1 is hidden and row 2 takes 100, so 400 are left: blocks of 2 rows, 200, fit
    # twice; the next page takes two, 400, and not a third, 600.
    assert paged([2, 2, 2, 2, 2]) == ([3, 5, 7, 9, 11], [7, 11])


def test_repeated_rows_take_their_room_on_every_page() -> None:
    # By hand: with row 2 repeated, 402 points are left on each page: two blocks, as on the first.
    assert paged([2, 2, 2, 2, 3], repeated=True)[1] == [7, 11]


def test_what_fits_on_a_page_is_not_broken() -> None:
    assert paged([1, 1, 1])[1] == []
    assert paged([])[1] == []


def test_rows_without_a_height_of_their_own_count_as_usual() -> None:
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.cell(100, 1).value = "last"
    set_print(sheet, "", 2, None)
    # By hand: 502 / 15 is 33.4, so the block of rows 30 to 59 (29 rows before it) is torn, and
    # the block from row 60 too, after 30 rows of its page.
    break_pages(sheet, [30, 60, 90], WIDTHS)
    assert [made.id + 1 for made in sheet.row_breaks.brk] == [30, 60, 90]


@settings(max_examples=30)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
def test_no_block_is_torn_and_no_page_overfull(blocks: list[int]) -> None:
    starts, begins = paged(blocks)
    assert set(begins) <= set(starts)
    end = starts[-1] + blocks[-1]
    pages = [(first, last) for first, last in zip([2, *begins], [*begins, end], strict=True)]
    assert all((last - first) * 100 <= PAGE or first == 2 for first, last in pages)
