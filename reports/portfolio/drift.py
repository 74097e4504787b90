"""The sheet that answers: are these figures drifting, month by month, while it can be turned?"""

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP
from reports.portfolio.draft import PortfolioDraft
from reports.portfolio.month_chart import DRIFT_SHEET, add_month_chart, block_rows
from schemas.results.portfolio_audit import DriftPoint, DriftSeries

NOTHING = "No month has been counted yet."
_HEADINGS = ("Month", "Counted", "Share", "Smoothed", "Centre", "Lower limit", "Upper limit")
_SIGNAL = "Signal"
_WIDTHS = {"A": 12, "B": 10, "C": 10, "D": 11, "E": 10, "F": 12, "G": 12, "H": 12, "I": 3}
_LAST_COLUMN = 19
_BLOCKS_A_PAGE = 2
_SIGNALS = {"": None, "worse": "▲ worse", "better": "▼ better"}


def add_drift_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append each figure by month with its smoothed value, control limits and chart."""
    grid = draft.page(
        DRIFT_SHEET,
        DRIFT_SHEET,
        "Smoothed by the policy's weight of the newest month; a signal is a smoothed value "
        "beyond a control limit after the baseline.",
    )
    grid.widths(_WIDTHS)
    audit = draft.portfolio.audit
    drift = audit.drift if audit is not None else ()
    row = TABLE_TOP
    for at, series in enumerate(drift):
        if at and at % _BLOCKS_A_PAGE == 0:
            grid.sheet.row_breaks.append(Break(id=row - 1))
        _block(draft, grid, row, series)
        row += block_rows(series)
    if not drift:
        grid.put(TABLE_TOP, 1, NOTHING, "note")
    draft.close(grid, _LAST_COLUMN, foot=row - 1)
    return grid.sheet


def _block(draft: PortfolioDraft, grid: Grid, top: int, series: DriftSeries) -> None:
    grid.put(top, 1, series.title, "section")
    grid.put(top + 1, 1, series.text, "subtitle")
    for column, heading in enumerate(_HEADINGS, 1):
        grid.put(top + 2, column, heading, "heading" if column == 1 else "heading_number")
    grid.put(top + 2, len(_HEADINGS) + 1, _SIGNAL, "heading")
    look = "figure" if series.measure == "hiring_focus" else "share"
    for row, point in enumerate(series.points, top + 3):
        _point(grid, row, point, look)
    add_month_chart(draft, grid.sheet, series, f"J{top}")


def _point(grid: Grid, row: int, point: DriftPoint, look: str) -> None:
    grid.put(row, 1, point.month, "text")
    grid.put(row, 2, point.n, "count")
    figures: tuple[Value, ...] = (
        point.value,
        point.smoothed,
        point.center,
        point.lower,
        point.upper,
    )
    grid.put_row(row, 3, figures, look)
    grid.put(row, len(_HEADINGS) + 1, _SIGNALS[point.signal], "text")
