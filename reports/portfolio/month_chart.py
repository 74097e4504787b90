"""A figure by month as a line, with its centre and control limits, drawn from the drift sheet."""

from typing import Any

from openpyxl.chart import LineChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from reports.layout.charts import Dash, add_line, base_chart, plot_area
from reports.portfolio.draft import PortfolioDraft
from reports.theme import BLUE, BRICK, GREY, NAVY
from schemas.results.portfolio_audit import DriftSeries

DRIFT_SHEET = "Drift"
TEXT_ROWS = 3
LEAST_BLOCK = 21
"""Rows of a block: its chart is about so high."""
_LINES: tuple[tuple[str, str, str, Dash], ...] = (
    ("D", "smoothed", NAVY, "solid"),
    ("C", "month", BLUE, "sysDot"),
    ("E", "centre", GREY, "dash"),
    ("F", "lower limit", BRICK, "dash"),
    ("G", "upper limit", BRICK, "dash"),
)
_MONTH = "C"


def block_rows(series: DriftSeries) -> int:
    """Rows that one series takes on the drift sheet."""
    return max(LEAST_BLOCK, len(series.points) + TEXT_ROWS + 2)


def first_row(drift: tuple[DriftSeries, ...], series: DriftSeries, top: int) -> int:
    """The row of the first month of `series` on the drift sheet."""
    before = drift[: drift.index(series)]
    return top + sum(block_rows(other) for other in before) + TEXT_ROWS


def add_month_chart(
    draft: PortfolioDraft, sheet: Worksheet, series: DriftSeries, anchor: str
) -> None:
    """Draw one series with its limits; nothing where it has no month."""
    audit = draft.portfolio.audit
    if audit is None or not series.points:
        return
    first = first_row(audit.drift, series, 4)
    last = first + len(series.points) - 1
    chart: Any = LineChart()
    whole = series.measure == "hiring_focus"
    described = f"Line chart by month: {series.title}. {series.text}"
    base_chart(chart, "Month", "Hiring focus" if whole else "Share", described)
    limited = any(point.center is not None for point in series.points)
    for letter, name, colour, dash in _LINES:
        if limited:
            add_line(chart, _cells(letter, first, last), None, name, colour, dash)
    if not limited:
        add_line(chart, _cells(_MONTH, first, last), None, "month", NAVY)
    chart.set_categories(_cells("A", first, last))
    chart.y_axis.number_format = "0" if whole else "0%"
    chart.y_axis.scaling.min = 0
    chart.y_axis.scaling.max = 100 if whole else 1
    plot_area(chart, series.title)
    chart.width = 19.0
    chart.height = 9.5
    sheet.add_chart(chart, anchor)


def _cells(letter: str, first: int, last: int) -> Reference:
    return Reference(range_string=f"'{DRIFT_SHEET}'!${letter}${first}:${letter}${last}")
