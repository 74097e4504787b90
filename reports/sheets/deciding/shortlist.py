"""The sheet that answers: who holds both keys, in what order, and what do you decide?"""

from reports.draft import Draft
from reports.layout.table import Column, Extent
from reports.sheets.deciding.candidates import HEAD_WHY, Extra, add_decision_sheet, mark_certainty
from reports.wording import TERMS, why
from schemas.books.returned import HEAD_RANK, SHEET_SHORTLIST
from schemas.words import Status


def add_shortlist_sheet(draft: Draft) -> Extent:
    """Append those who hold both keys: the shortlisted by rank, then the eligible."""
    candidacies = draft.with_status(Status.SHORTLISTED, Status.ELIGIBLE)
    before = Extra(
        [Column(HEAD_RANK, 6, "count", TERMS["rank"])], [[who.rank] for who in candidacies]
    )
    after = Extra(
        [
            Column("Band", 6, "count", TERMS["band"]),
            Column("Red flags", 6, "count", TERMS["flags"]),
            Column(HEAD_WHY, 48, "wrapped"),
        ],
        [[who.band, len(who.flags), why(who)] for who in candidacies],
    )
    extent = add_decision_sheet(
        draft,
        SHEET_SHORTLIST,
        "Both keys stand. In order of the weaker key; the yellow cells are yours to fill in.",
        candidacies,
        before,
        after,
    )
    certainty = draft.context.policy.certainty
    mark_certainty(draft.book[SHEET_SHORTLIST], extent, certainty.lower, certainty.upper)
    return extent
