"""What is wrong in a table: faults with their words, and the rows they cost."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from schemas.fault import Fault, faults_of

MOST_FAULTS = 5_000
"""Faults kept of one kind in one file; how many more there were is said once."""


@dataclass
class Findings:
    """Faults as they are found, and every row that they cost.

    Attributes:
        faults: With their places; of one kind at most `MOST_FAULTS`.
        rows: The numbers of rows that must stay out, also of those not listed.
    """

    faults: list[Fault] = field(default_factory=list)
    rows: list[pl.Series] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)
    _beyond: dict[str, Callable[[int], Fault]] = field(default_factory=dict)

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

        def beyond(n: int) -> Fault:
            message = f"{n} more rows with the same fault: {pattern.message}"
            return pattern.model_copy(update={"code": "more_faults", "message": message})

        shown = found.head(self.room(f"{pattern.code} {pattern.column}", found.height, beyond))
        values = shown[cell].fill_null("").to_list() if cell else [""] * shown.height
        like = dict(pattern)
        self.faults += faults_of(
            like | {"row": row, "value": value}
            for row, value in zip(shown["row"].to_list(), values, strict=True)
        )
        if pattern.costs == "row":
            self.rows.append(found["row"])

    def room(self, kind: str, n: int, beyond: Callable[[int], Fault]) -> int:
        """How many of `n` further faults of a kind are listed; the rest are counted.

        Args:
            kind: A name for the kind.
            n: How many were found.
            beyond: The fault that says how many are not listed.
        """
        before = self._counts.get(kind, 0)
        self._counts[kind] = before + n
        self._beyond[kind] = beyond
        return max(0, MOST_FAULTS - before)

    def taken_rows(self) -> list[pl.Series]:
        """The rows that stay out since this was last asked."""
        rows, self.rows = self.rows, []
        return rows

    @property
    def all_faults(self) -> list[Fault]:
        """Every fault as it was found, and how many are not listed."""
        more = [
            self._beyond[kind](n - MOST_FAULTS)
            for kind, n in self._counts.items()
            if n > MOST_FAULTS
        ]
        return [*self.faults, *more]


def closed(findings: list[Findings]) -> tuple[Fault, ...]:
    """All faults of a table, by their place."""
    return tuple(sorted((fault for one in findings for fault in one.all_faults), key=_place))


def _place(fault: Fault) -> tuple[int, str]:
    return (fault.row or 0, fault.column)
