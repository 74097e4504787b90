"""Read the decisions in a shortlist workbook that comes back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.intake.reading import Reading
from flows.intake.returned.answers import NotAnAnswer, read_day
from flows.intake.returned.decision_rows import (
    DecisionRow,
    decision_rows,
    locked_fault,
    locked_faults,
    shows_another,
    unchanged,
)
from flows.intake.returned.own_book import OwnBook, kind_of, open_own_book
from schemas.decision import Decision
from schemas.errors import UnreadableFileError
from schemas.fault import Fault
from schemas.returned import (
    CHOICE_WORDS,
    HEAD_CANDIDATE,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_REASON,
    HEAD_TOKEN,
    BookIdentity,
    BookRow,
    identity_of,
    is_token,
)
from schemas.role import spelling
from schemas.words import Choice, SourceName, Status

PASSING = (Status.SHORTLISTED, Status.ELIGIBLE)
"""Whom the policy advances; to advance anyone else is an override and needs a reason."""

_FRESH_COPY = "Use a fresh copy of the workbook."
_A_DAY = timedelta(days=1)


def recognise(path: Path) -> bool:
    """Whether the file is a shortlist workbook of ours."""
    return kind_of(path) == SourceName.DECISIONS.value


def read_decisions(path: Path) -> Reading:
    """Read the decisions that were added or changed since the workbook was made.

    Rows are known by their hidden tokens. Decisions that were on record already and stand there
    unchanged are none. Whether the run is known, and what else was decided meanwhile, is for
    `flows.intake.returned.checks`.

    Args:
        path: A workbook that `recognise` took.

    Raises:
        UnreadableFileError: What is hidden in the workbook was altered or removed.
    """
    book = open_own_book(path)
    try:
        identity = identity_of(book.chunks)
    except ValueError as error:
        raise UnreadableFileError(f"{error} {_FRESH_COPY}") from error
    rows, found = decision_rows(book)
    if not found:
        raise UnreadableFileError(
            f"The hidden column that tells the candidates apart was removed. {_FRESH_COPY}"
        )
    desk = _Desk(identity, book)
    results = list(desk.results(rows))
    decisions = tuple(one for one in results if isinstance(one, Decision))
    return Reading(
        source=SourceName.DECISIONS,
        decisions=decisions,
        faults=tuple(one for one in results if isinstance(one, Fault)),
        notes=() if decisions else ("The workbook holds no new decision.",),
    )


@dataclass(frozen=True)
class _Desk:
    """What one returned workbook decides."""

    identity: BookIdentity
    book: OwnBook

    def results(self, rows: list[DecisionRow]) -> Iterator[Decision | Fault]:
        """Decisions and faults, in the order of the file."""
        shown = {row.token: row for row in self.identity.rows}
        changed: dict[str, list[DecisionRow]] = defaultdict(list)
        for row in rows:
            known = shown.get(row.token)
            if known is None:
                yield from self._stranger(row)
            elif shows_another(row, known):
                yield _other_name(row, known)
            else:
                yield from locked_faults(row, known)
                if not unchanged(row, known):
                    changed[row.token].append(row)
        for token, copies in changed.items():
            yield from self._settle(shown[token], copies)

    def _stranger(self, row: DecisionRow) -> Iterator[Fault]:
        if row.is_empty:
            return
        if not row.token:
            what = "A decision stands in a row that is no candidate's; it was not taken"
        elif is_token(row.token):
            what = "The row belongs to another workbook; its decision was not taken"
        else:
            what = "The row's hidden identity was damaged; its decision was not taken"
        yield _fault(
            "unknown_row", row, HEAD_TOKEN, what, "the decision in the candidate's own row"
        )

    def _settle(self, shown: BookRow, copies: list[DecisionRow]) -> Iterator[Decision | Fault]:
        filled = [row for row in copies if not row.is_empty]
        if not filled:
            yield _fault(
                "emptied",
                copies[0],
                HEAD_DECISION,
                "A decision on record was emptied; it stays on record",
                "hold or needs evidence, to take it back",
                costs="cell",
            )
        elif any(row.answer != filled[0].answer for row in filled):
            places = ", ".join(f"sheet {row.sheet} row {row.row}" for row in filled)
            for row in filled:
                yield _fault(
                    "copied_row",
                    row,
                    HEAD_DECISION,
                    f"The same candidate stands here more than once, decided differently: {places}",
                    "one decision; empty the cells of the other copies",
                )
        else:
            yield self._decide(shown, filled[0])

    def _decide(self, shown: BookRow, row: DecisionRow) -> Decision | Fault:
        words = {word: choice for choice, word in CHOICE_WORDS.items()}
        choice = words.get(spelling(row.text(HEAD_DECISION)).replace("_", " "))
        if choice is None:
            return _no_choice(row)
        if not row.text(HEAD_DECIDER):
            return _fault(
                "missing_decider",
                row,
                HEAD_DECIDER,
                "The decision does not say who decided",
                "the name or identifier of the person who decided",
            )
        decided_at = self._when(row)
        if isinstance(decided_at, NotAnAnswer):
            return _fault(
                "unreadable_date", row, HEAD_DATE, decided_at.message, decided_at.expected
            )
        override = choice is Choice.ADVANCE and shown.status not in PASSING
        if override and not any(sign.isalnum() for sign in row.text(HEAD_REASON)):
            return _fault(
                "override_without_reason",
                row,
                HEAD_REASON,
                "To advance a candidate who is neither shortlisted nor eligible needs a reason",
                "the reason, in words",
            )
        return Decision(
            requisition_id=self.identity.requisition_id,
            candidate_id=shown.candidate_id,
            choice=choice,
            decider=row.text(HEAD_DECIDER),
            decided_at=decided_at,
            reason=row.text(HEAD_REASON),
            status_then=shown.status,
            run_id=self.identity.run_id,
            override=override,
        )

    def _when(self, row: DecisionRow) -> datetime | NotAnAnswer:
        day = read_day(row.cells.get(HEAD_DATE))
        saved = self.book.saved_at
        if day is None:
            return saved or NotAnAnswer("The decision has no date", "the day of the decision")
        if isinstance(day, datetime) and saved is not None and day > saved + _A_DAY:
            return NotAnAnswer(
                "The decision is dated after the day on which the file was saved",
                "the day of the decision",
            )
        return day


def _other_name(row: DecisionRow, shown: BookRow) -> Fault:
    if unchanged(row, shown):
        return locked_fault(row, HEAD_CANDIDATE)
    return _fault(
        "other_candidate",
        row,
        HEAD_CANDIDATE,
        "The row shows another candidate than its hidden identity; nothing was taken",
        "the decision in the row of the candidate who is meant, in a fresh copy",
    )


def _no_choice(row: DecisionRow) -> Fault:
    if row.text(HEAD_DECISION):
        message = "The decision is none of those that can be recorded"
    else:
        message = "The row is filled in, but holds no decision"
    words = tuple(CHOICE_WORDS.values())
    expected = f"one of: {', '.join(words)}"
    return _fault("no_decision", row, HEAD_DECISION, message, expected, accepted=words)


def _fault(
    code: str,
    row: DecisionRow,
    column: str,
    message: str,
    expected: str,
    accepted: tuple[str, ...] = (),
    costs: str = "row",
) -> Fault:
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
