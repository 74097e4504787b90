"""The sheet that answers: is any group let through less often, over all requisitions?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.fairness_rows import FAIRNESS_COLUMNS, fairness_rows
from reports.portfolio.draft import PortfolioDraft

NAME = "Fairness"
NO_DEMOGRAPHICS = "No demographics were given, so nothing can be said about groups."


def add_fairness_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append rates by group over all requisitions; small groups are named, never shown."""
    portfolio = draft.portfolio
    rows = fairness_rows(portfolio.fairness, portfolio.policy.fairness.min_group)
    grid, _ = draft.table_page(
        NAME,
        "Was any group let through less often? For groups only; demographics never reach scoring.",
        FAIRNESS_COLUMNS,
        rows,
        NO_DEMOGRAPHICS,
    )
    return grid.sheet
