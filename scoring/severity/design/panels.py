"""Panels: levels of the absorbed factor that were rated alike share all but their scores.

A million candidacies are seen by some hundred thousand distinct panels (the same raters asking
the same questions). What does not depend on scores is worked out once a panel.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.severity.arrays import Codes, Floats
from scoring.severity.design.ratings import Design

WORTH_IT = 20_000


@dataclass(frozen=True)
class Panels:
    """Distinct panels, each with one level that stands for it.

    Attributes:
        of: Panel of each absorbed level, shape (n_absorbed,).
        count: Levels of each panel, shape (n_panels,).
        pairs: Pairs of the levels that stand for panels, shape (n_standing,).
        panel: Panel of each such pair, shape (n_standing,).
    """

    of: Codes
    count: Floats
    pairs: Codes
    panel: Codes

    @property
    def n_panels(self) -> int:
        """Distinct panels."""
        return len(self.count)


def each_its_own(absorbed: Codes, n_absorbed: int) -> Panels:
    """Panels where no two levels are taken together."""
    ones = np.ones(n_absorbed)
    return Panels(np.arange(n_absorbed), ones, np.arange(len(absorbed)), absorbed)


def panels_of(design: Design) -> Panels:
    """Take candidacies with the same raters, questions and weights together.

    Sameness is judged by two independent 64-bit sums of hashes; a false match among a million
    candidacies has a probability below 1e-26.
    """
    n_candidacies = len(design.candidacies)
    if design.n_ratings < WORTH_IT:
        return each_its_own(design.candidacy, n_candidacies)
    first_pair = np.flatnonzero(np.diff(design.candidacy, prepend=-1))
    hashed, first = _hashes(design), first_pair
    if len(hashed) > design.n_pairs:
        first = design.starts[first_pair]
    prints = {"one": np.add.reduceat(hashed, first)}
    prints["two"] = np.add.reduceat(_mixed(hashed), first)
    keyed = pl.DataFrame(prints).with_row_index("at")
    distinct = keyed.group_by("one", "two", maintain_order=True).agg(
        standing=pl.col("at").first(), count=pl.len()
    )
    numbered = distinct.with_row_index("panel").select("one", "two", "panel")
    of = keyed.join(numbered, on=["one", "two"], how="left", maintain_order="left")["panel"]
    standing = distinct["standing"].to_numpy().astype(np.int64)
    sizes = np.diff(np.append(first_pair, design.n_pairs))[standing]
    panel = np.repeat(np.arange(len(standing)), sizes)
    within = np.arange(len(panel)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return Panels(
        of=of.to_numpy().astype(np.int64),
        count=distinct["count"].to_numpy().astype(np.float64),
        pairs=first_pair[standing][panel] + within,
        panel=panel,
    )


def _hashes(design: Design) -> NDArray[np.uint64]:
    """A well-mixed number for each rating's rater, question and weight.

    Where questions have no effects a pair's sums of weights and of their squares say as much.
    """
    rater, starts = design.rater.astype(np.uint64), design.starts
    if design.contrasts.basis.shape[1] == 0:
        weights = squares = np.diff(starts).astype(np.float64)
        if not design.even:
            weights = np.add.reduceat(design.weight, starts[:-1])
            squares = np.add.reduceat(design.weight**2, starts[:-1])
        return _mixed(_mixed(_mixed(rater) ^ weights.view(np.uint64)) ^ squares.view(np.uint64))
    width = np.uint64(design.contrasts.table.height)
    found = _mixed(np.repeat(rater * width, np.diff(starts)) + design.question.astype(np.uint64))
    return found if design.even else _mixed(found ^ design.weight.view(np.uint64))


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each number scattered over all of 64 bits (the finaliser of SplitMix64)."""
    found = numbers + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        found ^= found >> np.uint64(shift)
        found *= np.uint64(factor)
    return found
