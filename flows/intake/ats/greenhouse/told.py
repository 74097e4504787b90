"""Rows of scorecards, folded: what scorecards, words and entries say stands once, to be joined."""

from dataclasses import dataclass, replace

import polars as pl

from flows.intake.ats.greenhouse.columns import spread
from flows.intake.ats.parsing.spots import Spot
from flows.intake.tabular.answers import Decoded
from schemas.fault import Fault
from schemas.frames import HELD, RESPONSES
from schemas.words import SourceName


@dataclass(frozen=True)
class Told:
    """Responses of some scorecards, each told by numbers.

    A column is taken from the first of the four tables that has it.

    Attributes:
        rows: One row a response: `card`, `word` and `entry` (indexes into the other tables;
            `entry` only where `written` is not empty), `at` (its place in a list, where it has
            one), and any column that is its own.
        written: What was written in each distinct entry.
        words: What follows from what was asked, and how it was answered.
        cards: What scorecards say of themselves, with `row` and `prefix`.
        field: The scorecard's field, for places.
        source: The system.
    """

    rows: pl.DataFrame
    written: pl.DataFrame
    words: pl.DataFrame
    cards: pl.DataFrame
    field: str
    source: SourceName

    @property
    def height(self) -> int:
        """How many responses there are."""
        return self.rows.height

    def of_words(self, which: pl.Series) -> "Told":
        """The rows whose word is one of those for which `which` is true."""
        return self if which.all() else self.filtered(which[self.rows["word"]])

    def filtered(self, which: pl.Series) -> "Told":
        """The rows for which `which` is true."""
        return replace(self, rows=self.rows.filter(which))

    def unfolded(self) -> pl.DataFrame:
        """The canonical rows, columns of `schemas.frames.RESPONSES`."""
        return self._columns(RESPONSES)

    def held(self) -> pl.DataFrame:
        """The same with the row of the scorecard, columns of `schemas.frames.HELD`."""
        return self._columns(HELD)

    def faults(self, field: str, wrong: Decoded | dict[str, Decoded]) -> list[Fault]:
        """One fault for each row.

        Args:
            field: Appended to the place.
            wrong: What is wrong, for all rows or by the answer as it came.
        """
        cells = self.joined().select("value_raw", "row", "locator").iter_rows()
        return [
            Spot("", row).undecoded(
                wrong if isinstance(wrong, Decoded) else wrong[raw], raw or "", f"{place}{field}"
            )
            for raw, row, place in cells
        ]

    def joined(self) -> pl.DataFrame:
        """All columns of the four tables, and `locator`."""
        rows = spread(self.rows, "entry", self.written) if self.written.width else self.rows
        rows = spread(spread(rows, "word", self.words), "card", self.cards)
        if "at" not in rows.columns:
            return rows.with_columns(locator=pl.concat_str("prefix", pl.lit(self.field)))
        most = rows["at"].max()
        places = [f"{self.field}[{at}]" for at in range(most + 1 if isinstance(most, int) else 0)]
        place = pl.Series(places, dtype=pl.String)[rows["at"]]
        return rows.with_columns(locator=pl.concat_str("prefix", place))

    def _columns(self, columns: dict[str, pl.DataType]) -> pl.DataFrame:
        given = {"source": pl.lit(self.source.value), "deleted": pl.lit(value=False)}
        return self.joined().select(
            given.get(name, pl.col(name)).cast(kind).alias(name) for name, kind in columns.items()
        )
