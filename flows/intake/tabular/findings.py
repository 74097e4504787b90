"""What is wrong in a table: faults with their words, and the rows they cost."""

from dataclasses import dataclass, field

import polars as pl

from schemas.fault import Fault

MOST_FAULTS = 5_000
"""Faults kept of one kind in one file; how many more there were is said once."""


@dataclass
class Findings:
    """Faults as they are found, and every row that they cost.

    Attributes:
        faults: With their places; of one kind at most `MOST_FAULTS`.
        rows: The numbers of all rows that must stay out, also of those not listed.
    """

    faults: list[Fault] = field(default_factory=list)
    rows: list[pl.Series] = field(default_factory=list)

    def add(
        self, rows: pl.DataFrame, bad: pl.Series | pl.Expr, cell: str | None, pattern: Fault
    ) -> None:
        """Add a fault like `pattern` for each bad row.

        Args:
            rows: Has `row`, and `cell` where that is given.
            bad: True for a row with the fault.
            cell: The column whose text is shown in the fix-me workbook.
            pattern: The fault without its row and value.
        """
        needed = rows if isinstance(bad, pl.Expr) else rows.select("row", *([cell] if cell else []))
        found = needed.filter(bad)
        if found.is_empty():
            return
        shown = found.head(MOST_FAULTS)
        values = shown[cell].fill_null("").to_list() if cell else [""] * shown.height
        self.faults += [
            pattern.model_copy(update={"row": row, "value": value})
            for row, value in zip(shown["row"].to_list(), values, strict=True)
        ]
        if found.height > MOST_FAULTS:
            more = found.height - MOST_FAULTS
            message = f"{more} more rows with the same fault: {pattern.message}"
            self.faults.append(
                pattern.model_copy(update={"code": "more_faults", "message": message})
            )
        if pattern.costs == "row":
            self.rows.append(found["row"])

    def bad_rows(self) -> pl.Series:
        """The rows that stay out, each once."""
        empty = pl.Series("row", [], dtype=pl.UInt32)
        return pl.concat([empty, *self.rows]).unique()
