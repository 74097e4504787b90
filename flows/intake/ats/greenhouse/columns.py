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


def cleaned(column: pl.Series) -> pl.Series:
    """What people wrote, without markup and control characters; null where nothing remains."""
    marked = column.str.contains(_MARKUP)
    if marked.any():
        without = {mark: text(mark) for mark in column.filter(marked).unique()}
        column = column.replace(without)
    column = column.str.replace_all(_CONTROL, "").str.strip_chars()
    return column.set(column == "", None)


def flat(counts: list[int], columns: dict[str, list[str | None]], path: str) -> pl.DataFrame:
    """Rows of all scorecards one below the other.

    Args:
        counts: How many rows each scorecard has.
        columns: The cells, in the order of scorecards.
        path: The list's name in places, for example `attributes`.

    Returns:
        The columns with `card` (the scorecard's number) and `path` (the row's place in it).
    """
    lengths = np.asarray(counts, dtype=np.int64)
    card = np.repeat(np.arange(len(counts)), lengths)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)[:-1]])
    at = np.arange(len(card)) - starts[card]
    return pl.DataFrame(
        {name: pl.Series(cells, dtype=pl.String) for name, cells in columns.items()}
    ).with_columns(
        card=pl.Series(card, dtype=pl.UInt32),
        path=pl.format(path + "[{}]", pl.Series(at, dtype=pl.UInt32)),
    )


def of_cards(rows: pl.DataFrame, cards: pl.DataFrame) -> pl.DataFrame:
    """Put the columns of its scorecard beside each row; `card` is the scorecard's number."""
    return pl.concat([rows, cards.select(pl.all().gather(rows["card"]))], how="horizontal")


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
        "locator": pl.col("prefix") + pl.col("path"),
    }
    return rows.select(
        given.get(name, pl.col(name)).cast(kind_of).alias(name) for name, kind_of in HELD.items()
    )


def faults_of(rows: pl.DataFrame, field: str, wrong: Decoded | dict[str, Decoded]) -> list[Fault]:
    """One fault for each joined row.

    Args:
        rows: Faulty rows, with `value_raw`, `prefix`, `row` and `path`.
        field: Appended to the path.
        wrong: What is wrong, for all rows or by the answer as it came.
    """
    cells = rows.select("value_raw", "prefix", "row", "path").iter_rows()
    return [
        Spot(prefix, row).undecoded(
            wrong if isinstance(wrong, Decoded) else wrong[raw], raw or "", f"{path}{field}"
        )
        for raw, prefix, row, path in cells
    ]
