"""How a key stands to its floor, and which status follows from both keys."""

import polars as pl

from schemas.config.policy import Certainty, RedFlagRule
from schemas.words import Standing, Status, Track

PASSING = (Status.SHORTLISTED, Status.ELIGIBLE)
"""Both keys stand, and no red flag asks for a second look."""


def standing(track: Track, certainty: Certainty) -> pl.Expr:
    """How the key of `track` stands, as `schemas.words.Standing`.

    Reads `<track>_level`, `<track>_p` and `<track>_floor`. To stand asks for P of at least
    `upper` and a level at or above the floor: with `upper` at 0.5, or with a P that is that of
    a dimension's own floor, the first alone would not promise the second.
    """
    p, level = pl.col(f"{track}_p").fill_nan(None), pl.col(f"{track}_level").fill_nan(None)
    return (
        pl.when(p.is_null() | level.is_null())
        .then(pl.lit(Standing.NO_EVIDENCE.value))
        .when(p < certainty.lower)
        .then(pl.lit(Standing.SURELY_BELOW.value))
        .when((p >= certainty.upper) & (level >= pl.col(f"{track}_floor")))
        .then(pl.lit(Standing.STANDS.value))
        .otherwise(pl.lit(Standing.IN_DOUBT.value))
    )


def headroom(track: Track) -> pl.Expr:
    """How far above its floor the key of `track` stands: (level - floor) / (100 - floor)."""
    floor = pl.col(f"{track}_floor")
    return (pl.col(f"{track}_level").fill_nan(None) - floor) / (100.0 - floor)


def gate(flags: RedFlagRule) -> pl.Expr:
    """The status before seats are given: the first of the design's list that applies.

    Those who pass are all `eligible` here. No step reads one key to judge the other: each
    compares standings, and a standing reads its own track alone.
    """
    values, skill = pl.col("values_standing"), pl.col("skill_standing")
    lacking = (values == Standing.NO_EVIDENCE.value) | (skill == Standing.NO_EVIDENCE.value)
    no_values, no_skill = (key == Standing.SURELY_BELOW.value for key in (values, skill))
    doubt = (values == Standing.IN_DOUBT.value) | (skill == Standing.IN_DOUBT.value)
    flagged = pl.col("flags_seen") >= flags.second_look_count
    return (
        pl.when(pl.col("flags_confirmed") >= flags.block_count)
        .then(pl.lit(Status.BLOCKED.value))
        .when(~pl.col("complete") | lacking)
        .then(pl.lit(Status.INCOMPLETE.value))
        .when(no_values & no_skill)
        .then(pl.lit(Status.NEITHER.value))
        .when(no_values)
        .then(pl.lit(Status.SKILL_ONLY.value))
        .when(no_skill)
        .then(pl.lit(Status.VALUES_ONLY.value))
        .when(doubt | flagged)
        .then(pl.lit(Status.SECOND_LOOK.value))
        .otherwise(pl.lit(Status.ELIGIBLE.value))
    )
