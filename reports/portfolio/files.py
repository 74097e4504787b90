"""The sheet that answers: what was dropped, what went in, and what waits to be mended?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP
from reports.layout.table import Column, add_table
from reports.portfolio.draft import PortfolioDraft
from schemas.file_report import FileReport
from schemas.results.portfolio import FileFault

NAME = "Files and faults"
_COLUMNS = [
    Column("File", 36, "strong"),
    Column("Read as", 18, "text"),
    Column("Became", 14, "text"),
    Column("Responses", 11, "count"),
    Column("Faults", 9, "count"),
    Column("Waiting", 9, "count", "Rows that wait for a companion file."),
    Column("Why", 50, "wrapped"),
    Column("To mend", 34, "small", "The fix-me workbook."),
    Column("Never stored", 28, "small", "Headings whose columns were left out at the door."),
    Column("SHA-256", 24, "small"),
]
_FAULTS = ("File", "Place", "Fault", "What is wrong", "What would be right")


def add_files_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append every dropped file of the run, then every fault with its place."""
    grid = draft.page(NAME, NAME, "Nothing dropped is lost or silently skipped.")
    rows = [_row(report) for report in draft.portfolio.run.files]
    extent = add_table(grid, TABLE_TOP, _COLUMNS, rows)
    if not rows:
        grid.put(TABLE_TOP + 1, 1, "No file was dropped since the last run.", "note")
    if draft.portfolio.faults:
        _faults(grid, max(extent.last, TABLE_TOP + 1) + 2, draft.portfolio.faults)
    grid.sheet.freeze_panes = f"B{extent.first}"
    draft.close(grid, len(_COLUMNS), extent.heading)
    return grid.sheet


def _row(report: FileReport) -> list[Value]:
    return [
        report.name,
        report.source.value.replace("_", " "),
        report.status.value,
        report.n_responses,
        report.n_faults,
        report.n_pending,
        report.reason or None,
        report.fixme,
        ", ".join(report.dropped_columns) or None,
        report.digest,
    ]


def _faults(grid: Grid, top: int, faults: tuple[FileFault, ...]) -> None:
    grid.put(top, 1, "Faults", "section")
    places = (1, 2, 4, 7, 8)
    for column in range(1, len(_COLUMNS) + 1):
        grid.put(top + 1, column, None, "heading")
    for column, heading in zip(places, _FAULTS, strict=True):
        grid.put(top + 1, column, heading, "heading")
    for row, found in enumerate(faults, top + 2):
        fault = found.fault
        texts = (found.file, fault.where, fault.code, fault.message, fault.expected or None)
        for column, text in zip(places, texts, strict=True):
            grid.put(row, column, text, "wrapped")
        grid.merge(row, 2, 3)
        grid.merge(row, 4, 6)
        grid.merge(row, 8, 10)
        grid.height(row, 32)
