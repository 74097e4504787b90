"""Sheets: pairs whose rater asked the same questions under the same weights share all but scores.

Four million pairs fill in some ten thousand distinct sheets. What depends on questions alone is
worked out once a sheet.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.severity.arrays import Codes
from scoring.severity.design.ratings import Design

WORTH_IT = 20_000
"""Ratings below which looking for what is alike costs more than it saves."""


@dataclass(frozen=True)
class Sheets:
    """Distinct sheets, each with one pair that stands for it.

    Attributes:
        of: Sheet of each pair, shape (n_pairs,).
        standing: A pair of each sheet, shape (n_sheets,).
    """

    of: Codes
    standing: Codes

    @property
    def n_sheets(self) -> int:
        """Distinct sheets."""
        return len(self.standing)


def sheets_of(design: Design) -> Sheets:
    """Take pairs with the same questions and weights together."""
    if design.n_ratings < WORTH_IT:
        each = np.arange(design.n_pairs)
        return Sheets(each, each)
    of, standing, _ = alike(*_prints(design))
    return Sheets(of, standing)


def alike(one: NDArray[np.uint64], two: NDArray[np.uint64]) -> tuple[Codes, Codes, Codes]:
    """Number what agrees in two independent 64-bit prints.

    A false match among a million has a probability below 1e-26.

    Returns:
        The group of each, shape (n,), in the order in which groups appear; the first of each
        group and how many it has, each of shape (n_groups,).
    """
    keyed = pl.DataFrame({"one": one, "two": two}).with_row_index("at")
    distinct = keyed.group_by("one", "two", maintain_order=True).agg(
        first=pl.col("at").first(), count=pl.len()
    )
    numbered = distinct.with_row_index("group").select("one", "two", "group")
    of = keyed.join(numbered, on=["one", "two"], how="left", maintain_order="left")["group"]
    found = (of, distinct["first"], distinct["count"])
    first, second, third = (column.to_numpy().astype(np.int64) for column in found)
    return first, second, third


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each number scattered over all of 64 bits (the finaliser of SplitMix64)."""
    found = numbers + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        found ^= found >> np.uint64(shift)
        found *= np.uint64(factor)
    return found


def _prints(design: Design) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Two prints of each pair's sheet.

    Where questions have no effects, number and sums of weights and of squares say as much.
    """
    starts, counted = design.starts, np.diff(design.starts).astype(np.uint64)
    if design.contrasts.basis.shape[1] == 0:
        if design.even:
            return mixed(counted), mixed(mixed(counted))
        weights = np.add.reduceat(design.weight, starts[:-1]).view(np.uint64)
        squares = np.add.reduceat(design.weight**2, starts[:-1]).view(np.uint64)
        return mixed(mixed(weights) ^ counted), mixed(mixed(squares) ^ counted)
    if design.even:
        named = mixed(np.arange(design.contrasts.table.height, dtype=np.uint64))
        one, two = named[design.question], mixed(named)[design.question]
    else:
        one = mixed(mixed(design.question.astype(np.uint64)) ^ design.weight.view(np.uint64))
        two = mixed(one)
    return np.add.reduceat(one, starts[:-1]), np.add.reduceat(two, starts[:-1])
