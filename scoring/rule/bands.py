"""Bands: passers whose difference from the band's first is within its standard error."""

import math
from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.words import KEYS, Track

Contrast = Callable[[Track, str, str], float]
"""Standard error, in scale points, of the difference between the levels of two candidacies.

Called with the track and two candidacies (requisition and candidate joined by U+001F).
"""

SEPARATOR = "\x1f"
_WITHIN = 1e-12
"""Headroom by which the arithmetic may miss an exact border."""


def bands(passers: pl.DataFrame, multiple: float, contrast: Contrast | None) -> pl.DataFrame:
    """Give each passer the band it falls in.

    From the top passer down by smaller headroom, whatever the order among passers: a band holds
    its first and those after it whose smaller headroom lies within `multiple` standard errors
    of the difference; the first who does not opens the next band. Whoever shares a smaller
    headroom shares a band (judged by the largest of their errors). Only passers are read, so
    no band reaches below a floor.

    Args:
        passers: `requisition_id`, `candidate_id`, `_low` (smaller headroom, rounded) and for
            each track `<track>_headroom`, `<track>_se`, `<track>_floor`.
        multiple: Width of a band in standard errors of a difference.
        contrast: Errors of differences on one track; without it, and between tracks, errors
            are taken as independent.

    Returns:
        `requisition_id`, `_low` and `band` (from 1), one row a distinct smaller headroom.

    Source:
        Fixed bands of Cascio, Outtz, Zedeck and Goldstein (1991), Human Performance 4:233-264.
    """
    steps = (
        passers.with_columns(*_weaker_track(), _headroom_error())
        .sort(
            ["requisition_id", "_low", "_error", "candidate_id"],
            descending=[False, True, True, False],
        )
        .unique(["requisition_id", "_low"], keep="first", maintain_order=True)
    )
    low = steps["_low"].to_numpy().astype(np.float64)
    if contrast is None:
        owner = steps["requisition_id"].rle_id().to_numpy().astype(np.int64)
        error = steps["_error"].to_numpy().astype(np.float64)
        found = _independent(owner, low, error, multiple)
    else:
        found = _by_contrast(steps, low, multiple, contrast)
    return steps.select("requisition_id", "_low", band=pl.Series(found, dtype=pl.Int64))


def _weaker_track() -> tuple[pl.Expr, pl.Expr]:
    """The track of the smaller headroom, and how many scale points a headroom of 1 is on it."""
    values, skill = KEYS
    weaker = pl.when(pl.col(f"{values}_headroom") <= pl.col(f"{skill}_headroom"))
    return (
        weaker.then(pl.lit(values.value)).otherwise(pl.lit(skill.value)).alias("_weaker"),
        (100.0 - weaker.then(f"{values}_floor").otherwise(f"{skill}_floor")).alias("_points"),
    )


def _headroom_error() -> pl.Expr:
    values, skill = (pl.col(f"{track}_se") / (100.0 - pl.col(f"{track}_floor")) for track in KEYS)
    gap = pl.col("values_headroom") - pl.col("skill_headroom")
    return (
        pl.when(gap == 0)
        .then(pl.max_horizontal(values, skill))
        .when(gap < 0)
        .then(values)
        .otherwise(skill)
        .alias("_error")
    )


def _independent(
    requisition: NDArray[np.int64],
    low: NDArray[np.float64],
    error: NDArray[np.float64],
    multiple: float,
) -> NDArray[np.int64]:
    """Open one band in every requisition at a time, over those not yet in one."""
    band = np.zeros(low.size, dtype=np.int64)
    left = np.arange(low.size)
    number = 0
    while left.size:
        number += 1
        owner = requisition[left]
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        sizes = np.diff(np.r_[starts, left.size])
        first = np.repeat(left[starts], sizes)
        reach = multiple * np.hypot(error[left], error[first])
        with np.errstate(invalid="ignore"):
            gap = np.where(low[left] == low[first], 0.0, low[first] - low[left])
        place = np.arange(left.size)
        outside = np.where(gap <= reach + _WITHIN, left.size, place)
        closed = np.repeat(np.minimum.reduceat(outside, starts), sizes)
        inside = place < closed
        band[left[inside]] = number
        left = left[~inside]
    return band


def _by_contrast(
    steps: pl.DataFrame, low: NDArray[np.float64], multiple: float, contrast: Contrast
) -> NDArray[np.int64]:
    """Walk down each requisition, asking for the error of each difference from the first."""
    requisition = steps["requisition_id"].to_list()
    candidacy = (steps["requisition_id"] + SEPARATOR + steps["candidate_id"]).to_list()
    track = [Track(name) for name in steps["_weaker"]]
    points = steps["_points"].to_list()
    error = steps["_error"].to_list()
    band = np.zeros(low.size, dtype=np.int64)
    first = 0
    for place in range(low.size):
        if requisition[place] != requisition[first] or place == 0:
            first, band[place] = place, 1
            continue
        if track[place] is track[first]:
            se = contrast(track[first], candidacy[first], candidacy[place]) / points[first]
        else:
            se = math.hypot(error[first], error[place])
        if low[first] - low[place] <= multiple * se + _WITHIN:
            band[place] = band[first]
        else:
            band[place] = band[first] + 1
            first = place
    return band
