"""The sheet that answers: which operations-first behaviours are seen, and are they let in?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.layout.table import Column
from reports.portfolio.draft import PortfolioDraft

NAME = "Red flags"
_COLUMNS = [
    Column("Red flag", 40, "strong"),
    Column("Seen", 10, "count", "Candidates for whom anyone recorded it."),
    Column("Confirmed", 11, "count", "Of them, by as many raters as the policy asks."),
    Column("Advanced", 11, "count", "Of those seen, advanced all the same."),
]


def add_red_flags_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append one row a kind of red flag."""
    portfolio = draft.portfolio
    found = portfolio.audit.red_flags if portfolio.audit is not None else ()
    grid, _ = draft.table_page(
        NAME,
        "Operations-first behaviours that were observed. Counted, never averaged away.",
        _COLUMNS,
        [
            [
                portfolio.flag_names.get(flag.flag, flag.flag),
                flag.n_seen,
                flag.n_confirmed,
                flag.n_advanced,
            ]
            for flag in found
        ],
        "No red flag has been recorded.",
    )
    return grid.sheet
