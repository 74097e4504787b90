"""The sheet that answers: was any group let through less often?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.fairness_rows import FAIRNESS_COLUMNS, fairness_rows
from reports.layout.page import TABLE_TOP, protect, set_print
from reports.layout.table import add_table

NAME = "Fairness"
NO_DEMOGRAPHICS = (
    "No demographics were given for this requisition, so nothing can be said about groups. They "
    "come in a table of their own, are never read by scoring, and are shown for groups only."
)


def add_fairness_sheet(draft: Draft) -> Worksheet:
    """Append rates by group, ratios and exact tests; small groups are named, never shown."""
    grid = draft.page(NAME, NAME, "Was any group let through less often? For groups only.")
    tables = draft.context.fairness
    if tables:
        rows = fairness_rows(tables, draft.context.policy.fairness.min_group)
        extent = add_table(grid, TABLE_TOP, FAIRNESS_COLUMNS, rows)
        grid.sheet.freeze_panes = f"D{extent.first}"
    else:
        grid.put(TABLE_TOP, 1, NO_DEMOGRAPHICS, "prose")
        grid.merge(TABLE_TOP, 1, 8)
        grid.height(TABLE_TOP, 42)
        grid.widths({"A": 26})
    set_print(grid.sheet, draft.footer, len(FAIRNESS_COLUMNS), TABLE_TOP if tables else None)
    protect(grid.sheet)
    return grid.sheet
