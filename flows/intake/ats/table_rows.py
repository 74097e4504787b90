"""The rows of a connector's table, by heading, with the connector's spellings of nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from flows.intake.ats.parsing.spots import Spot
from flows.intake.reading import Table
from schemas.fault import Fault

_NOTHING = frozenset({"", "null", "none", "nan", "\\n"})
_TRUE = frozenset({"true", "t", "1", "yes"})
_PRIVATE_PREFIX = "custom_"


def headings_of(table: Table) -> frozenset[str]:
    """The headings, folded."""
    return frozenset(heading.strip().casefold() for heading in table.headings)


@dataclass(frozen=True)
class Row:
    """One row of a connector's table.

    Attributes:
        cells: Text by folded heading; nothing is left out.
        where: Its place.
    """

    cells: dict[str, str]
    where: Spot

    def get(self, heading: str) -> str | None:
        """The cell, or none where the connector wrote nothing."""
        return self.cells.get(heading)

    def is_true(self, heading: str) -> bool:
        """Whether the cell is a truth value that is true, however it is spelled."""
        return self.cells.get(heading, "").casefold() in _TRUE

    @property
    def deleted(self) -> bool | None:
        """Whether the row was deleted in the source; none where the table does not say."""
        return self.is_true("_fivetran_deleted") if "_fivetran_deleted" in self.cells else None

    def without_id(self, what: str) -> Fault:
        """The fault of a row of which nothing else can say that it belongs to it."""
        message = f"The {what} has no id, so that nothing that belongs to it can be found."
        return self.where.fault("no_id", message, "id", expected="its id in the source")


def rows_of(table: Table) -> Iterator[Row]:
    """Every row; `row 12, column ` stands before a heading in places."""
    names = [heading.strip().casefold() for heading in table.headings]
    wanted = [at for at, name in enumerate(names) if not name.startswith(_PRIVATE_PREFIX)]
    for number, cells in _numbered(table):
        kept = {
            names[at]: cell.strip()
            for at in wanted
            if at < len(cells)
            and (cell := cells[at]) is not None
            and cell.strip().casefold() not in _NOTHING
        }
        yield Row(kept, Spot(f"row {number}, column ", number, table=True))


def _numbered(table: Table) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    rows = table.rows.iter_rows()
    if table.numbers is not None:
        yield from zip(table.numbers, rows, strict=True)
    else:
        yield from enumerate(rows, table.first_row)


def only_rows(table: Table, numbers: frozenset[int]) -> Table:
    """The table with only the rows of these numbers, and nothing in what customers added."""
    kept = [at for at, (number, _) in enumerate(_numbered(table)) if number in numbers]
    picked = [number for number, _ in _numbered(table) if number in numbers]
    private = [
        pl.lit(None, pl.String()).alias(name)
        for name, heading in zip(table.rows.columns, table.headings, strict=True)
        if heading.strip().casefold().startswith(_PRIVATE_PREFIX)
    ]
    rows = table.rows[kept].with_columns(private)
    return replace(table, rows=rows, numbers=tuple(picked))
