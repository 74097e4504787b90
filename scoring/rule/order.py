"""The order among those who pass, the seats it gives, and the order in which all are listed."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.config.policy import OrderRule
from schemas.words import Standing, Status

PRECISION = 9
"""Decimals of headroom that order reads: finer differences are noise of the arithmetic.

Without it two candidates with the same evidence would be ordered by the last bit of a sum,
and that bit by the order in which their ratings came.
"""

LISTED = (
    Status.SHORTLISTED,
    Status.ELIGIBLE,
    Status.SECOND_LOOK,
    Status.SKILL_ONLY,
    Status.VALUES_ONLY,
    Status.NEITHER,
    Status.BLOCKED,
    Status.INCOMPLETE,
)
"""The groups of a shortlist from top to bottom."""

_GROUPS = len(LISTED) + 1

_REQUISITION = "requisition_id"
_LEXIMIN = ["_requisition", "_low", "_high"]


def smaller_headroom() -> pl.Expr:
    """The headroom of the weaker key, at the precision that order reads."""
    return pl.min_horizontal("values_headroom", "skill_headroom").round(PRECISION)


def larger_headroom() -> pl.Expr:
    """The headroom of the stronger key, at the precision that order reads."""
    return pl.max_horizontal("values_headroom", "skill_headroom").round(PRECISION)


def weighted_level(rule: OrderRule) -> pl.Expr:
    """The plain average that a policy may ask for as an order among passers."""
    values, skill = pl.col("values_level"), pl.col("skill_level")
    return (rule.values_weight * values + (1 - rule.values_weight) * skill).round(PRECISION)


def listing(gated: pl.DataFrame, rule: OrderRule) -> pl.DataFrame:
    """Put the rows in the order of the shortlist, within requisitions in order of their id.

    Those who pass come first, by rank; the incomplete of whom one key is already surely below
    come last. Exact ties stand in order of identifier, so that the list reads the same every
    time.

    Args:
        gated: One row a candidacy with `status` as the gate left it, and `_low` and `_high`
            (smaller and larger headroom).
        rule: How those who pass are ordered.

    Returns:
        The rows with `_requisition` (a number in the order of their ids) and `_first` (what
        orders them within a group).
    """
    ids = gated[_REQUISITION]
    passing = pl.col("status") == Status.ELIGIBLE.value
    first = pl.when(passing).then(weighted_level(rule)) if rule.by == "weighted" else None
    coded = gated.with_columns(
        # A number for each requisition sorts a million rows several times faster than its id.
        _requisition=ids.cast(pl.Enum(ids.unique().sort())).to_physical().cast(pl.Int64),
        _first=pl.col("_low") if first is None else first.otherwise("_low"),
    )
    keys = coded.select(
        pl.col("_requisition") * _GROUPS + _group(), "_first", "_high", "candidate_id"
    )
    order = pl.arg_sort_by(
        *keys.columns, descending=[False, True, True, False], nulls_last=[False, True, True, False]
    )
    return coded[keys.select(order).to_series()]


def ranks(passers: pl.DataFrame, rule: OrderRule) -> pl.DataFrame:
    """Rank those who pass and give the seats.

    Args:
        passers: In the order of `listing`, with what it added, and `seats`.
        rule: How they are ordered.

    Returns:
        In the order of the passers `rank` (1 is best, exact ties share one), `shortlisted` and
        `tied_at_seat`: more candidates tie for the last seat than seats are left, and all of
        them are shortlisted.
    """
    ties = ["_requisition", "_first"] if rule.by == "weighted" else _LEXIMIN
    place = np.arange(len(passers))
    start = np.maximum.accumulate(np.where(changes(passers, ["_requisition"]), place, 0))
    opens = np.flatnonzero(changes(passers, ties))
    sizes = np.diff(opens, append=len(passers))
    rank = np.repeat(opens, sizes) - start + 1
    last = np.repeat(opens + sizes, sizes) - start
    seats = passers["seats"].to_numpy()
    shortlisted = rank <= seats
    return pl.DataFrame(
        {"rank": rank, "shortlisted": shortlisted, "tied_at_seat": shortlisted & (last > seats)}
    )


def changes(rows: pl.DataFrame, columns: list[str]) -> NDArray[np.bool_]:
    """Whether each row differs in some of the columns from the one before it; the first does."""
    changed = np.ones(len(rows), dtype=np.bool_)
    if len(rows):
        parts = [rows[name].to_numpy() for name in columns]
        changed[1:] = np.any([part[1:] != part[:-1] for part in parts], axis=0)
    return changed


def _group() -> pl.Expr:
    below = Standing.SURELY_BELOW.value
    places = {status.value: place for place, status in enumerate(LISTED)}
    hopeless = (pl.col("values_standing") == below) | (pl.col("skill_standing") == below)
    incomplete = pl.col("status") == Status.INCOMPLETE.value
    return pl.col("status").replace_strict(places, return_dtype=pl.Int64) + (incomplete & hopeless)
