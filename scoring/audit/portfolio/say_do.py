"""The say-do gap: how often decisions advance someone whom the stated policy would not."""

import numpy as np
import polars as pl
from scipy.special import ndtri

from schemas.results.portfolio_audit import Override, SayDo, SayDoRow
from schemas.words import Status
from scoring.audit.portfolio.history import advances, outside_policy, status_when_decided

ALL = "all"


def say_do(history: pl.DataFrame, confidence: float) -> SayDo:
    """Hold recorded advances against the policy.

    Args:
        history: `scoring.audit.portfolio.history.HISTORY`.
        confidence: Of the Wilson intervals.
    """
    advanced = history.filter(advances()).with_columns(
        outside=outside_policy(),
        second_look=status_when_decided() == Status.SECOND_LOOK.value,
        shown=status_when_decided(),
        name=pl.lit(ALL),
    )
    total = _rows(advanced, "name", confidence)
    outside = advanced.filter("outside").sort("month", "requisition_id", "candidate_id")
    return SayDo(
        total=total[0]
        if total
        else SayDoRow(name=ALL, n_advances=0, n_outside=0, n_second_looks=0),
        by_requisition=_rows(advanced, "requisition_id", confidence),
        by_decider=_rows(advanced, "decider", confidence),
        overrides=tuple(
            Override(
                requisition_id=row["requisition_id"],
                candidate_id=row["candidate_id"],
                decider=row["decider"] or "",
                month=row["month"],
                status_then=Status(row["shown"]),
                reason=row["decision_reason"] or "",
            )
            for row in outside.iter_rows(named=True)
        ),
    )


def _rows(advanced: pl.DataFrame, by: str, confidence: float) -> tuple[SayDoRow, ...]:
    counted = (
        advanced.filter(pl.col(by).is_not_null())
        .group_by(by)
        .agg(
            n=pl.len(),
            outside=pl.col("outside").sum(),
            doubts=(pl.col("outside") & pl.col("second_look")).sum(),
        )
        .sort(by)
    )
    n, outside = counted["n"].to_numpy(), counted["outside"].to_numpy()
    low, high = wilson(outside, n, confidence)
    return tuple(
        SayDoRow(
            name=name,
            n_advances=n_advances,
            n_outside=n_outside,
            n_second_looks=n_doubts,
            gap=n_outside / n_advances,
            gap_low=float(low[place]),
            gap_high=float(high[place]),
            gap_without_second_looks=(n_outside - n_doubts) / n_advances,
        )
        for place, (name, n_advances, n_outside, n_doubts) in enumerate(counted.iter_rows())
    )


def wilson(
    successes: np.ndarray, n: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    """Interval of a proportion.

    Args:
        successes: Counts.
        n: Of how many, at least 1.
        confidence: 0 to 1.

    Returns:
        Lower and upper ends, 0 to 1.

    Source:
        Wilson (1927), JASA 22:209-212.
    """
    z = float(ndtri((1 + confidence) / 2))
    share, scale = successes / n, 1 + z**2 / n
    center = (share + z**2 / (2 * n)) / scale
    half = z / scale * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.clip(center - half, 0, 1), np.clip(center + half, 0, 1)
