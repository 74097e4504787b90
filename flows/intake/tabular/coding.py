"""Small numbers in place of texts that repeat, so that work is done once for each distinct text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

DENSE = 1 << 22
"""So many pairs that could be are looked up in a table of their numbers; of more, those that there
are, are joined."""
UNKNOWN = np.uint32(0xFFFFFFFF)
NO_TEXT = 0


@dataclass
class Numbering:
    """Numbers the distinct texts of a column, and gives a text the same number in every stretch.

    Attributes:
        clean: What is done to texts before; those that become equal get one number.
        texts: The text of each number; `NO_TEXT` is that of an empty cell.
        kind: The categories in which texts are told apart. Cells may be cast to it before.
    """

    clean: Callable[[pl.Series], pl.Series] | None = None
    texts: list[str | None] = field(default_factory=lambda: [None])
    kind: pl.DataType = field(default_factory=lambda: pl.Categorical(pl.Categories.random()))
    _known: dict[str | None, int] = field(default_factory=lambda: {None: NO_TEXT})
    _table: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.uint32))

    def __post_init__(self) -> None:
        """Hold on to the categories: polars forgets those that no column has."""
        self._held = pl.Series([], dtype=self.kind)

    def numbers(self, cells: pl.Series) -> pl.Series:
        """The number of each cell, UInt32."""
        there = cells.cast(self.kind)
        physical, empty = there.to_physical(), None
        if there.null_count():
            physical, empty = physical.fill_null(0), there.is_null().to_numpy()
        codes = physical.to_numpy()
        if codes.size and (most := int(codes.max())) >= self._table.size:
            further = np.full(_rounded(most + 1) - self._table.size, UNKNOWN, dtype=np.uint32)
            self._table = np.concatenate([self._table, further])
        numbers = self._table[codes]
        new = numbers == UNKNOWN
        if empty is not None:
            new &= ~empty
        if new.any():
            self._learn(there.filter(pl.Series(new)).unique(maintain_order=True))
            numbers = self._table[codes]
        if empty is not None:
            numbers[empty] = NO_TEXT
        return pl.Series(numbers)

    def _learn(self, new: pl.Series) -> None:
        texts = new.cast(pl.String)
        texts = texts if self.clean is None else self.clean(texts)
        for code, text in zip(new.to_physical().to_list(), texts.to_list(), strict=True):
            if text not in self._known:
                self._known[text] = len(self.texts)
                self.texts.append(text)
            self._table[code] = self._known[text]


@dataclass
class Pairing:
    """Numbers the distinct pairs of two numbers, in every stretch alike, and counts them.

    Attributes:
        pairs: The pair of each number, in the order in which they came.
        counts: How often each came, shape (pairs,).
    """

    pairs: list[tuple[int, int]] = field(default_factory=list)
    counts: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _known: dict[tuple[int, int], int] = field(default_factory=dict)
    _room: tuple[int, int] = (0, 0)
    _table: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.uint32))

    def numbers(
        self, first: pl.Series, second: pl.Series, n_first: int, n_second: int
    ) -> pl.Series:
        """The number of each pair of a stretch, UInt32.

        Args:
            first: UInt32, each below `n_first`.
            second: UInt32, each below `n_second`.
            n_first: One more than the largest number that there could be in `first`.
            n_second: The same for `second`.
        """
        room = _rounded(n_first), _rounded(n_second)
        dense = room[0] * room[1] <= DENSE
        numbers = self._looked_up(first, second, room) if dense else self._joined(first, second)
        self.counts = np.bincount(numbers.to_numpy(), minlength=len(self.pairs)) + np.pad(
            self.counts, (0, len(self.pairs) - self.counts.size)
        )
        return numbers

    def _looked_up(self, first: pl.Series, second: pl.Series, room: tuple[int, int]) -> pl.Series:
        if room != self._room:
            self._room, self._table = room, np.full(room[0] * room[1], UNKNOWN, dtype=np.uint32)
            for (one, other), number in self._known.items():
                self._table[one * room[1] + other] = number
        keys = first.to_numpy() * np.uint32(room[1]) + second.to_numpy()
        numbers = self._table[keys]
        new = np.unique(keys[numbers == UNKNOWN])
        if new.size:
            self._table[new] = [self._number(divmod(key, room[1])) for key in new.tolist()]
            numbers = self._table[keys]
        return pl.Series(numbers)

    def _joined(self, first: pl.Series, second: pl.Series) -> pl.Series:
        keys = pl.DataFrame([first.alias("first"), second.alias("second")])
        distinct = keys.unique(maintain_order=True)
        numbers = [self._number(pair) for pair in distinct.iter_rows()]
        places = distinct.with_columns(number=pl.Series(numbers, dtype=pl.UInt32))
        return keys.join(places, on=["first", "second"], maintain_order="left")["number"]

    def _number(self, pair: tuple[int, int]) -> int:
        number = self._known.setdefault(pair, len(self.pairs))
        if number == len(self.pairs):
            self.pairs.append(pair)
        return number


def _rounded(n: int) -> int:
    """The power of two from `n` on, so that the room for pairs grows seldom."""
    return 1 << (n - 1).bit_length() if n > 1 else 1


def run_starts(columns: pl.DataFrame) -> pl.Series:
    """Where a row differs in any column from the row above; the first row always does."""
    n = columns.height
    starts = pl.Series([True]).new_from_index(0, min(n, 1))
    if n < 2:
        return starts
    pieces = ((cells, cells.slice(1), cells.head(n - 1)) for cells in columns.rechunk())
    differing = [
        below.ne_missing(above) if cells.null_count() else below != above
        for cells, below, above in pieces
    ]
    return starts.append(reduce(or_, differing))


def run_numbers(starts: pl.Series) -> pl.Series:
    """The number of the run that each row belongs to, from 0, by where runs start."""
    return pl.Series(np.cumsum(starts.to_numpy(), dtype=np.uint32) - np.uint32(1))
