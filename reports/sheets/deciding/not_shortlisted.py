"""The sheet that answers: who is not on the list, and why? Skill-only candidates come first."""

from reports.draft import Draft
from reports.layout.table import Column, Extent
from reports.sheets.deciding.candidates import HEAD_WHY, Extra, add_decision_sheet, mark_certainty
from reports.wording import TERMS, settle, why
from schemas.books.returned import SHEET_NOT_SHORTLISTED
from schemas.words import Status

ORDER = (
    Status.SKILL_ONLY,
    Status.VALUES_ONLY,
    Status.NEITHER,
    Status.BLOCKED,
    Status.INCOMPLETE,
)


def add_not_shortlisted_sheet(draft: Draft) -> Extent:
    """Append everyone else, each with the reason in words."""
    candidacies = draft.with_status(*ORDER)
    after = Extra(
        [
            Column("Red flags", 6, "count", TERMS["flags"]),
            Column(HEAD_WHY, 42, "wrapped"),
            Column("Still to ask, or to train", 38, "wrapped"),
        ],
        [[len(who.flags), why(who), settle(who)] for who in candidacies],
    )
    extent = add_decision_sheet(
        draft,
        SHEET_NOT_SHORTLISTED,
        "Skill-only first. To advance anyone here is an override: it is recorded with your "
        "reason and counts in the say–do gap.",
        candidacies,
        Extra([], [[] for _ in candidacies]),
        after,
    )
    certainty = draft.context.policy.certainty
    mark_certainty(draft.book[SHEET_NOT_SHORTLISTED], extent, certainty.lower, certainty.upper)
    return extent
