"""A portfolio workbook in the making: what its sheets share."""

from dataclasses import dataclass, field

from openpyxl import Workbook

from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP, add_page, protect, set_print
from reports.layout.table import Column, Extent, add_table
from reports.theme import Styles
from schemas.results.portfolio import Portfolio


@dataclass(frozen=True)
class PortfolioDraft:
    """The workbook, its formats, and the contract that its sheets show."""

    book: Workbook
    portfolio: Portfolio
    styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        """Register the theme with the workbook."""
        object.__setattr__(self, "styles", Styles(self.book))

    @property
    def footer(self) -> str:
        """Where a printed page came from."""
        made_at = self.portfolio.made_at
        return f"Portfolio · run {self.portfolio.run.run_id} · {made_at:%Y-%m-%d %H:%M} UTC"

    def page(self, name: str, title: str, subtitle: str) -> Grid:
        """Append a sheet."""
        return add_page(self.book, self.styles, name, title, subtitle)

    def close(
        self, grid: Grid, n_columns: int, title_row: int | None = None, foot: int = 2
    ) -> None:
        """Set how the sheet prints, down to `foot` at least, and lock it."""
        set_print(grid.sheet, self.footer, n_columns, title_row, foot)
        protect(grid.sheet)

    def table_page(
        self,
        name: str,
        subtitle: str,
        columns: list[Column],
        rows: list[list[Value]],
        nothing: str,
    ) -> tuple[Grid, Extent]:
        """Append a sheet that is one table; `nothing` is said where it has no rows."""
        grid = self.page(name, name, subtitle)
        extent = add_table(grid, TABLE_TOP, columns, rows)
        if not rows:
            grid.put(TABLE_TOP + 1, 1, nothing, "note")
        last = extent.letter(columns[-1].heading)
        grid.sheet.auto_filter.ref = f"A{extent.heading}:{last}{extent.last}"
        grid.sheet.freeze_panes = f"B{extent.first}"
        self.close(grid, len(columns), extent.heading)
        return grid, extent

    def title_of(self, requisition_id: str) -> str:
        """The requisition's title where it has one."""
        return self.portfolio.titles.get(requisition_id, "")
