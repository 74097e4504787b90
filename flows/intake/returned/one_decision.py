"""One decision of a returned workbook: what a row decides, or why it decides nothing."""

from datetime import datetime, timedelta

from flows.intake.returned.answers import NotAnAnswer, read_day
from flows.intake.returned.decision_rows import DecisionRow
from schemas.books.returned import (
    CHOICE_WORDS,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_REASON,
    BookIdentity,
    BookRow,
)
from schemas.config.role import spelling
from schemas.decision import Decision
from schemas.fault import Fault
from schemas.words import Choice, Status

PASSING = (Status.SHORTLISTED, Status.ELIGIBLE)
"""Whom the policy advances; to advance anyone else is an override and needs a reason."""

_A_DAY = timedelta(days=1)
LONGEST_BEFORE = timedelta(days=92)
"""What a meeting decided may be written into a later workbook; longer ago is a slip of the pen."""


def decide(
    row: DecisionRow, shown: BookRow, identity: BookIdentity, saved_at: datetime | None
) -> Decision | Fault:
    """Read the decision of one row; a fault where it cannot be recorded as it stands.

    Args:
        row: The row, with something new in its open cells.
        shown: What the run had written there.
        identity: Which workbook it is.
        saved_at: When the file was last saved; the time of a decision that has no date.
    """
    words = {word: choice for choice, word in CHOICE_WORDS.items()}
    choice = words.get(spelling(row.text(HEAD_DECISION)).replace("_", " "))
    if choice is None:
        return _no_choice(row)
    if not row.text(HEAD_DECIDER):
        return row_fault(
            "missing_decider",
            row,
            HEAD_DECIDER,
            "The decision does not say who decided.",
            "The name or identifier of the person who decided.",
        )
    decided_at = _when(row, identity.made_at, saved_at)
    if isinstance(decided_at, NotAnAnswer):
        return row_fault("unreadable_date", row, HEAD_DATE, decided_at.message, decided_at.expected)
    override = choice is Choice.ADVANCE and shown.status not in PASSING
    if override and not any(sign.isalnum() for sign in row.text(HEAD_REASON)):
        return row_fault(
            "override_without_reason",
            row,
            HEAD_REASON,
            "To advance a candidate who is neither shortlisted nor eligible needs a reason.",
            "The reason, in words.",
        )
    return Decision(
        requisition_id=identity.requisition_id,
        candidate_id=shown.candidate_id,
        choice=choice,
        decider=row.text(HEAD_DECIDER),
        decided_at=decided_at,
        reason=row.text(HEAD_REASON),
        status_then=shown.status,
        run_id=identity.run_id,
        override=override,
    )


def _when(row: DecisionRow, made: datetime, saved: datetime | None) -> datetime | NotAnAnswer:
    """The day given, else that of saving."""
    day = read_day(row.cells.get(HEAD_DATE))
    if day is None:
        return saved or NotAnAnswer("The decision has no date.", "The day of the decision.")
    if isinstance(day, datetime) and saved is not None and day > saved + _A_DAY:
        return NotAnAnswer(
            "The decision is dated after the day on which the file was saved.",
            "The day of the decision.",
        )
    if isinstance(day, datetime) and day.date() < (made - LONGEST_BEFORE).date():
        return NotAnAnswer(
            f"The decision is dated long before its workbook was made, on {made:%Y-%m-%d}.",
            "The day of the decision.",
        )
    return day


def _no_choice(row: DecisionRow) -> Fault:
    if row.text(HEAD_DECISION):
        message = "The decision is none of those that can be recorded."
    else:
        message = "The row is filled in, but holds no decision."
    words = tuple(CHOICE_WORDS.values())
    expected = f"One of: {', '.join(words)}."
    return row_fault("no_decision", row, HEAD_DECISION, message, expected, accepted=words)


def row_fault(
    code: str,
    row: DecisionRow,
    column: str,
    message: str,
    expected: str,
    accepted: tuple[str, ...] = (),
    costs: str = "row",
) -> Fault:
    """A fault of one row, with the cell under `column` as it came."""
    return Fault(
        code=code,
        message=message,
        expected=expected,
        accepted=accepted,
        sheet=row.sheet,
        row=row.row,
        column=column,
        value=row.text(column),
        costs=costs,
    )
