"""Bands: passers whose difference from the band's first is within its standard error."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.words import KEYS, Track
from scoring.rule.order import changes

Contrast = Callable[[Track, str, Sequence[str]], NDArray[np.float64]]
"""Standard errors, in scale points, of the differences between one level and others.

Called with the track, a candidacy (requisition and candidate joined by U+001F) and others of the
same requisition; NaN where it is not known, as for a candidacy decided on evidence since removed.
"""

SEPARATOR = "\x1f"
_WITHIN = 1e-12
"""Headroom by which the arithmetic may miss an exact border."""


def bands(passers: pl.DataFrame, multiple: float, contrast: Contrast | None) -> pl.Series:
    """Give each passer the band it falls in.

    From the top passer down by smaller headroom, whatever the order among passers: a band holds
    its first and those after it whose smaller headroom lies within `multiple` standard errors
    of the difference; the first who does not opens the next band. Whoever shares a smaller
    headroom shares a band (judged by the largest of their errors). Only passers are read, so
    no band reaches below a floor.

    Args:
        passers: `requisition_id`, `candidate_id`, `_requisition` (its number), `_low` (smaller
            headroom, rounded) and for each track `<track>_headroom`, `<track>_se`,
            `<track>_floor`.
        multiple: Width of a band in standard errors of a difference.
        contrast: Errors of differences on one track; without it, and between tracks, errors
            are taken as independent.

    Returns:
        The band of each, from 1, in the order of the passers.

    Source:
        Fixed bands of Cascio, Outtz, Zedeck and Goldstein (1991), Human Performance 4:233-264.
    """
    keys = passers.select("_requisition", "_low", _headroom_error(), "candidate_id")
    order = keys.select(
        pl.arg_sort_by(*keys.columns, descending=[False, True, True, False])
    ).to_series()
    walked = keys.select("_requisition", "_low", "_error")[order]
    opens = changes(walked, ["_requisition", "_low"])
    steps = walked.filter(opens)
    low = steps["_low"].to_numpy().astype(np.float64)
    if contrast is None:
        error = steps["_error"].to_numpy().astype(np.float64)
        found = _independent(steps["_requisition"].to_numpy(), low, error, multiple)
    else:
        firsts = passers[order.filter(pl.Series(opens))]
        steps = firsts.with_columns(*_weaker_track(), _headroom_error())
        found = _by_contrast(steps, low, multiple, contrast)
    band = np.zeros(len(passers), dtype=np.int64)
    band[order.to_numpy()] = found[np.cumsum(opens) - 1]
    return pl.Series(band)


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
    """Walk down each requisition, asking for the errors of all differences from a band's first."""
    band = np.zeros(low.size, dtype=np.int64)
    ends = np.cumsum(steps["requisition_id"].rle().struct.field("len").to_numpy())
    start = 0
    for end in ends.tolist():
        part, first, number = steps[start:end], 0, 0
        while first < len(part):
            number += 1
            reach = multiple * _errors_from(part, first, contrast)
            outside = np.flatnonzero(
                low[start + first] - low[start + first : end] > reach + _WITHIN
            )
            last = int(outside[0]) if outside.size else len(part) - first
            band[start + first : start + first + last] = number
            first += last
        start = end
    return band


def _errors_from(part: pl.DataFrame, first: int, contrast: Contrast) -> NDArray[np.float64]:
    """Errors of the headroom differences between the row `first` and it and those after it."""
    rows = part[first:]
    track, error = rows["_weaker"][0], rows["_error"].to_numpy()
    found: NDArray[np.float64] = np.hypot(error, error[0])
    same = rows["_weaker"].to_numpy() == track
    others = rows["candidate_id"].to_numpy()[same]
    requisition_id = rows["requisition_id"][0]
    names = [f"{requisition_id}{SEPARATOR}{name}" for name in others]
    known = contrast(Track(track), names[0], names) / rows["_points"][0]
    found[same] = np.where(np.isnan(known), found[same], known)
    return found
