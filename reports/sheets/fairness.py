"""The sheet that answers: was any group let through less often?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Value
from reports.layout.page import TABLE_TOP, protect, set_print
from reports.layout.table import Column, add_table
from schemas.book import GroupFigure

NAME = "Fairness"
NO_DEMOGRAPHICS = (
    "No demographics were given for this requisition, so nothing can be said about groups. They "
    "come in a table of their own, are never read by scoring, and are shown for groups only."
)
_GATES = {"values": "values key", "skill": "skill key", "status": "shortlisted"}
_COLUMNS = [
    Column("Attribute", 22, "wrapped"),
    Column("Group", 24, "strong"),
    Column("Gate", 14, "text", "Which key, or the final status, the rate is about."),
    Column("Candidates", 11, "count"),
    Column("Passed", 9, "count"),
    Column("Rate", 9, "share"),
    Column(
        "Impact ratio",
        10,
        "ratio",
        "The group's rate over the highest group's. Under 0.80 the four-fifths rule asks why "
        "(29 CFR 1607.4 D).",
    ),
    Column("Lowest", 10, "ratio", "Lower limit of the ratio's interval."),
    Column("Highest", 10, "ratio", "Upper limit of the ratio's interval."),
    Column("p", 9, "p_value", "Exact test: how often chance alone would differ so much."),
    Column("In words", 40, "wrapped"),
]


def add_fairness_sheet(draft: Draft) -> Worksheet:
    """Append rates by group, ratios and exact tests; small groups are named, never shown."""
    grid = draft.page(NAME, NAME, "Was any group let through less often? For groups only.")
    figures = draft.context.fairness
    if figures:
        extent = add_table(grid, TABLE_TOP, _COLUMNS, [_row(draft, row) for row in figures])
        grid.sheet.freeze_panes = f"C{extent.first}"
    else:
        grid.put(TABLE_TOP, 1, NO_DEMOGRAPHICS, "prose")
        grid.merge(TABLE_TOP, 1, 8)
        grid.height(TABLE_TOP, 42)
        grid.widths({"A": 26})
    set_print(grid.sheet, draft.footer, len(_COLUMNS), TABLE_TOP if figures else None)
    protect(grid.sheet)
    return grid.sheet


def _row(draft: Draft, row: GroupFigure) -> list[Value]:
    return [
        row.attribute,
        row.group,
        _GATES[row.gate],
        row.n,
        row.selected,
        row.rate,
        row.impact_ratio,
        row.ratio_low,
        row.ratio_high,
        row.p_value,
        _said(draft, row),
    ]


def _said(draft: Draft, row: GroupFigure) -> str | None:
    if row.suppressed:
        least = draft.context.policy.fairness.min_group
        return f"Fewer than {least} people: not shown, so that nobody can be told apart."
    if row.below_four_fifths:
        return "Under four fifths of the highest rate: look into it."
    return None
