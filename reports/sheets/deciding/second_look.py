"""The sheet that answers: who is too close to call, and what would settle it soonest?"""

from reports.draft import Draft
from reports.layout.table import Column, Extent
from reports.sheets.deciding.candidates import HEAD_WHY, Extra, add_decision_sheet, mark_certainty
from reports.wording import TERMS, settle, why
from schemas.books.returned import SHEET_SECOND_LOOK
from schemas.words import Status


def add_second_look_sheet(draft: Draft) -> Extent:
    """Append those with a key in doubt or a red flag to look at."""
    candidacies = draft.with_status(Status.SECOND_LOOK)
    after = Extra(
        [
            Column("Red flags", 6, "count", TERMS["flags"]),
            Column(HEAD_WHY, 40, "wrapped"),
            Column("What would settle it", 42, "wrapped"),
        ],
        [[len(who.flags), why(who), settle(who)] for who in candidacies],
    )
    extent = add_decision_sheet(
        draft,
        SHEET_SECOND_LOOK,
        "Too close to a floor to call on the evidence at hand. A key that stands never rescues "
        "one in doubt.",
        candidacies,
        Extra([], [[] for _ in candidacies]),
        after,
    )
    certainty = draft.context.policy.certainty
    mark_certainty(draft.book[SHEET_SECOND_LOOK], extent, certainty.lower, certainty.upper)
    return extent
