"""Small numbers in place of texts that repeat, so that work is done once for each distinct text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import cast

import polars as pl

DENSE = 1 << 22
"""So many pairs that could be are looked up in a table of their numbers; of more, those that there
are, are joined."""
NO_TEXT = 0
JUDGED = 4_096
"""Of so many texts it is judged whether they repeat."""
OFTEN = 0.9
"""Texts repeat where no more than this share of those judged are distinct."""


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
    _places: pl.Series = field(default_factory=lambda: _unknown(0))

    def __post_init__(self) -> None:
        """Hold on to the categories: polars forgets those that no column has."""
        self._held = pl.Series([], dtype=self.kind)

    def numbers(self, cells: pl.Series) -> pl.Series:
        """The number of each cell, UInt32."""
        there = cells.cast(self.kind)
        codes = there.to_physical()
        lacking = int(cast("int | None", codes.max()) or 0) + 1 - self._places.len()
        if lacking > 0:
            self._places = pl.concat([self._places, _unknown(lacking)])
        numbers = self._places[codes]
        if numbers.null_count() > there.null_count():
            new = there.filter(numbers.is_null() & there.is_not_null())
            self._learn(new.unique(maintain_order=True))
            numbers = self._places[codes]
        return numbers.fill_null(NO_TEXT) if there.null_count() else numbers

    def _learn(self, new: pl.Series) -> None:
        texts = new.cast(pl.String)
        texts = texts if self.clean is None else self.clean(texts)
        for text in texts:
            if text not in self._known:
                self._known[text] = len(self.texts)
                self.texts.append(text)
        self._places.scatter(new.to_physical(), [self._known[text] for text in texts])


@dataclass
class Pairing:
    """Numbers the distinct pairs of two numbers, in every stretch alike.

    Attributes:
        pairs: The pair of each number, in the order in which they came.
    """

    pairs: list[tuple[int, int]] = field(default_factory=list)
    _known: dict[tuple[int, int], int] = field(default_factory=dict)
    _room: tuple[int, int] = (0, 0)
    _table: pl.Series = field(default_factory=lambda: _unknown(0))

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
        if room[0] * room[1] > DENSE:
            return self._joined(first, second)
        if room != self._room:
            self._room, self._table = room, _unknown(room[0] * room[1])
            known = [one * room[1] + other for one, other in self.pairs]
            self._table.scatter(known, range(len(known)))
        keys = first * room[1] + second
        numbers = self._table[keys]
        if numbers.null_count():
            new = keys.filter(numbers.is_null()).unique(maintain_order=True)
            self._table.scatter(new, [self._number(divmod(key, room[1])) for key in new])
            numbers = self._table[keys]
        return numbers

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


def _unknown(n: int) -> pl.Series:
    return pl.Series([None], dtype=pl.UInt32).new_from_index(0, n)


def _rounded(n: int) -> int:
    """The power of two from `n` on, so that the room for pairs grows seldom."""
    return 1 << (n - 1).bit_length() if n > 1 else 1


def run_starts(columns: pl.DataFrame) -> pl.Series:
    """Where a row differs in any column from the row above; the first row always does."""
    starts: list[pl.Series] = []
    above = None
    for part in _parts(columns):
        last = part.height - 1
        differs = (_differs(cells.slice(1), cells.head(last)) for cells in part)
        first = pl.Series([part.row(0) != above])
        starts.append(pl.concat([first, reduce(or_, differs)], rechunk=True))
        above = part.row(last)
    return pl.concat(starts, rechunk=False) if starts else pl.Series(dtype=pl.Boolean)


def _parts(columns: pl.DataFrame) -> list[pl.DataFrame]:
    """The rows as they lie in memory, to be gone through without a copy."""
    chunks = [cells.get_chunks() for cells in columns]
    if len({tuple(map(len, parts)) for parts in chunks}) > 1:
        chunks = [cells.rechunk().get_chunks() for cells in columns]
    return [pl.DataFrame(list(part)) for part in zip(*chunks, strict=True) if len(part[0])]


def _differs(below: pl.Series, above: pl.Series) -> pl.Series:
    has_nulls = below.null_count() or above.null_count()
    return below.ne_missing(above) if has_nulls else below != above


def run_numbers(starts: pl.Series) -> pl.Series:
    """The number of the run that each row belongs to, from 0, by where runs start; UInt32."""
    return starts.cum_sum() - 1


def told_apart(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Texts kept fewer times, and which of them each row has.

    Runs are kept once. Where texts come again after others they are kept once altogether, which
    takes a fraction of the memory; texts that are all different are not worth the search.

    Returns:
        Texts, of which some may be equal; and the index of each row's, UInt32.
    """
    cells = texts.rechunk()
    runs = cells.rle_id()
    heads = cells.filter(run_starts(runs.to_frame()))
    judged = heads.head(JUDGED)
    if judged.n_unique() > judged.len() * OFTEN:
        return heads, runs
    coded = heads.cast(pl.Categorical(pl.Categories.random()))
    distinct = coded.drop_nulls().unique()
    codes = distinct.to_physical()
    n = int(cast("int | None", codes.max()) or 0) + 1
    kept = texts.clear(n + 1).scatter(codes, distinct.cast(pl.String))
    return kept, coded.to_physical().fill_null(n)[runs]
