"""The steps that columns of scorecard rows go through: choose, clean text, join."""

from dataclasses import dataclass

import polars as pl

from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.parsing.cells import text

_ODD = r"[<\x00-\x08\x0b\x0c\x0e-\x1f]"


@dataclass(frozen=True)
class Chosen:
    """Some scorecards of a pile.

    Attributes:
        pile: The pile.
        cards: One row for each of its scorecards.
        which: The ones that are meant.
    """

    pile: Pile
    cards: pl.DataFrame
    which: pl.Series

    def of_these(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows of these scorecards; `card` is the scorecard's number."""
        return rows if self.which.all() else rows.filter(self.which[rows["card"]])

    def cleaned(self, written: pl.Series) -> pl.Series:
        """What people wrote, without markup and control characters."""
        return cleaned(written, odd=self.pile.odd)


def cleaned(column: pl.Series, *, odd: bool = True) -> pl.Series:
    """What people wrote, without markup and control characters; null where nothing remains.

    Args:
        column: Texts.
        odd: Whether there may be any markup or control character.
    """
    written = pl.first()
    unclean = (written.str.strip_chars() != written) | (written == "")
    if odd:
        unclean = unclean | written.str.contains(_ODD)
    found = column.to_frame().filter(unclean).to_series()
    if found.is_empty():
        return column
    return column.replace({written: text(written) for written in found.unique()})


def spread(rows: pl.DataFrame, number: str, table: pl.DataFrame) -> pl.DataFrame:
    """Put beside each row the columns of the `table` row whose number it has, if it lacks them."""
    wanted = pl.all().exclude(rows.columns)
    return pl.concat([rows, table.select(wanted.gather(rows[number]))], how="horizontal")
