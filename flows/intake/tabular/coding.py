"""Small numbers in place of texts that repeat, so that work is done once for each distinct text."""

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

DENSE = 1 << 22
"""Keys below this are counted in an array; larger ones are sorted."""


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


def numbered(
    keys: NDArray[np.int64], size: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int64]]:
    """Number the distinct keys in ascending order.

    Args:
        keys: Shape `(n,)`, each from 0 up to below `size`.
        size: One more than the largest key that there could be.

    Returns:
        The number of each key, shape `(n,)`; the key of each number and how often it appears,
        both of shape `(n_distinct,)`.
    """
    if size > DENSE:
        distinct, numbers, counts = np.unique(keys, return_inverse=True, return_counts=True)
        return numbers.astype(np.uint32), distinct, counts
    counted = np.bincount(keys, minlength=size)
    present = np.flatnonzero(counted)
    places = np.zeros(size, dtype=np.uint32)
    places[present] = np.arange(present.size, dtype=np.uint32)
    return places[keys], present, counted[present]


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
    return pl.Series(np.cumsum(starts.to_numpy(), dtype=np.uint32) - np.uint32(1))
