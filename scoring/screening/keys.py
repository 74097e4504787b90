"""Both keys of every candidacy: fitted apart, each from its own rows only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from schemas.config.policy import Policy
from schemas.config.questions import Dimension
from schemas.words import Track
from scoring.floor import p_above_floor
from scoring.severity.fit import TrackFit
from scoring.severity.model import FitOptions, fit_track


@dataclass(frozen=True)
class TrackKeys:
    """One track: what the model read, its fit, and each dimension of each candidacy.

    Attributes:
        ratings: `schemas.frames.RATINGS`.
        fit: The model.
        dimensions: `candidacy`, `dimension`, `level`, `se`, `n_ratings`, `n_raters`, `floor`,
            `p`; error, floor and P only where the dimension has a floor of its own.
        gates: `candidacy`, `level`, `se` (what is held against the floor), `p` (the weakest) and
            `weakest` (the dimension that gave it, null for the track's own floor).
    """

    ratings: pl.DataFrame
    fit: TrackFit
    dimensions: pl.DataFrame
    gates: pl.DataFrame


def within_window(
    ratings: pl.DataFrame, times: pl.DataFrame, as_of: datetime, months: int, open_ids: list[str]
) -> pl.DataFrame:
    """Leave out ratings of closed requisitions that are older than the policy's window.

    Ratings of open requisitions always stay: they are the evidence that is being judged.

    Args:
        ratings: `schemas.frames.RATINGS`.
        times: `response`, `submitted_at`.
        as_of: The time that the screening stands for, UTC.
        months: How far back ratings of closed requisitions inform severity.
        open_ids: The open requisitions.
    """
    start = pl.lit(as_of).dt.replace_time_zone(None).dt.offset_by(f"-{months}mo")
    recent = pl.col("submitted_at").is_null() | (pl.col("submitted_at") >= start)
    return (
        ratings.join(times, on="response", how="left", maintain_order="left")
        .filter(pl.col("requisition_id").is_in(open_ids) | recent)
        .drop("submitted_at")
    )


def track_keys(
    track: Track,
    ratings: pl.DataFrame,
    dimensions: Mapping[str, Dimension],
    policy: Policy,
) -> TrackKeys:
    """Fit one track and hold its keys against the floors.

    Args:
        track: Which key.
        ratings: `schemas.frames.RATINGS` of this track only.
        dimensions: Declared dimensions of this track, by id.
        policy: Floors, estimate and priors.
    """
    options = FitOptions(priors=policy.priors)
    fit = fit_track(ratings, options)
    own = {
        name: floor
        for name, floor in policy.dimension_floors.items()
        if name in dimensions and dimensions[name].required
    }
    parts = _dimension_levels(ratings, fit, own, options)
    estimate, error = ("blup", "blup_se") if policy.estimate == "blup" else ("level", "se")
    held = fit.levels.select("candidacy", level=estimate, se=error).with_columns(
        p=pl.Series(
            p_above_floor(
                fit.levels[estimate].to_numpy(),
                fit.levels[error].to_numpy(),
                policy.floors.of(track),
            ),
            dtype=pl.Float64,
        ).fill_nan(None)
    )
    weakest = (
        parts.filter(pl.col("p").is_not_null())
        .sort("candidacy", "p", "dimension")
        .group_by("candidacy", maintain_order=True)
        .agg(pl.col("p").first().alias("own_p"), pl.col("dimension").first().alias("weakest"))
    )
    gates = held.join(weakest, on="candidacy", how="left", maintain_order="left").with_columns(
        weakest=pl.when(pl.col("own_p") < pl.col("p")).then("weakest"),
        p=pl.min_horizontal("p", "own_p"),
    )
    return TrackKeys(ratings, fit, parts, gates.drop("own_p"))


def _dimension_levels(
    ratings: pl.DataFrame, fit: TrackFit, own: Mapping[str, float], options: FitOptions
) -> pl.DataFrame:
    """Each dimension's level: the mean of its corrected ratings; with an error where it gates."""
    corrected = ratings.with_columns(corrected=fit.corrections["corrected"])
    levels = (
        corrected.group_by("candidacy", "dimension")
        .agg(
            level=(pl.col("corrected") * pl.col("weight")).sum() / pl.col("weight").sum(),
            n_ratings=pl.len(),
            n_raters=pl.col("rater_id").n_unique(),
        )
        .sort("candidacy", "dimension")
    )
    gated = [_own_floor(ratings, fit, name, floor, options) for name, floor in sorted(own.items())]
    none = pl.DataFrame(
        schema={
            "candidacy": pl.String(),
            "dimension": pl.String(),
            "own_level": pl.Float64(),
            "se": pl.Float64(),
            "floor": pl.Float64(),
            "p": pl.Float64(),
        }
    )
    return (
        levels.join(
            pl.concat([none, *gated]),
            on=["candidacy", "dimension"],
            how="left",
            maintain_order="left",
        )
        .with_columns(level=pl.coalesce("own_level", "level"))
        .drop("own_level")
    )


def _own_floor(
    ratings: pl.DataFrame, fit: TrackFit, name: str, floor: float, options: FitOptions
) -> pl.DataFrame:
    """Fit one dimension alone, with the track's variance components, against its own floor."""
    mine = ratings.filter(pl.col("dimension") == name)
    levels = fit_track(mine, replace(options, variance=fit.variance)).levels
    p = p_above_floor(levels["level"].to_numpy(), levels["se"].to_numpy(), floor)
    return levels.select(
        "candidacy",
        dimension=pl.lit(name),
        own_level="level",
        se="se",
        floor=pl.lit(floor),
        p=pl.Series(p, dtype=pl.Float64),
    )
