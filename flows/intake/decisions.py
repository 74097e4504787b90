"""Read the decisions in a shortlist workbook that comes back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.intake.reading import Reading
from flows.intake.returned.decision_rows import (
    DecisionRow,
    decision_rows,
    locked_fault,
    locked_faults,
    shows_another,
    unchanged,
)
from flows.intake.returned.one_decision import decide, row_fault
from flows.intake.returned.own_book import OwnBook, open_own_book
from schemas.books.returned import (
    HEAD_CANDIDATE,
    HEAD_DECISION,
    HEAD_TOKEN,
    BookIdentity,
    BookRow,
    identity_of,
    is_token,
)
from schemas.decision import Decision
from schemas.errors import UnreadableFileError
from schemas.fault import Fault
from schemas.words import SourceName

_FRESH_COPY = "Use a fresh copy of the workbook."


def read_decisions(path: Path) -> Reading:
    """Read the decisions that were added or changed since the workbook was made.

    Rows are known by their hidden tokens. Decisions that were on record already and stand there
    unchanged are none. Whether the run is known, and what else was decided meanwhile, is for
    `flows.intake.returned.checks`.

    Args:
        path: A shortlist workbook of ours.

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
        requisition_id=identity.requisition_id,
        faults=tuple(one for one in results if isinstance(one, Fault)),
        notes=(f"New decisions: {len(decisions)}.",),
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
            what = "A decision stands in a row that is no candidate's; it was not taken."
        elif is_token(row.token):
            what = "The row belongs to another workbook; its decision was not taken."
        else:
            what = "The row's hidden identity was damaged; its decision was not taken."
        yield row_fault(
            "unknown_row", row, HEAD_TOKEN, what, "The decision in the candidate's own row."
        )

    def _settle(self, shown: BookRow, copies: list[DecisionRow]) -> Iterator[Decision | Fault]:
        filled = [row for row in copies if not row.is_empty]
        if not filled:
            yield row_fault(
                "emptied",
                copies[0],
                HEAD_DECISION,
                "A decision on record was emptied; it stays on record.",
                "Hold or needs evidence, to take it back.",
                costs="cell",
            )
        elif any(row.answer != filled[0].answer for row in filled):
            places = ", ".join(f"sheet {row.sheet} row {row.row}" for row in filled)
            for row in filled:
                yield row_fault(
                    "copied_row",
                    row,
                    HEAD_DECISION,
                    "The same candidate stands here more than once, decided differently: "
                    f"{places}.",
                    "One decision. Empty the cells of the other copies.",
                )
        else:
            yield decide(filled[0], shown, self.identity, self.book.saved_at)


def _other_name(row: DecisionRow, shown: BookRow) -> Fault:
    if unchanged(row, shown):
        return locked_fault(row, HEAD_CANDIDATE)
    return row_fault(
        "other_candidate",
        row,
        HEAD_CANDIDATE,
        "The row shows another candidate than its hidden identity; nothing was taken.",
        "The decision in the row of the candidate who is meant, in a fresh copy.",
    )
