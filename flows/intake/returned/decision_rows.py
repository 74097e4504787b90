"""Rows of a returned decision workbook, known by their hidden tokens, and what was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flows.intake.returned.answers import read_day
from flows.intake.returned.own_book import Cell, OwnBook, Sheet, text_of
from schemas.books.returned import (
    CHOICE_WORDS,
    HEAD_CANDIDATE,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_RANK,
    HEAD_REASON,
    HEAD_SKILL,
    HEAD_STATUS,
    HEAD_TOKEN,
    HEAD_VALUES,
    STATUS_WORDS,
    BookRow,
)
from schemas.fault import Fault

OPEN_HEADINGS = (HEAD_DECISION, HEAD_DECIDER, HEAD_DATE, HEAD_REASON)
_HALF_OF_THE_LAST_DECIMAL = 0.0501


@dataclass(frozen=True)
class DecisionRow:
    """One row of a decision sheet, by headings.

    Attributes:
        token: The hidden identity, as it came.
        cells: The row's cells by heading.
        sheet: Where it now is.
        row: The row's number there.
    """

    token: str
    cells: dict[str, Cell]
    sheet: str
    row: int

    def text(self, heading: str) -> str:
        """A cell as text; empty where the sheet has no such column."""
        return text_of(self.cells.get(heading))

    @property
    def answer(self) -> tuple[str, str, str, str]:
        """The open cells, as text."""
        decision, decider, day, reason = (self.text(heading) for heading in OPEN_HEADINGS)
        return decision, decider, day, reason

    @property
    def is_empty(self) -> bool:
        """Whether all open cells are empty."""
        return not any(self.answer)


def decision_rows(book: OwnBook) -> tuple[list[DecisionRow], bool]:
    """Find the rows of all sheets that still have their hidden column.

    Returns:
        The rows, and whether there was any such sheet.
    """
    rows: list[DecisionRow] = []
    found = False
    for sheet in book.sheets:
        headings = _headings(sheet)
        if headings is None:
            continue
        found = True
        rows.extend(_below(sheet, *headings))
    return rows, found


def unchanged(row: DecisionRow, shown: BookRow) -> bool:
    """Whether the open cells still say what they said when the workbook was made."""
    if shown.recorded is None:
        return row.is_empty
    day = read_day(row.cells.get(HEAD_DATE))
    recorded = shown.recorded
    return (
        row.text(HEAD_DECISION) == CHOICE_WORDS[recorded.choice]
        and row.text(HEAD_DECIDER) == _as_shown(recorded.decider)
        and row.text(HEAD_REASON) == _as_shown(recorded.reason)
        and isinstance(day, datetime)
        and day.date() == recorded.decided_on
    )


def shows_another(row: DecisionRow, shown: BookRow) -> bool:
    """Whether the row names another candidate than its hidden identity does."""
    return row.text(HEAD_CANDIDATE) != _as_shown(shown.label)


def locked_faults(row: DecisionRow, shown: BookRow) -> Iterator[Fault]:
    """Report cells that only the run may write and that no longer say what it wrote."""
    differing = [
        (HEAD_STATUS, row.text(HEAD_STATUS).endswith(STATUS_WORDS[shown.status])),
        (HEAD_VALUES, _same_figure(row.cells.get(HEAD_VALUES), shown.values_level)),
        (HEAD_SKILL, _same_figure(row.cells.get(HEAD_SKILL), shown.skill_level)),
    ]
    if HEAD_RANK in row.cells:
        differing.append((HEAD_RANK, _same_figure(row.cells[HEAD_RANK], shown.rank)))
    yield from (locked_fault(row, heading) for heading, same in differing if not same)


def locked_fault(row: DecisionRow, heading: str) -> Fault:
    """Report one changed cell that only the run may write."""
    return Fault(
        code="locked_cell_changed",
        message="A locked cell was changed; the change was ignored.",
        expected="What the run wrote there; the ledger has it.",
        sheet=row.sheet,
        row=row.row,
        column=heading,
        value=row.text(heading),
        costs="cell",
    )


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, cells in sheet.rows:
        names = {text_of(cell): index for index, cell in enumerate(cells) if cell is not None}
        if HEAD_TOKEN in names and all(heading in names for heading in OPEN_HEADINGS):
            return number, names
    return None


def _below(sheet: Sheet, heading_row: int, names: dict[str, int]) -> Iterator[DecisionRow]:
    for number, cells in sheet.rows:
        if number == heading_row:
            continue
        by_heading = {
            name: cells[index] if index < len(cells) else None for name, index in names.items()
        }
        row = DecisionRow(text_of(by_heading[HEAD_TOKEN]), by_heading, sheet.name, number)
        if row.token or (number > heading_row and not row.is_empty):
            yield row


def _same_figure(cell: Cell, shown: float | None) -> bool:
    if shown is None:
        return not isinstance(cell, int | float)
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return number and abs(float(str(cell)) - shown) <= _HALF_OF_THE_LAST_DECIMAL


def _as_shown(text: str) -> str:
    from reports.text import clean_text  # brings openpyxl, which is slow to import

    return text_of(clean_text(text))
