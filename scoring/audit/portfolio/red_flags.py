"""Red flags by kind, over the candidacies of the portfolio."""

import polars as pl

from schemas.results.portfolio_audit import RedFlagCount
from scoring.audit.portfolio.history import advances


def red_flags(history: pl.DataFrame) -> tuple[RedFlagCount, ...]:
    """Count each kind: seen, confirmed, and advanced all the same; the most seen first.

    Args:
        history: `scoring.audit.portfolio.history.HISTORY`.
    """
    seen = (
        history.select("flags_seen", "flags_confirmed", advanced=advances())
        .explode("flags_seen")
        .drop_nulls("flags_seen")
        .group_by(flag="flags_seen")
        .agg(
            n_seen=pl.len(),
            n_confirmed=pl.col("flags_seen").is_in(pl.col("flags_confirmed")).sum(),
            n_advanced=pl.col("advanced").sum(),
        )
        .sort("n_seen", "flag", descending=[True, False])
    )
    return tuple(RedFlagCount(**row) for row in seen.iter_rows(named=True))
