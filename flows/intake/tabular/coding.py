"""Small numbers in place of texts that repeat, so that work is done once for each distinct text."""

from collections.abc import Callable

import polars as pl

DENSE = 1 << 22
"""Keys below this are looked up in a list of their numbers; larger ones are joined."""


def coded(texts: pl.Series) -> tuple[pl.Series, list[str | None]]:
    """Number the distinct texts of a column in the order in which they first appear.

    Returns:
        The number of each cell, and the text of each number; null has the last, if it appears.
    """
    categories = pl.Categories.random()
    held = texts.cast(pl.Categorical(categories))  # the categories last as long as this does
    distinct: list[str | None] = categories.to_series().to_list()
    codes = held.to_physical()
    if codes.null_count():
        codes = codes.fill_null(len(distinct))
        distinct.append(None)
    return codes, distinct


def recoded(
    codes: pl.Series, distinct: list[str | None], clean: Callable[[pl.Series], pl.Series]
) -> tuple[pl.Series, list[str | None]]:
    """Clean the distinct texts of a coded column; those that become equal get one number."""
    texts = pl.Series(distinct, dtype=pl.String)
    cleaned = clean(texts)
    if not texts.ne_missing(cleaned).any():
        return codes, distinct
    places, left = coded(cleaned)
    return places.gather(codes), left


def numbered(keys: pl.Series, size: int) -> tuple[pl.Series, pl.DataFrame]:
    """Number the distinct keys in ascending order.

    Args:
        keys: Each from 0 up to below `size`, none missing.
        size: One more than the largest key that there could be.

    Returns:
        The number of each key, UInt32; and, a row for each number, its `key` and how often it
        appears (`len`).
    """
    counted = keys.alias("key").to_frame().group_by("key").len().sort("key")
    counted = counted.with_columns(pl.col("len").cast(pl.Int64))
    if size > DENSE:
        places = counted.select("key").with_row_index("number")
        numbers = keys.alias("key").to_frame().join(places, on="key", maintain_order="left")
        return numbers["number"], counted
    order = pl.int_range(counted.height, dtype=pl.UInt32, eager=True)
    table = pl.zeros(size, dtype=pl.UInt32, eager=True).scatter(counted["key"], order)
    return table.gather(keys), counted


def run_starts(columns: pl.DataFrame) -> pl.Series:
    """Where a row differs in any column from the row above; the first row always does.

    So does the first of each chunk, for texts in many chunks are not moved into one.
    """
    differs = [pl.col(name).ne_missing(pl.col(name).shift()) for name in columns.columns]
    starts = pl.any_horizontal(pl.int_range(pl.len()) == 0, *differs).alias("starts")
    chunks = zip(*(column.get_chunks() for column in columns.iter_columns()), strict=True)
    return pl.concat([pl.DataFrame(chunk).select(starts).to_series() for chunk in chunks]).rechunk()


def run_numbers(starts: pl.Series) -> pl.Series:
    """The number of the run that each row belongs to, from 0, by where runs start."""
    return starts.cast(pl.UInt32).cum_sum() - 1
