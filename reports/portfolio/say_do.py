"""The sheet that answers: do decisions match what the policy says, and who overrode it, why?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP
from reports.layout.table import Column, add_table
from reports.portfolio.draft import PortfolioDraft
from reports.wording import status_text
from schemas.results.portfolio_audit import SayDo, SayDoRow

NAME = "Say–do gap"
NOTHING = "Nobody has been advanced yet."
_COLUMNS = [
    Column("Over", 16, "text"),
    Column("Name", 30, "strong"),
    Column("Advances", 11, "count"),
    Column(
        "Outside the policy", 12, "count", "Advanced though neither shortlisted nor eligible then."
    ),
    Column("Of them second looks", 12, "count", "Too close to call at the time."),
    Column("Gap", 9, "share", "Advances outside the policy, of all advances."),
    Column("Lowest", 9, "share", "Lower limit of the gap (Wilson)."),
    Column("Highest", 9, "share", "Upper limit of the gap (Wilson)."),
    Column("Without second looks", 12, "share"),
]
_OVERRIDES = ("Requisition", "Candidate", "Decided by", "Month", "Status then", "Reason given")


def add_say_do_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append the gap for everybody, by requisition and by decider, then every override."""
    grid = draft.page(
        NAME,
        NAME,
        "Advances whose status at the time was neither shortlisted nor eligible, over all "
        "advances. An override is allowed; it is recorded with its reason.",
    )
    audit = draft.portfolio.audit
    found = audit.say_do if audit is not None else None
    rows = _rows(found) if found is not None else []
    extent = add_table(grid, TABLE_TOP, _COLUMNS, rows)
    if found is None:
        grid.put(TABLE_TOP + 1, 1, NOTHING, "note")
    elif found.overrides:
        _overrides(grid, extent.last + 2, found)
    grid.sheet.freeze_panes = f"A{extent.first}"
    draft.close(grid, len(_COLUMNS), None)
    return grid.sheet


def _rows(found: SayDo) -> list[list[Value]]:
    groups = (
        ("everybody", (found.total,)),
        ("requisition", found.by_requisition),
        ("decider", found.by_decider),
    )
    return [[over, *_row(row)] for over, rows in groups for row in rows]


def _row(row: SayDoRow) -> list[Value]:
    return [
        row.name,
        row.n_advances,
        row.n_outside,
        row.n_second_looks,
        row.gap,
        row.gap_low,
        row.gap_high,
        row.gap_without_second_looks,
    ]


def _overrides(grid: Grid, top: int, found: SayDo) -> None:
    grid.put(top, 1, "Overrides", "section")
    grid.put_row(top + 1, 1, _OVERRIDES, "heading")
    last = len(_COLUMNS)
    grid.merge(top + 1, len(_OVERRIDES), last)
    for row, made in enumerate(found.overrides, top + 2):
        grid.put(row, 1, made.requisition_id, "wrapped")
        grid.put(row, 2, made.candidate_id, "wrapped")
        grid.put(row, 3, made.decider, "wrapped")
        grid.put(row, 4, made.month, "text")
        grid.put(row, 5, status_text(made.status_then), "wrapped")
        grid.put(row, len(_OVERRIDES), made.reason or "No reason was given.", "wrapped")
        grid.merge(row, len(_OVERRIDES), last)
        grid.height(row, 30)
