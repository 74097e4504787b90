"""The sheet that answers in one screen: what was found, and what is there to do?"""

from collections.abc import Sequence

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reports.dominance_words import dominance_lines
from reports.draft import Draft
from reports.grid import Grid
from reports.layout.page import prose_height, protect, set_print
from reports.sheets.quadrant import add_quadrant
from reports.wording import LISTED_ON, STATUS_MEANINGS, plural, status_text, verdict

NAME = "Summary"
LAST_COLUMN = 14
CHART_AT = "E3"
_TEXT_COLUMNS = 3
_TEXT_WIDTH = 76
_MOVERS_SHOWN = 5
TODO = (
    "1. Decide in the yellow cells of the next three sheets; give your name and the day.",
    "2. Second look: ask what that sheet names. One more answer often settles it.",
    "3. Save the file under any name and drop it in the inbox; the next run records it.",
)

NOTHING_YET = "Drop the exports of its interviews in the inbox; the next run scores them."


def add_summary_sheet(draft: Draft) -> Worksheet:
    """Append the first page: verdict, counts, chart, what to do and what to know."""
    shortlist = draft.shortlist
    grid = draft.page(NAME, f"Shortlist · {shortlist.title or shortlist.role}", _about(draft))
    sheet = grid.sheet
    grid.widths({"A": 25, "B": 13, "C": 46, "D": 3})
    _paragraph(grid, 3, verdict(shortlist), "verdict")
    row = _add_counts(draft, grid, 5)
    todo = TODO if shortlist.candidates else (NOTHING_YET,)
    row = _add_section(grid, row + 1, "What to do", todo)
    said = dominance_lines(draft.context.dominance, draft.labels)
    if said:
        row = _add_section(grid, row, "Does skill alone decide here?", said)
    known = _known(draft)
    if known:
        _add_section(grid, row, "What to know", known)
    add_quadrant(draft, sheet, CHART_AT, moving=False)
    set_print(sheet, draft.footer, LAST_COLUMN, None)
    sheet.page_setup.fitToHeight = 1
    protect(sheet)
    return sheet


def _about(draft: Draft) -> str:
    shortlist = draft.shortlist
    parts = [
        f"Requisition {shortlist.requisition_id}",
        plural(shortlist.seats, "seat"),
        f"floors: values {shortlist.floors.values:g}, skill {shortlist.floors.skill:g}",
    ]
    if shortlist.opened_on is not None:
        parts.append(f"opened {shortlist.opened_on:%Y-%m-%d}")
    if shortlist.closed_on is not None:
        parts.append(f"closed {shortlist.closed_on:%Y-%m-%d}")
    parts.append("Twokeys recommends; people decide")
    return " · ".join(parts)


def _add_counts(draft: Draft, grid: Grid, top: int) -> int:
    counts = draft.shortlist.counts()
    for column, (heading, look) in enumerate(
        (("Status", "heading"), ("Candidates", "heading_number"), ("What it means", "heading")), 1
    ):
        grid.put(top, column, heading, look)
    grid.height(top, 22)
    row = top
    for row, status in enumerate(LISTED_ON, top + 1):
        cell = grid.put(row, 1, status_text(status), "status")
        cell.hyperlink = Hyperlink(ref="", location=f"'{LISTED_ON[status]}'!A1")
        grid.put(row, 2, counts[status], "count_strong")
        grid.put(row, 3, STATUS_MEANINGS[status], "meaning")
        grid.height(row, 24)
    return row + 1


def _add_section(grid: Grid, top: int, title: str, lines: Sequence[str]) -> int:
    grid.put(top, 1, title, "section")
    grid.height(top, 20)
    row = top
    for row, line in enumerate(lines, top + 1):
        _paragraph(grid, row, line, "prose")
    return row + 2


def _paragraph(grid: Grid, row: int, text: str, look: str) -> None:
    grid.put(row, 1, text, look)
    grid.merge(row, 1, _TEXT_COLUMNS)
    large = look == "verdict"
    width = _TEXT_WIDTH * (0.8 if large else 1)
    grid.height(row, prose_height(text, width) * (1.2 if large else 1))


def _known(draft: Draft) -> list[str]:
    known = list(draft.shortlist.notes)
    movers = draft.context.movers
    if movers:
        named = ", ".join(mover.label or mover.candidate_id for mover in movers[:_MOVERS_SHOWN])
        more = len(movers) - _MOVERS_SHOWN
        rest = f" and {more} more" if more > 0 else ""
        known.append(
            f"Moved since the last run by severity of raters alone, without new ratings of their "
            f"own: {named}{rest}. See Method and audit."
        )
    return known
