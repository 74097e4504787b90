"""The steps that every column of scorecard rows goes through: clean text, join, order."""

from dataclasses import dataclass

import polars as pl

from flows.intake.ats.greenhouse.pile import Pile, Rows
from flows.intake.ats.parsing.cells import text
from flows.intake.ats.parsing.spots import Spot
from flows.intake.tabular.answers import Decoded
from schemas.config.scale import Scale
from schemas.fault import Fault
from schemas.frames import HELD
from schemas.words import Kind, SourceName

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

    def frame(self, rows: Rows) -> pl.DataFrame:
        """The rows of these scorecards, columns as in `Rows.frame`."""
        frame = rows.frame()
        return frame if self.which.all() else frame.filter(self.which.gather(frame["card"]))

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


def of_words(rows: pl.DataFrame, which: pl.Series) -> pl.DataFrame:
    """The rows whose word is one of those for which `which` is true."""
    return rows if which.all() else rows.filter(which.gather(rows["word"]))


def of_cards(rows: pl.DataFrame, cards: pl.DataFrame, field: str) -> pl.DataFrame:
    """Put the columns of its scorecard beside each row; `card` is the scorecard's number.

    Adds `locator`: the row's place under `field`, a list where the rows have numbers (`at`).
    """
    joined = spread(rows, "card", cards)
    if "at" not in rows.columns:
        return joined.with_columns(locator=pl.concat_str("prefix", pl.lit(field)))
    most = rows["at"].max()
    places = [f"{field}[{at}]" for at in range(most + 1 if isinstance(most, int) else 0)]
    place = pl.Series(places, dtype=pl.String).gather(rows["at"])
    return joined.with_columns(locator=pl.concat_str("prefix", place))


def on_scale(rows: pl.DataFrame, scale: Scale, kind: Kind) -> pl.DataFrame:
    """Say of every row what kind of answer it is, and the ends of its scale."""
    return rows.with_columns(
        kind=pl.lit(kind.value), scale_low=pl.lit(scale.low), scale_high=pl.lit(scale.high)
    )


def as_responses(rows: pl.DataFrame, source: SourceName) -> pl.DataFrame:
    """Order joined rows (`of_cards`) as canonical responses with their row."""
    given = {
        "source": pl.lit(source.value),
        "deleted": pl.lit(value=False),
    }
    return rows.select(
        given.get(name, pl.col(name)).cast(kind_of).alias(name) for name, kind_of in HELD.items()
    )


def faults_of(rows: pl.DataFrame, field: str, wrong: Decoded | dict[str, Decoded]) -> list[Fault]:
    """One fault for each joined row.

    Args:
        rows: Faulty rows, with `value_raw`, `row` and `locator`.
        field: Appended to the place.
        wrong: What is wrong, for all rows or by the answer as it came.
    """
    cells = rows.select("value_raw", "row", "locator").iter_rows()
    return [
        Spot("", row).undecoded(
            wrong if isinstance(wrong, Decoded) else wrong[raw], raw or "", f"{place}{field}"
        )
        for raw, row, place in cells
    ]
