"""The quadrant chart: values against skill, both floors drawn, statuses told apart by shape."""

from math import ceil
from math import floor as round_down
from typing import Any

from openpyxl.chart import Reference, ScatterChart
from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Formula, Grid
from reports.layout.charts import add_floor, add_points, base_chart, plot_area, span
from reports.theme import STATUS_COLOURS
from reports.wording import LISTED_ON, estimate, plural
from schemas.books.returned import STATUS_WORDS
from schemas.words import Status

MARKS: dict[Status, tuple[str, int]] = {
    Status.SHORTLISTED: ("diamond", 11),
    Status.ELIGIBLE: ("circle", 8),
    Status.SECOND_LOOK: ("triangle", 9),
    Status.SKILL_ONLY: ("square", 8),
    Status.VALUES_ONLY: ("star", 9),
    Status.NEITHER: ("x", 7),
    Status.INCOMPLETE: ("dash", 8),
    Status.BLOCKED: ("plus", 8),
}
"""The same shapes as the signs in the text."""

CROWD = 100
"""From more candidates on, the marks are smaller, so that they hide each other less."""

DATA_SHEET = "What-if"
_SMALLER = 3
FIRST_ROW = 12
_RECORD_LINES = 7
_MOVING_LINES = 4
"""Rows of the hidden columns K to N that hold the ends of the floors' lines."""


def axis_range(draft: Draft) -> tuple[float, float]:
    """The range of both axes: 0 to 100, wider where an estimate lies outside."""
    policy = draft.context.policy
    found = [
        level
        for who in draft.shortlist.candidates
        for level in (estimate(who.values, policy)[0], estimate(who.skill, policy)[0])
        if level is not None
    ]
    low = min([0.0, *found])
    high = max([100.0, *found])
    return round_down(low / 10) * 10, ceil(high / 10) * 10


def put_floor_lines(draft: Draft, grid: Grid) -> None:
    """Write the ends of the floors' lines: of the record, and of the input cells."""
    low, high = axis_range(draft)
    floors = draft.shortlist.floors
    moving = (Formula("=$B$4", floors.values), Formula("=$B$5", floors.skill))
    for top, (values, skill) in (
        (_MOVING_LINES, moving),
        (_RECORD_LINES, (floors.values, floors.skill)),
    ):
        for row, end in ((top, low), (top + 1, high)):
            grid.put(row, 11, values, "figure")
            grid.put(row, 12, end, "figure")
            grid.put(row, 13, end, "figure")
            grid.put(row, 14, skill, "figure")


def add_quadrant(draft: Draft, sheet: Worksheet, anchor: str, *, moving: bool) -> None:
    """Put the chart on `sheet`; `moving` draws the floors of the input cells."""
    low, high = axis_range(draft)
    chart: Any = ScatterChart(scatterStyle="lineMarker")
    base_chart(chart, "Values", "Skill", _description(draft))
    span(chart.x_axis, low, high, 10)
    span(chart.y_axis, low, high, 10)
    first: int = FIRST_ROW
    crowded = len(draft.shortlist.candidates) > CROWD
    for status in LISTED_ON:
        n = sum(who.status is status for who in draft.shortlist.candidates)
        if n:
            last = first + n - 1
            xs, ys = _cells("B", first, last), _cells("D", first, last)
            symbol, size = MARKS[status]
            size -= _SMALLER if crowded else 0
            add_points(
                chart,
                xs,
                ys,
                f"{STATUS_WORDS[status]} ({n})",
                (symbol, STATUS_COLOURS[status], size),
            )
            first = last + 1
    top = _MOVING_LINES if moving else _RECORD_LINES
    for name, x_column, y_column in (("values floor", "K", "L"), ("skill floor", "M", "N")):
        add_floor(chart, _cells(x_column, top, top + 1), _cells(y_column, top, top + 1), name)
    plot_area(chart)
    chart.width = 19.5
    chart.height = 13.5
    sheet.add_chart(chart, anchor)


def _cells(letter: str, first: int, last: int) -> Reference:
    return Reference(range_string=f"'{DATA_SHEET}'!${letter}${first}:${letter}${last}")


def _description(draft: Draft) -> str:
    counts = draft.shortlist.counts()
    floors = draft.shortlist.floors
    said = ", ".join(
        f"{counts[status]} {STATUS_WORDS[status]}" for status in LISTED_ON if counts[status]
    )
    return (
        f"Scatter chart of {plural(len(draft.shortlist.candidates), 'candidate')}: values key "
        f"across, skill key upwards, floors at values {floors.values:g} and skill "
        f"{floors.skill:g}. {said}."
        if said
        else "Scatter chart without candidates yet."
    )
