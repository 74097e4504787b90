"""The parts that forms to fill in share: rows with hidden tokens, answer cells, drop-downs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid
from reports.kit.page_breaks import break_pages
from reports.layout.fit import LINE_HEIGHT, MOST_HEIGHT, n_lines
from reports.layout.page import protect, set_print
from reports.text import clean_text
from reports.theme import Styles
from schemas.books.kit import NOT_ASKED, FormIdentity, ItemIdentity
from schemas.books.returned import IDENTITY_SHEET
from schemas.books.scorecard_layout import (
    FIXED,
    MARK_ANSWER,
    MARK_NOTE,
    MARK_TOKEN,
    choices,
    identity_cells,
    offered_words,
    row_token,
)

TOKEN, QUESTION, MEANING, ANSWER, NOTE = 1, 2, 3, 4, 5
WIDTHS = {TOKEN: 4, QUESTION: 44, MEANING: 62, ANSWER: 13, NOTE: 44}
PACK_WIDTHS = {TOKEN: 4, QUESTION: 74, MEANING: 46, ANSWER: 13, NOTE: 30}
"""Where the words to rate stand in the form itself."""
_TITLE_ROW = 2
_PADDING = 5.0
_LEAST_HEIGHT = 3 * LINE_HEIGHT
_SMALLER = 1.1
"""How many more letters fit at 9 points than at 10."""
_FIRST_LIST_COLUMN = 3
_SHEET_NAME_LENGTH = 31


@dataclass
class Lists:
    """The drop-downs of a book; the options lie on its hidden sheet, in columns of their own."""

    book: Workbook
    styles: Styles

    def __post_init__(self) -> None:
        self.sheet = self.book.create_sheet(IDENTITY_SHEET)
        self.sheet.sheet_state = "veryHidden"
        self._grid = Grid(self.sheet, self.styles)
        self._ranges: dict[tuple[float | str, ...], str] = {}

    def range_of(self, options: tuple[float | str, ...]) -> str:
        """Where the options lie, as a formula refers to them."""
        if options not in self._ranges:
            column = _FIRST_LIST_COLUMN + len(self._ranges)
            for row, option in enumerate(options, start=1):
                self._grid.put(row, column, option, "hidden")
            letter = get_column_letter(column)
            place = f"{IDENTITY_SHEET}!${letter}$1:${letter}${len(options)}"
            self._ranges[options] = place
        return self._ranges[options]

    def seal(self, forms: tuple[FormIdentity, ...]) -> None:
        """Write which forms the book holds."""
        for row, chunk in enumerate(identity_cells(forms), start=1):
            self._grid.put(row, 1, chunk, "hidden")


@dataclass
class FormSheet:
    """A protected sheet that grows downwards, one row at a time."""

    sheet: Worksheet
    styles: Styles
    lists: Lists
    widths: Mapping[int, float] = field(default_factory=lambda: WIDTHS)
    row: int = 1

    def __post_init__(self) -> None:
        self._grid = Grid(self.sheet, self.styles)
        for column, mark in ((TOKEN, MARK_TOKEN), (ANSWER, MARK_ANSWER), (NOTE, MARK_NOTE)):
            self._grid.put(1, column, mark, "hidden")
        self.sheet.row_dimensions[1].hidden = True
        for column, width in self.widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.column_dimensions["A"].hidden = True
        self._drop_downs: dict[str, DataValidation] = {}
        self._blocks: list[int] = []

    def line(self, text: str, look: str, height: float | None = None) -> None:
        """A row of one text across the sheet."""
        self._next(row_token(FIXED, "line"))
        self._put(QUESTION, text, look)
        self._grid.merge(self.row, QUESTION, NOTE)
        across = sum(self.widths[column] for column in (QUESTION, MEANING, ANSWER, NOTE))
        self._grid.height(self.row, height or height_of([(text, across)]))

    def headings(self, question: str, meaning: str, answer: str, note: str) -> None:
        """The headings of a block of rows."""
        self._next(row_token(FIXED, "headings"))
        for column, text in ((QUESTION, question), (MEANING, meaning)):
            self._put(column, text, "heading")
        for column, text in ((ANSWER, answer), (NOTE, note)):
            self._put(column, text, "heading_input")
        self._grid.height(self.row, 22)

    def day(self, label: str, key: str, form: int) -> None:
        """A row that asks for a day."""
        self._next(row_token(form, key))
        self._put(QUESTION, label, "label")
        self._put(
            MEANING,
            "Year-month-day; leave it empty and the file's own time serves.",
            "explained_muted",
        )
        self._put(ANSWER, None, "input_day")
        self._grid.height(self.row, 20)

    def answers(
        self, form: int, items: Sequence[tuple[ItemIdentity, str]], meaning: str, look: str
    ) -> None:
        """Rows with an answer cell and a cell for words, beside what all their answers mean.

        Args:
            form: The form's number.
            items: What each row answers, and its question.
            meaning: Stands once beside all of them.
            look: The format of the questions.
        """
        first = self.row + 1
        share = height_of([(meaning, self.widths[MEANING] * _SMALLER)]) / len(items)
        for item, question in items:
            self._next(row_token(form, item.key))
            self._put(QUESTION, question, look)
            self._put(MEANING, None, "anchors")
            self._put(ANSWER, None, "input_choice")
            self._put(NOTE, None, "input_note")
            self._offer(item)
            needed = height_of([(question, self.widths[QUESTION])])
            self._grid.height(self.row, max(needed, share, _LEAST_HEIGHT))
        self._grid.put(first, MEANING, meaning, "anchors")
        if len(items) > 1:
            self._grid.merge(first, MEANING, MEANING, self.row)
        self._blocks.append(self.row + 1)

    def finish(self, footer: str) -> None:
        """Protect all but the answer cells, and set up the print."""
        self.sheet.sheet_view.showGridLines = False
        self.sheet.freeze_panes = "A4"
        set_print(self.sheet, clean_text(footer), NOTE, _TITLE_ROW)
        shown = [width for column, width in self.widths.items() if column != TOKEN]
        break_pages(self.sheet, self._blocks, shown)
        protect(self.sheet)

    def _next(self, token: str) -> None:
        self.row += 1
        self._put(TOKEN, token, "hidden")

    def _put(self, column: int, text: str | None, look: str) -> None:
        self._grid.put(self.row, column, text, look)

    def _offer(self, item: ItemIdentity) -> None:
        cell = self.sheet.cell(self.row, ANSWER).coordinate
        options = choices(item)
        if options:
            place = self.lists.range_of(options)
            if place not in self._drop_downs:
                words = ", ".join(offered_words(options))
                self._drop_downs[place] = self._validation("list", place, f"Pick one of: {words}.")
            self._drop_downs[place].add(cell)
        elif item.low is not None and item.high is not None:
            within = f"AND(ISNUMBER({cell}),{cell}>={item.low:g},{cell}<={item.high:g})"
            formula = f'OR({within},{cell}="{NOT_ASKED}")'
            said = f"Type a number from {item.low:g} to {item.high:g}, or {NOT_ASKED}."
            self._validation("custom", formula, said).add(cell)

    def _validation(
        self, kind: Literal["list", "custom"], formula: str, said: str
    ) -> DataValidation:
        rule = DataValidation(type=kind, formula1=formula, allow_blank=True)
        rule.errorTitle, rule.error = "Not an answer here", said[:225]
        rule.showErrorMessage = True
        self.sheet.add_data_validation(rule)
        return rule


def height_of(texts: Sequence[tuple[str, float]]) -> float:
    """The height, in points, that wrapped texts need in columns of the widths given."""
    lines = max(n_lines(text, width) for text, width in texts)
    return min(MOST_HEIGHT, LINE_HEIGHT * lines + _PADDING)


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have, like `wanted`, and that no other has yet."""
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in clean_text(wanted))
    base = " ".join(plain.split()).strip("'")[:_SHEET_NAME_LENGTH].strip() or "Form"
    name, number = base, 2
    folded = {other.casefold() for other in taken}
    while name.casefold() in folded:
        suffix = f" {number}"
        name, number = base[: _SHEET_NAME_LENGTH - len(suffix)] + suffix, number + 1
    return name
