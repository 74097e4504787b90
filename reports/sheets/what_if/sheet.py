"""The sheet that answers: who would be in if a floor or the seats were different?

Live formulas apply the two-key rule to the keys as they are. What does not depend on floors or
seats (blocked, incomplete, decided) is carried over from the record.
"""

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Formula, Grid, Value
from reports.layout.marks import highlight
from reports.layout.page import protect, set_print
from reports.layout.table import Column, Extent, add_table
from reports.sheets.quadrant import add_quadrant, put_floor_lines
from reports.sheets.what_if.formulas import (
    SKILL_FLOOR,
    VALUES_FLOOR,
    Rows,
    outcome,
    steps,
)
from reports.theme import BAD, GOOD
from reports.wording import LISTED_ON, TERMS, estimate, shown, status_text
from schemas.results.shortlist import Candidacy
from schemas.words import Status

NAME = "What-if"
TOP = 11
"""Heading row of the candidates; the inputs stand above it and stay in view."""

HEAD_RECORD = "On record"
HEAD_NOW = "With these floors"
HEAD_RANK_NOW = "Rank then"
HEAD_CHANGE = "Change"
COUNTED = (
    Status.SHORTLISTED,
    Status.ELIGIBLE,
    Status.SECOND_LOOK,
    Status.SKILL_ONLY,
    Status.VALUES_ONLY,
    Status.NEITHER,
)
_HIDDEN = (
    "Own floors, values",
    "Own floors, skill",
    "Carried over",
    "Flags",
    "P values",
    "P skill",
    "Values standing",
    "Skill standing",
    "Gate",
    "Smaller headroom",
    "Larger headroom",
    "Place",
)
LIST_TOP = 30
LIST_COLUMN = "X"


def add_what_if_sheet(draft: Draft) -> Extent:
    """Append the live view: floors and seats in input cells, the outcome for every candidate."""
    grid = draft.page(
        NAME,
        NAME,
        "Not the record. Move a floor or the seats in the yellow cells and see who would be in; "
        "nothing typed here is stored or sent back.",
    )
    candidacies = draft.with_status(*LISTED_ON)
    rows = Rows(TOP + 1, max(TOP + 1, TOP + len(candidacies)))
    body = [_row(draft, rows, row, who) for row, who in enumerate(candidacies, TOP + 1)]
    hidden = [Column(name, 9, "text", hidden=True) for name in _HIDDEN]
    extent = add_table(grid, TOP, [*_columns(), *hidden], body)
    _add_inputs(draft, grid)
    _add_counts(draft, grid, rows)
    _add_list(draft, grid, rows)
    _mark(grid.sheet, extent)
    put_floor_lines(draft, grid)
    add_quadrant(draft, grid.sheet, f"{LIST_COLUMN}3", moving=True)
    sheet = grid.sheet
    sheet.freeze_panes = f"B{TOP + 1}"
    sheet.auto_filter.ref = f"A{TOP}:{extent.letter(HEAD_CHANGE)}{extent.last}"
    set_print(sheet, draft.footer, len(_columns()), TOP)
    protect(sheet)
    return extent


def _columns() -> list[Column]:
    return [
        Column("Candidate", 28, "strong"),
        Column("Values", 10, "level", TERMS["values"]),
        Column("± values", 10, "error", TERMS["error"]),
        Column("Skill", 10, "level", TERMS["skill"]),
        Column("± skill", 10, "error", TERMS["error"]),
        Column(HEAD_RECORD, 24, "text"),
        Column("Rank", 9, "count", TERMS["rank"]),
        Column(HEAD_NOW, 24, "text"),
        Column(HEAD_RANK_NOW, 9, "count", "Order among those who would hold both keys."),
        Column(HEAD_CHANGE, 12, "text"),
    ]


def _row(draft: Draft, rows: Rows, row: int, candidacy: Candidacy) -> list[Value]:
    policy = draft.context.policy
    return [
        shown(candidacy),
        *estimate(candidacy.values, policy),
        *estimate(candidacy.skill, policy),
        status_text(candidacy.status),
        candidacy.rank,
        *outcome(rows, row, candidacy),
        *steps(policy, rows, row, candidacy),
    ]


def _add_inputs(draft: Draft, grid: Grid) -> None:
    floors, policy = draft.shortlist.floors, draft.context.policy
    grid.put(3, 1, "Move these", "section")
    for row, word, value, look in (
        (4, "Values floor", floors.values, "input_number"),
        (5, "Skill floor", floors.skill, "input_number"),
        (6, "Seats", draft.shortlist.seats, "input_count"),
    ):
        grid.put(row, 1, word, "label")
        grid.put(row, 2, value, look)
        grid.put(row, 3, f"on record: {value:g}", "note")
    least = policy.minimum_floors
    low = (
        f"Below the policy's minimum floors (values {least.values:g}, skill {least.skill:g}): "
        "a floor this low is outside what the company stated."
    )
    warning = f'=IF(OR({VALUES_FLOOR}<{least.values!r},{SKILL_FLOOR}<{least.skill!r}),"{low}","")'
    grid.put(8, 1, Formula(warning, ""), "warning")
    grid.merge(8, 1, 5, 9)
    floor = DataValidation("decimal", operator="between", formula1="0", formula2="99.9")
    floor.error = "A floor lies from 0 to below 100."
    floor.add("B4:B5")
    seats = DataValidation("whole", operator="between", formula1="1", formula2="10000")
    seats.error = "A whole number of seats, 1 or more."
    seats.add("B6")
    for validation in (floor, seats):
        validation.showErrorMessage = True
        grid.sheet.add_data_validation(validation)


def _add_counts(draft: Draft, grid: Grid, rows: Rows) -> None:
    counts = draft.shortlist.counts()
    grid.put(3, 6, "How many", "section")
    grid.put_row(3, 7, ("on record", "then"), "over_figures")
    for row, status in enumerate(COUNTED, 4):
        text = status_text(status)
        formula = f'=COUNTIF({rows.column("H")},"{text}")'
        grid.put(row, 6, text, "text")
        grid.put(row, 7, counts[status], "count")
        grid.put(row, 8, Formula(formula, counts[status]), "level_count")


def _add_list(draft: Draft, grid: Grid, rows: Rows) -> None:
    """Who would be in, by name and in order."""
    room = min(rows.last - rows.first + 1, max(10, 2 * draft.shortlist.seats))
    now = draft.with_status(Status.SHORTLISTED)
    column = grid.sheet[f"{LIST_COLUMN}1"].column
    grid.put(LIST_TOP, column, "Who would be in", "section")
    grid.widths({LIST_COLUMN: 8, "Y": 34})
    for place in range(1, room + 1):
        found = f"MATCH({place},{rows.column('V')},0)"
        name = shown(now[place - 1]) if place <= len(now) else ""
        grid.put(LIST_TOP + place, column, place, "count")
        formula = f'=IFERROR(INDEX({rows.column("A")},{found}),"")'
        grid.put(LIST_TOP + place, column + 1, Formula(formula, name), "strong")


def _mark(sheet: Worksheet, extent: Extent) -> None:
    """Mark who would come in and who would drop out; the change column says it in words."""
    change = f"${extent.letter(HEAD_CHANGE)}{extent.first}"
    area = f"A{extent.first}:{extent.letter(HEAD_CHANGE)}{max(extent.last, extent.first)}"
    for word, colour in (("comes in", GOOD), ("drops out", BAD)):
        highlight(sheet, area, f'{change}="{word}"', colour)
    highlight(sheet, "A8:E9", '$A$8<>""', BAD)
