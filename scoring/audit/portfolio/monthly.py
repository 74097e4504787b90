"""The audited shares by month: followed skill, advanced outside the policy, never asked."""

import polars as pl

from scoring.audit.comparison import is_complete, with_outcome
from scoring.audit.portfolio.history import advances, outside_policy

COUNTS = ("month", "share", "n")
"""A month, a share (0 to 1), and of how many independent requisitions (`n`).

What happens within one requisition hangs together: the same managers, the same week. So `n` is
the effective number of requisitions, (sum of their cases)**2 / sum of (their cases)**2.
"""


def skill_share_by_month(history: pl.DataFrame) -> pl.DataFrame:
    """Share of telling pairs that went with skill, by the month of the advance (`COUNTS`).

    Args:
        history: `scoring.audit.portfolio.history.HISTORY`.
    """
    laid = history.filter(is_complete()).select(
        "requisition_id", "month", "skill_level", *with_outcome()
    )
    sides = laid.filter(pl.col("advanced") == 1).join(
        laid.filter(pl.col("advanced") == 0), on="requisition_id", suffix="_passed"
    )
    more_skill = pl.col("skill_level") > pl.col("skill_level_passed")
    less_skill = pl.col("skill_level") < pl.col("skill_level_passed")
    by_skill = more_skill & (pl.col("rule") < pl.col("rule_passed"))
    by_rule = less_skill & (pl.col("rule") > pl.col("rule_passed"))
    telling = sides.filter(by_skill | by_rule)
    return _by_month(telling.select("requisition_id", "month", hit=by_skill))


def say_do_gap_by_month(history: pl.DataFrame) -> pl.DataFrame:
    """Share of advances outside the policy, by the month of the decision (`COUNTS`)."""
    advanced = history.filter(advances())
    return _by_month(advanced.select("requisition_id", "month", hit=outside_policy()))


def never_asked_by_month(history: pl.DataFrame) -> pl.DataFrame:
    """Share of candidacies never asked a values question, by month (`COUNTS`)."""
    return _by_month(history.select("requisition_id", "month", hit=~pl.col("values_asked")))


def _by_month(cases: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("cases").cast(pl.Float64)
    return (
        cases.group_by("month", "requisition_id")
        .agg(hits=pl.col("hit").sum(), cases=pl.len())
        .group_by("month")
        .agg(
            share=pl.col("hits").sum() / pl.col("cases").sum(),
            n=weight.sum() ** 2 / (weight**2).sum(),
        )
        .sort("month")
    )


def months_of(history: pl.DataFrame) -> list[str]:
    """Every month from the first to the last, without a gap."""
    if history.is_empty():
        return []
    first, last = (_number(str(history["month"].min())), _number(str(history["month"].max())))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _number(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
