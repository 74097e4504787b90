"""Rows of a returned form, known by their hidden tokens and never by their position."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flows.intake.returned.own_book import Cell, OwnBook, Sheet, text_of
from schemas.books.scorecard_layout import (
    COLUMN_ANSWER,
    FIXED,
    MARK_ANSWER,
    MARK_NOTE,
    MARK_TOKEN,
    read_token,
)
from schemas.fault import Fault


@dataclass(frozen=True)
class FormRow:
    """One row that a rater may have filled in.

    Attributes:
        form: The form's number.
        key: What the row answers.
        answer: The cell as it came.
        note: The words beside it.
        sheet: Where it now is.
        row: The row's number there.
    """

    form: int
    key: str
    answer: Cell
    note: str
    sheet: str
    row: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not text_of(self.answer) and not self.note

    def same_answer(self, other: "FormRow") -> bool:
        """Whether both rows say the same."""
        return text_of(self.answer) == text_of(other.answer) and self.note == other.note


def form_rows(book: OwnBook) -> tuple[list[FormRow], list[Fault], bool]:
    """Find the rows of a book's forms.

    Returns:
        The rows, faults for answers in rows without a token, and whether any sheet still has
        the hidden marks at all.
    """
    rows: list[FormRow] = []
    faults: list[Fault] = []
    marked = False
    for sheet in book.sheets:
        columns = _marks(sheet)
        if columns is None:
            faults += _lost_form(sheet)
            continue
        marked = True
        for number, cells in sheet.rows:
            found = _row(sheet, number, cells, columns, faults)
            if found is not None:
                rows.append(found)
    return rows, faults, marked


def settled(rows: list[FormRow], column: str) -> Iterator[FormRow | Fault]:
    """One row for each thing to answer; copies that disagree are faults, empty copies nothing.

    Args:
        rows: As found, in the order of the file.
        column: The heading that faults name.
    """
    copies: dict[tuple[int, str], list[FormRow]] = defaultdict(list)
    for row in rows:
        copies[row.form, row.key].append(row)
    for same in copies.values():
        filled = [row for row in same if not row.is_empty]
        if not filled:
            continue
        if all(row.same_answer(filled[0]) for row in filled):
            yield filled[0]
            continue
        places = ", ".join(f"sheet {row.sheet} row {row.row}" for row in filled)
        for row in filled:
            yield Fault(
                code="copied_row",
                message="The same row stands here more than once with different answers: "
                f"{places}.",
                expected="One answer. Empty the cells of the other copies.",
                sheet=row.sheet,
                row=row.row,
                column=column,
                value=text_of(row.answer),
            )


def _marks(sheet: Sheet) -> dict[str, int] | None:
    wanted = (MARK_TOKEN, MARK_ANSWER, MARK_NOTE)
    for _, cells in sheet.rows:
        places = {cell: index for index, cell in enumerate(cells) if cell in wanted}
        if len(places) == len(wanted):
            return {str(mark): index for mark, index in places.items()}
    return None


def _lost_form(sheet: Sheet) -> Iterator[Fault]:
    """The fault of a form of which the hidden marks are gone; a rater's own sheet is none."""
    if any(COLUMN_ANSWER in cells for _, cells in sheet.rows):
        yield Fault(
            code="lost_marks",
            message="The hidden columns that tell this form's rows apart were removed, so that "
            "none of its answers was taken.",
            expected="The answers in a fresh copy of the form.",
            sheet=sheet.name,
            costs="file",
        )


def _row(
    sheet: Sheet,
    number: int,
    cells: tuple[Cell, ...],
    columns: dict[str, int],
    faults: list[Fault],
) -> FormRow | None:
    def cell(mark: str) -> Cell:
        index = columns[mark]
        return cells[index] if index < len(cells) else None

    token_text = text_of(cell(MARK_TOKEN))
    if token_text == MARK_TOKEN:
        return None
    token = read_token(token_text)
    if token is None:
        if text_of(cell(MARK_ANSWER)):
            faults.append(
                Fault(
                    code="row_without_identity",
                    message="An answer stands in a row that is not the form's; it was not taken.",
                    expected="The answer in the form's own row for that question.",
                    sheet=sheet.name,
                    row=number,
                    value=text_of(cell(MARK_ANSWER)),
                )
            )
        return None
    if token[0] == FIXED:
        return None
    note = text_of(cell(MARK_NOTE))
    return FormRow(token[0], token[1], cell(MARK_ANSWER), note, sheet.name, number)
