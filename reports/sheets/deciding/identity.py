"""The very hidden sheet by which a returned workbook and its rows are known."""

from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Grid
from reports.wording import LISTED_ON, estimate, shown
from schemas.books.returned import (
    IDENTITY_SHEET,
    BookIdentity,
    BookRow,
    RecordedDecision,
    identity_chunks,
    row_token,
)
from schemas.results.scores import KeyScore
from schemas.results.shortlist import Candidacy


def add_identity_sheet(draft: Draft) -> Worksheet:
    """Append the identity: which requisition, which run, and what every row showed."""
    sheet: Worksheet = draft.book.create_sheet(IDENTITY_SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    identity = BookIdentity(
        requisition_id=draft.shortlist.requisition_id,
        run_id=draft.context.run_id,
        made_at=draft.context.made_at,
        policy_digest=draft.context.policy_digest,
        rows=tuple(_row(draft, candidacy) for candidacy in draft.shortlist.candidates),
    )
    grid = Grid(sheet, draft.styles)
    for row, chunk in enumerate(identity_chunks(identity), 1):
        grid.put(row, 1, chunk, "hidden")
    return sheet


def _row(draft: Draft, candidacy: Candidacy) -> BookRow:
    made = draft.recorded.get(candidacy.candidate_id)
    recorded = None
    if made is not None:
        recorded = RecordedDecision(
            choice=made.choice,
            decider=made.decider,
            decided_on=made.decided_at.date(),
            reason=made.reason,
        )
    return BookRow(
        token=row_token(draft.shortlist.requisition_id, candidacy.candidate_id),
        candidate_id=candidacy.candidate_id,
        sheet=LISTED_ON[candidacy.status],
        label=shown(candidacy),
        status=candidacy.status,
        rank=candidacy.rank,
        values_level=_rounded(draft, candidacy.values),
        skill_level=_rounded(draft, candidacy.skill),
        frozen=candidacy.frozen,
        recorded=recorded,
    )


def _rounded(draft: Draft, key: KeyScore) -> float | None:
    level, _ = estimate(key, draft.context.policy)
    return None if level is None else round(level, 1)
