"""The two-key rule at the size of a large employer, beside the same rule in plain pandas.

A million candidates in ten thousand requisitions: ranked and banded alone, then with the audit of
every requisition and of the portfolio. Nothing is left out of the audit: every requisition has
its own Bayesian bootstrap of the policy's 400 draws. pandas runs a groupby-apply over a sample of
requisitions and is extrapolated to all of them.
"""

import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
import pandas as pd
import polars as pl

from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.words import Choice, Status
from scoring.audit.dominance import audit_requisitions
from scoring.audit.portfolio.audit import audit_portfolio
from scoring.floor import p_above_floor
from scoring.rule.judge import judge

N_CANDIDATES = 1_000_000
N_REQUISITIONS = 10_000
SEATS = 3
SAMPLED = 200
"""Requisitions that pandas is timed on."""

POLICY = Policy()
Made = TypeVar("Made")


def made_pool(seed: int = 1) -> pl.DataFrame:
    """Candidacies with keys that correlate .3, a tenth of them incomplete."""
    rng = np.random.default_rng(seed)
    keys = rng.multivariate_normal([58, 58], [[196, 59], [59, 196]], N_CANDIDATES).T
    columns: dict[str, object] = {
        "requisition_id": [f"R{n:05d}" for n in rng.integers(0, N_REQUISITIONS, N_CANDIDATES)],
        "candidate_id": [f"c{n:07d}" for n in range(N_CANDIDATES)],
        "seats": np.full(N_CANDIDATES, SEATS),
        "complete": rng.random(N_CANDIDATES) > 0.1,
        "flags_confirmed": 2 * (rng.random(N_CANDIDATES) < 0.01),
        "flags_seen": (rng.random(N_CANDIDATES) < 0.05).astype(np.int64),
    }
    for track, level in zip(("values", "skill"), keys, strict=True):
        se, floor = rng.uniform(3, 8, N_CANDIDATES), np.full(N_CANDIDATES, 50.0)
        columns |= {f"{track}_level": level, f"{track}_se": se, f"{track}_floor": floor}
        columns[f"{track}_p"] = p_above_floor(level, se, floor)
    return pl.DataFrame(columns)


def made_decisions(judged: pl.DataFrame) -> list[Decision]:
    """Managers advance the best by skill in half of the requisitions, else the shortlist."""
    place = pl.col("skill_level").rank("ordinal", descending=True).over("requisition_id")
    by_skill = pl.col("requisition_id").str.slice(1).cast(pl.Int64) % 2 == 0
    chosen = judged.with_columns(place=place).filter(
        pl.when(by_skill)
        .then(pl.col("place") <= SEATS)
        .otherwise(pl.col("status") == "shortlisted")
        | (pl.col("place") > 3 * SEATS) & (pl.col("place") <= 4 * SEATS)
    )
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return [
        Decision.model_construct(
            requisition_id=requisition,
            candidate_id=candidate,
            choice=Choice.ADVANCE if place <= SEATS or status == "shortlisted" else Choice.DECLINE,
            decider="d-1",
            decided_at=at,
            status_then=Status(status),
            run_id="run",
        )
        for requisition, candidate, place, status in chosen.select(
            "requisition_id", "candidate_id", "place", "status"
        ).iter_rows()
    ]


def made_history(judged: pl.DataFrame, decisions: list[Decision]) -> pl.DataFrame:
    """The candidacies as a history of two years."""
    decided = pl.DataFrame(
        [(d.requisition_id, d.candidate_id, d.choice.value) for d in decisions],
        schema=["requisition_id", "candidate_id", "choice"],
        orient="row",
    )
    month = pl.col("requisition_id").str.slice(1).cast(pl.Int64) % 24
    names = pl.Series([f"{2024 + at // 12}-{at % 12 + 1:02d}" for at in range(24)])
    return judged.join(decided, on=["requisition_id", "candidate_id"], how="left").with_columns(
        month=month.replace_strict(dict(enumerate(names))),
        overall=pl.lit(None, dtype=pl.Float64),
        values_asked=pl.col("values_level").is_not_null(),
        skill_asked=pl.lit(value=True),
        flags_seen=pl.lit([], dtype=pl.List(pl.String)),
        flags_confirmed=pl.lit([], dtype=pl.List(pl.String)),
        decider=pl.lit("d-1"),
        decision_reason=pl.lit(""),
        status_then=pl.col("status"),
    )


def plain_rule(group: pd.DataFrame) -> pd.DataFrame:
    """The same rule as an analyst would write it for one requisition in pandas."""
    group = group.copy()
    for track in ("values", "skill"):
        p, level, floor = (group[f"{track}_{name}"] for name in ("p", "level", "floor"))
        stands = (p >= POLICY.certainty.upper) & (level >= floor)
        group[f"{track}_standing"] = np.select(
            [p.isna(), p < POLICY.certainty.lower, stands],
            ["no_evidence", "surely_below", "stands"],
            "in_doubt",
        )
        group[f"{track}_headroom"] = (level - floor) / (100 - floor)
    group["status"] = group.apply(_status, axis=1)
    group["low"] = group[["values_headroom", "skill_headroom"]].min(axis=1).round(9)
    group["high"] = group[["values_headroom", "skill_headroom"]].max(axis=1).round(9)
    passers = group[group["status"] == "eligible"].sort_values(["low", "high"], ascending=False)
    keys = list(zip(-passers["low"], -passers["high"], strict=True))
    ranks = [sorted(keys).index(key) + 1 for key in keys]
    bands, first = [], None
    for _, row in passers.iterrows():
        weaker = "values" if row["values_headroom"] <= row["skill_headroom"] else "skill"
        error = row[f"{weaker}_se"] / (100 - row[f"{weaker}_floor"])
        if first is None or first[0] - row["low"] > np.hypot(first[1], error) + 1e-12:
            first = (row["low"], error)
            bands.append(bands[-1] + 1 if bands else 1)
        else:
            bands.append(bands[-1])
    group.loc[passers.index, "rank"] = ranks
    group.loc[passers.index, "band"] = bands
    inside = passers.index[[rank <= SEATS for rank in ranks]]
    group.loc[inside, "status"] = "shortlisted"
    return group


def _status(row: pd.Series) -> str:
    values, skill = row["values_standing"], row["skill_standing"]
    if row["flags_confirmed"] >= POLICY.red_flags.block_count:
        return "blocked"
    if not row["complete"] or "no_evidence" in (values, skill):
        return "incomplete"
    below = (values == "surely_below", skill == "surely_below")
    if any(below):
        return {(True, True): "neither", (True, False): "skill_only"}.get(below, "values_only")
    doubt = "in_doubt" in (values, skill)
    return "second_look" if doubt or row["flags_seen"] >= 1 else "eligible"


def main() -> None:
    """Time each part, wall and CPU, and print the ratio to pandas."""
    pool = made_pool()
    print(f"{N_CANDIDATES:,} candidates in {N_REQUISITIONS:,} requisitions, {SEATS} seats each")
    judged, ranked = timed("ranked and banded", lambda: judge(pool, POLICY))
    sampled = pool.filter(pl.col("requisition_id") < f"R{SAMPLED:05d}")
    sample = pd.DataFrame(sampled.to_dict(as_series=False))
    groups = sample.groupby("requisition_id", group_keys=False)[list(sample.columns)]
    plain, slow = timed(f"pandas, {SAMPLED} requisitions", lambda: groups.apply(plain_rule))
    check_same(judged, plain)
    ratio = slow * N_REQUISITIONS / SAMPLED / ranked
    print(f"same statuses, ranks and bands; {ratio:.0f} times faster (CPU, extrapolated)")
    decisions = made_decisions(judged)
    history = made_history(judged, decisions)
    timed("every requisition audited", lambda: audit_requisitions(judged, decisions, POLICY, 1))
    timed("portfolio audited", lambda: audit_portfolio(history, POLICY, 1))
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def timed(what: str, work: Callable[[], Made]) -> tuple[Made, float]:
    """Do it, print how long it took, and give back the CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{what:28} {wall:7.2f} s wall {cpu:7.2f} s CPU", flush=True)
    return made, cpu


def check_same(judged: pl.DataFrame, plain: pd.DataFrame) -> None:
    """Fail unless pandas came to the same statuses, ranks and bands."""
    columns = ["requisition_id", "candidate_id", "status", "rank", "band"]
    theirs = {tuple(row[:2]): row[2:] for row in plain[columns].to_numpy().tolist()}
    for requisition, candidate, *found in judged.select(columns).iter_rows():
        expected = theirs.get((requisition, candidate), found)
        assert found == [None if pd.isna(part) else part for part in expected]


if __name__ == "__main__":
    main()
