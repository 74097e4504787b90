"""Generated companies: judged pools, and managers who decide by the rule or by skill alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from schemas.config.policy import Policy
from scoring.audit.portfolio.history import HISTORY
from scoring.floor import p_above_floor
from scoring.rule.judge import judge

POLICY = Policy()


@dataclass(frozen=True)
class Company:
    """How a generated company hires.

    Attributes:
        skill_driven: For each month, the chance that a requisition's managers take the best by
            skill; otherwise they take the shortlist.
        n_requisitions: Opened each month.
        n_candidates: For each requisition.
        seats: For each requisition.
        never_asked: Chance that a candidate was never asked the values questions.
    """

    skill_driven: Sequence[float]
    n_requisitions: int = 3
    n_candidates: int = 20
    seats: int = 3
    never_asked: float = 0.0


def month_name(place: int) -> str:
    """The month that many months after January 2024."""
    return f"{2024 + place // 12}-{place % 12 + 1:02d}"


def history_of(company: Company, seed: int) -> pl.DataFrame:
    """Let a company hire for as many months as it has chances."""
    return decided(judge(pool_of(company, seed), POLICY))


def histories_of(companies: Sequence[Company], seed: int) -> list[pl.DataFrame]:
    """Let many companies hire, judged in one go; each comes out as its own history."""
    pools = [
        pool_of(company, seed + place, f"{place:04d}-") for place, company in enumerate(companies)
    ]
    whole = decided(judge(pl.concat(pools), POLICY))
    return whole.partition_by("company", maintain_order=True)


def pool_of(company: Company, seed: int, prefix: str = "") -> pl.DataFrame:
    """The candidacies of a company, and what drives the managers of each requisition."""
    rng = np.random.default_rng(seed)
    months = len(company.skill_driven)
    opened = months * company.n_requisitions
    n = opened * company.n_candidates
    requisition = np.repeat(np.arange(opened), company.n_candidates)
    month = requisition // company.n_requisitions
    asked = rng.random(n) >= company.never_asked
    names = np.array([month_name(place) for place in range(months)])
    by_skill = rng.random(opened) < np.repeat(company.skill_driven, company.n_requisitions)
    columns: dict[str, object] = {
        "company": [prefix] * n,
        "requisition_id": [f"{prefix}R-{number:05d}" for number in requisition],
        "candidate_id": [f"c-{number:06d}" for number in range(n)],
        "month": names[month],
        "by_skill": by_skill[requisition],
        "seats": np.full(n, company.seats),
        "complete": asked,
        "flags_confirmed": np.zeros(n, dtype=np.int64),
        "flags_seen": np.zeros(n, dtype=np.int64),
    }
    # Keys correlate .3, as values and skill ratings commonly do.
    keys = rng.multivariate_normal([60, 60], [[144, 43], [43, 144]], n).T
    for track, level in zip(("values", "skill"), keys, strict=True):
        columns |= {f"{track}_level": level, f"{track}_se": np.full(n, 5.0)}
        columns |= {f"{track}_floor": np.full(n, 50.0), f"{track}_p": p_above_floor(level, 5, 50)}
    return pl.DataFrame(columns).with_columns(
        pl.when("complete").then(f"values_{name}").otherwise(None).alias(f"values_{name}")
        for name in ("level", "se", "p")
    )


def decided(judged: pl.DataFrame) -> pl.DataFrame:
    """Let managers decide, those marked in `by_skill` by skill alone; as a history."""
    place = pl.col("skill_level").rank("ordinal", descending=True).over("requisition_id")
    advance = (
        pl.when("by_skill")
        .then(place <= pl.col("seats"))
        .otherwise(pl.col("rank") <= pl.col("seats"))
    ).fill_null(value=False)
    rows = judged.with_columns(
        overall=pl.lit(None, dtype=pl.Float64),
        values_asked=pl.col("values_level").is_not_null(),
        skill_asked=pl.lit(value=True),
        flags_seen=pl.lit([], dtype=pl.List(pl.String)),
        flags_confirmed=pl.lit([], dtype=pl.List(pl.String)),
        choice=pl.when(advance).then(pl.lit("advance")).otherwise(pl.lit("decline")),
        decider=pl.lit("d-") + pl.col("requisition_id").str.slice(-1),
        decision_reason=pl.lit("because"),
        status_then=pl.col("status"),
    )
    return rows.select("company", *HISTORY)
