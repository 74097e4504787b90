"""Names as whole numbers: each value's rank among the distinct values of its column."""

import numpy as np
import polars as pl

from scoring.severity.arrays import Codes

GAPS_ALLOWED = 4


def codes_of(column: pl.Series) -> tuple[Codes, pl.Series]:
    """Each value's rank among the distinct values, and those values sorted.

    Whole numbers keep their type and order by size; everything else is ordered as text.
    """
    if column.dtype.is_integer():
        return _ranked(column)
    names = column.unique().cast(pl.String).sort()
    coded = column.cast(pl.Enum(names)).to_physical()
    return coded.to_numpy().astype(np.int64), names


def _ranked(column: pl.Series) -> tuple[Codes, pl.Series]:
    values = column.to_numpy()
    low = int(values.min(initial=0)) if len(values) else 0
    span = int(values.max(initial=low)) - low + 1
    if span > GAPS_ALLOWED * len(values) + 1024:
        names, coded = np.unique(values, return_inverse=True)
        return coded.astype(np.int64), pl.Series(names, dtype=column.dtype)
    seen = np.zeros(span, np.bool_)
    seen[values - low] = True
    rank = np.cumsum(seen) - 1
    return rank[values - low], pl.Series(np.flatnonzero(seen) + low, dtype=column.dtype)
