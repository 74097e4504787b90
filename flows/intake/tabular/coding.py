"""Small numbers in place of texts that repeat, so that work is done once for each distinct text."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

DENSE = 1 << 22
"""Keys below this are looked up in a list of their numbers; larger ones are joined."""
NARROW = 1 << 32
"""Keys below this fit into UInt32, which is quicker to count."""
NO_TEXT = 0


@dataclass
class Numbering:
    """Numbers the distinct texts of a column, and gives a text the same number in every stretch.

    Attributes:
        clean: What is done to texts before; those that become equal get one number.
        texts: The text of each number; `NO_TEXT` is that of an empty cell.
    """

    clean: Callable[[pl.Series], pl.Series] | None = None
    texts: list[str | None] = field(default_factory=lambda: [None])
    _known: dict[str | None, int] = field(default_factory=lambda: {None: NO_TEXT})
    _kind: pl.DataType = field(default_factory=lambda: pl.Categorical(pl.Categories.random()))
    _kept: pl.Series | None = None
    _places: pl.Series = field(default_factory=lambda: pl.Series([], dtype=pl.UInt32))

    def numbers(self, cells: pl.Series) -> pl.Series:
        """The number of each cell, UInt32."""
        held = cells.cast(self._kind)
        self._kept = held.clear()  # polars forgets categories that no column has
        codes = held.to_physical()
        new = held.filter(codes >= self._places.len())
        if new.len():
            self._learn(new.unique())
        return self._places.gather(codes).fill_null(NO_TEXT)

    def _learn(self, new: pl.Series) -> None:
        in_order = pl.DataFrame({"code": new.to_physical(), "text": new.cast(pl.String)}).sort(
            "code"
        )
        texts = in_order["text"] if self.clean is None else self.clean(in_order["text"])
        for text in texts:
            if text not in self._known:
                self._known[text] = len(self.texts)
                self.texts.append(text)
        places = pl.Series([self._known[text] for text in texts], dtype=pl.UInt32)
        self._places = pl.concat([self._places, places])


def paired(first: pl.Series, second: pl.Series, n_first: int, n_second: int) -> pl.Series:
    """One key, below `n_first * n_second`, for each pair of two UInt32 numbers.

    `divmod(key, n_second)` gives the pair back.
    """
    if n_first * n_second > NARROW:
        first, second = first.cast(pl.Int64), second.cast(pl.Int64)
    return first * n_second + second


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
    if size > DENSE:
        places = counted.select("key").with_row_index("number")
        numbers = keys.alias("key").to_frame().join(places, on="key", maintain_order="left")
        return numbers["number"], counted
    order = pl.int_range(counted.height, dtype=pl.UInt32, eager=True)
    table = pl.zeros(size, dtype=pl.UInt32, eager=True).scatter(counted["key"], order)
    return table.gather(keys), counted


def run_starts(columns: pl.DataFrame) -> pl.Series:
    """Where a row differs in any column from the row above; the first row always does."""
    differs = [pl.col(name).ne_missing(pl.col(name).shift()) for name in columns.columns]
    starts = pl.any_horizontal(pl.int_range(pl.len()) == 0, *differs).alias("starts")
    return columns.rechunk().select(starts).to_series()


def run_numbers(starts: pl.Series) -> pl.Series:
    """The number of the run that each row belongs to, from 0, by where runs start."""
    return starts.cast(pl.UInt32).cum_sum() - 1
