"""Text from outside stays text."""

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from reports.save import workbook_bytes
from reports.text import LONGEST, clean_text, put_text, shown_text
from tests.reports.pools import MADE_AT

FORMULA_LIKE = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "#N/A", "=", "'=1")


def written(text: str) -> Cell:
    book = Workbook()
    put_text(book.worksheets[0]["A1"], text)
    again = load_workbook(BytesIO(workbook_bytes(book, MADE_AT)))
    return again.worksheets[0]["A1"]


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_what_looks_like_a_formula_or_an_error_is_written_as_text(text: str) -> None:
    cell = written(text)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\r", "\n")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b\x1fc\x7f", "a�b�c�"),
        ("lone \ud800 surrogate", "lone � surrogate"),
        ("not \ufffe characters \uffff", "not � characters �"),
        ("turned \u202egnp.exe", "turned �gnp.exe"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("kept\ttab and\nline", "kept\ttab and\nline"),
        ("_x000D_", "_x005F_x000D_"),
        ("_x000D_x000D_", "_x005F_x000D_x005F_x000D_"),
        ("_xyz_ and _x12_", "_xyz_ and _x12_"),
        ("emoji 👩‍🔬 שלום محمد", "emoji 👩‍🔬 שלום محمد"),
    ],
)
def test_characters_that_a_cell_cannot_hold_are_shown_or_escaped(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_what_is_shown_is_what_was_written_but_for_marks_of_what_could_not_be(text: str) -> None:
    expected = re.sub("\r\n?", "\n", text)
    shown = shown_text(clean_text(text))
    assert len(shown) == len(expected)
    assert all(seen in (meant, "�") for seen, meant in zip(shown, expected, strict=True))


@given(st.lists(st.sampled_from(["_", "x", "0", "005F", "000D", "_x005F_", "a"])).map("".join))
def test_escapes_of_escapes_read_back(text: str) -> None:
    assert shown_text(clean_text(text)) == text


@pytest.mark.parametrize("sign", ["a", "😀", "_x000D_"])
def test_text_too_long_for_a_cell_is_cut_with_a_mark_that_says_so(sign: str) -> None:
    text = sign * 40_000
    cut = clean_text(text)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert re.search(r"… \[cut: [\d,]+ characters\]$", cut)
    kept = shown_text(cut).partition(" … [cut")[0]
    assert text.startswith(kept)
    assert len(kept) > LONGEST // 4
    assert "\ud83d" not in cut


def test_text_just_short_enough_is_whole() -> None:
    text = "😀" * (LONGEST // 2) + "a"
    assert clean_text(text) == text
    assert clean_text(text + "b") != text + "b"


def test_an_empty_value_leaves_the_cell_empty_and_a_shared_format_alone() -> None:
    sheet = Workbook().worksheets[0]
    put_text(sheet["A1"], None)
    assert sheet["A1"].value is None
    sheet["B1"].number_format = "0.0"
    sheet["C1"]._style = sheet["B1"]._style
    put_text(sheet["C1"], "=1")
    put_text(sheet["C1"], "=2")
    assert sheet["C1"].value == "=2"
    assert sheet["C1"].data_type == "s"
    assert not sheet["B1"].quotePrefix
