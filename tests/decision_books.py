"""A small shortlist workbook with made-up people, and a way to decide in it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from reports.book import shortlist_book
from reports.draft import Draft
from reports.save import workbook_bytes
from reports.sheets.deciding.identity import add_identity_sheet
from reports.sheets.deciding.not_shortlisted import add_not_shortlisted_sheet
from reports.sheets.deciding.second_look import add_second_look_sheet
from reports.sheets.deciding.shortlist import add_shortlist_sheet
from schemas.books.book import BookContext
from schemas.books.returned import (
    CHOICE_WORDS,
    DECISION_SHEETS,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_REASON,
    HEAD_TOKEN,
    row_token,
)
from schemas.config.policy import Floors, Policy
from schemas.decision import Decision
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy, Reason, Shortlist
from schemas.words import Choice, Standing, Status, Track

MADE_AT = datetime.fromisoformat("2026-03-14T02:00")
RUN = "20260314T020000Z-1"
REQUISITION = "CS-1"
PEOPLE = (
    ("c-1", "Ada Quill", Status.SHORTLISTED, 1, 71.23),
    ("c-2", "=Bo Reed", Status.SECOND_LOOK, None, 52.0),
    ("c-3", "Cy Moss", Status.SKILL_ONLY, None, 12.5),
    ("c-4", "Di Lark", Status.INCOMPLETE, None, None),
)


def _key(track: Track, level: float | None) -> KeyScore:
    standing = Standing.NO_EVIDENCE if level is None else Standing.STANDS
    error = None if level is None else 5.0
    return KeyScore(track=track, raw=level, level=level, se=error, floor=50, standing=standing)


def shortlist() -> Shortlist:
    """Four candidacies, one on each kind of list and one incomplete."""
    return Shortlist(
        requisition_id=REQUISITION,
        role="lead",
        title="Lead, Lyon",
        seats=1,
        floors=Floors(),
        candidates=tuple(
            Candidacy(
                candidate_id=candidate,
                label=label,
                status=status,
                rank=rank,
                values=_key(Track.VALUES, level),
                skill=_key(Track.SKILL, 80.0),
                reasons=(Reason(code="test", text="A reason."),),
            )
            for candidate, label, status, rank, level in PEOPLE
        ),
    )


def write_book(path: Path, *recorded: Decision, whole: bool = False) -> Path:
    """Write the shortlist workbook of the run, with decisions already on record.

    Args:
        path: Where.
        recorded: The decisions on record.
        whole: With all its sheets; only those that a reader needs otherwise, which is faster.
    """
    context = BookContext(
        run_id=RUN,
        made_at=MADE_AT,
        product_version="0",
        policy=Policy(),
        culture="tiny",
        decisions=recorded,
    )
    made = shortlist_book(shortlist(), context) if whole else _answered_part(context)
    path.write_bytes(workbook_bytes(made, MADE_AT))
    return path


def _answered_part(context: BookContext) -> Workbook:
    book = Workbook()
    draft = Draft(book, shortlist(), context)
    blank = book.worksheets[0]
    for add in (
        add_shortlist_sheet,
        add_second_look_sheet,
        add_not_shortlisted_sheet,
        add_identity_sheet,
    ):
        add(draft)
    book.remove(blank)
    return book


def decision(candidate: str = "c-1", **changes: Any) -> Decision:
    """A decision as the small workbook would give it."""
    status = next(status for who, _, status, _, _ in PEOPLE if who == candidate)
    return Decision(
        **{
            "requisition_id": REQUISITION,
            "candidate_id": candidate,
            "choice": Choice.ADVANCE,
            "decider": "m-1",
            "decided_at": datetime.fromisoformat("2026-03-15"),
            "status_then": status,
            "run_id": RUN,
            **changes,
        }
    )


class Deciding:
    """A manager at the workbook: finds candidates by the hidden column and types beside them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = load_workbook(path)

    def __enter__(self) -> "Deciding":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.save(self.path)

    def place(self, candidate: str) -> tuple[Any, int]:
        """The sheet and row of a candidate."""
        token = row_token(REQUISITION, candidate)
        for name in DECISION_SHEETS:
            sheet = self.book[name]
            column = self.column(sheet, HEAD_TOKEN)
            for row in range(1, sheet.max_row + 1):
                if sheet.cell(row, column).value == token:
                    return sheet, row
        raise AssertionError(candidate)

    def column(self, sheet: Any, heading: str) -> int:
        """The column under a heading."""
        cells = (cell for line in sheet.iter_rows() for cell in line)
        return next(int(cell.column) for cell in cells if cell.value == heading)

    def put(self, candidate: str, heading: str, value: Any) -> None:
        """Type a value under a heading in a candidate's row."""
        sheet, row = self.place(candidate)
        cell = sheet.cell(row, self.column(sheet, heading))
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def decide(
        self,
        candidate: str,
        choice: Choice | str | None,
        decider: str | None = "m-1",
        day: Any = MADE_AT,
        reason: str | None = None,
    ) -> None:
        """Fill in a candidate's open cells."""
        word = CHOICE_WORDS[choice] if isinstance(choice, Choice) else choice
        for heading, value in (
            (HEAD_DECISION, word),
            (HEAD_DECIDER, decider),
            (HEAD_DATE, day),
            (HEAD_REASON, reason),
        ):
            self.put(candidate, heading, value)

    def copy_row(self, candidate: str, to_sheet: str, to_row: int) -> tuple[Any, int]:
        """Copy a candidate's row, hidden column included, column by column heading."""
        sheet, row = self.place(candidate)
        target = self.book[to_sheet]
        for column in range(1, sheet.max_column + 1):
            heading = next(
                sheet.cell(above, column).value
                for above in range(row - 1, 0, -1)
                if sheet.cell(above, self.column(sheet, HEAD_TOKEN)).value == HEAD_TOKEN
            )
            try:
                landing = self.column(target, heading)
            except StopIteration:
                continue
            target.cell(to_row, landing).value = sheet.cell(row, column).value
        return target, to_row
