"""The steps that every column of scorecard rows goes through: clean text, join, order."""

import numpy as np
import polars as pl

from flows.intake.ats.parsing.cells import text
from flows.intake.ats.parsing.spots import Spot
from flows.intake.tabular.answers import Decoded
from schemas.fault import Fault
from schemas.frames import HELD
from schemas.scale import Scale
from schemas.words import Kind, SourceName

_MARKUP = r"</?[a-zA-Z]"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
_UNCLEAN = rf"{_MARKUP}|{_CONTROL}|^\s|\s$|^$"


def cleaned(column: pl.Series) -> pl.Series:
    """What people wrote, without markup and control characters; null where nothing remains."""
    unclean = column.str.contains(_UNCLEAN)
    if not unclean.any():
        return column
    return column.replace({written: text(written) for written in column.filter(unclean).unique()})


def flat(counts: list[int], columns: dict[str, list[str | None]]) -> pl.DataFrame:
    """Rows of all scorecards one below the other.

    Args:
        counts: How many rows each scorecard has.
        columns: The cells, in the order of scorecards.

    Returns:
        The columns with `card` (the scorecard's number) and `at` (the row's number in it).
    """
    lengths = np.asarray(counts, dtype=np.int64)
    card = np.repeat(np.arange(len(counts)), lengths)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)[:-1]])
    at = np.arange(len(card)) - starts[card]
    return pl.DataFrame(
        {name: pl.Series(cells, dtype=pl.String) for name, cells in columns.items()}
    ).with_columns(card=pl.Series(card, dtype=pl.UInt32), at=pl.Series(at, dtype=pl.UInt32))


def of_cards(rows: pl.DataFrame, cards: pl.DataFrame, field: str) -> pl.DataFrame:
    """Put the columns of its scorecard beside each row; `card` is the scorecard's number.

    Adds `locator`: the row's place under `field`, a list where the rows have numbers (`at`).
    """
    joined = pl.concat([rows, cards.select(pl.all().gather(rows["card"]))], how="horizontal")
    place = f"{{}}{field}[{{}}]" if "at" in rows.columns else f"{{}}{field}"
    parts = ("prefix", "at") if "at" in rows.columns else ("prefix",)
    return joined.with_columns(locator=pl.format(place, *parts))


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
