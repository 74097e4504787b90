"""Our workbooks are opened as they come back, whatever else is in them."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart

from flows.intake.returned import own_book
from flows.intake.returned.own_book import kind_of, open_own_book, text_of
from schemas.errors import UnreadableFileError
from tests.kit_forms import MADE_AT, form, write_forms


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return write_forms(tmp_path / "a.xlsx", form())


def without(part: str, path: Path, instead: bytes | None = None) -> Path:
    """The same archive with a part left out or replaced."""
    made = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if instead is not None:
            new.writestr(part, instead)
    return made


def test_the_time_of_saving_is_what_the_document_says(card: Path) -> None:
    assert open_own_book(card).saved_at == MADE_AT


@pytest.mark.parametrize("said", [None, b"<x/>", b"<dcterms:modified>soon</dcterms:modified>"])
def test_a_document_that_does_not_say_when_it_was_saved_has_no_time(
    card: Path, said: bytes | None
) -> None:
    assert own_book._saved_at(without("docProps/core.xml", card, said)) is None


def test_a_zone_is_taken_into_account(card: Path) -> None:
    said = b"<dcterms:modified>2026-03-14T04:00:00+02:00</dcterms:modified>"
    assert own_book._saved_at(without("docProps/core.xml", card, said)) == MADE_AT


def test_a_sheet_of_charts_that_was_added_holds_no_rows(card: Path) -> None:
    book = load_workbook(card)
    book.create_chartsheet("Charts").add_chart(BarChart())
    book.save(card)
    sheets = {sheet.name: sheet.rows for sheet in open_own_book(card).sheets}
    assert sheets["Charts"] == ()


def test_a_sheet_longer_than_any_of_ours_is_refused(
    card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_book, "_LONGEST_SHEET", 10)
    with pytest.raises(UnreadableFileError, match="more than 10 rows"):
        open_own_book(card)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_a_damaged_workbook_of_ours_is_refused_in_words(card: Path, part: str) -> None:
    with pytest.raises(UnreadableFileError, match="part of it is damaged"):
        open_own_book(without(part, card, b"<worksheet><broken"))


def test_an_archive_without_a_workbook_is_none_of_ours(card: Path) -> None:
    assert kind_of(without("xl/workbook.xml", card)) == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (4.0, "4"),
        (4.5, "4.5"),
        (True, "True"),
        ("\u00a0a\u00a0b ", "a\u00a0b"),
        ("one_x000D_\ntwo\x07", "one\ntwo"),
        ("_x005F_x000D_", "_x000D_"),
    ],
)
def test_a_cell_reads_as_a_person_sees_it(cell: object, text: str) -> None:
    assert text_of(cell) == text
