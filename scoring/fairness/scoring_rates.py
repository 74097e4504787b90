"""Scoring rates: how often each group scores above the median of everybody."""

import polars as pl

from schemas.results.impact import ScoringRow
from scoring.fairness.implied import cohens_d
from scoring.fairness.two_groups import Counts, impact_ratio


def scoring_rates(people: pl.DataFrame, min_group: int = 1) -> tuple[float, tuple[ScoringRow, ...]]:
    """Rates, ratios and mean differences by score.

    Args:
        people: `group` (str) and `score` (float), neither missing, at least one row.
        min_group: Smaller groups are listed without figures.

    Returns:
        The median of all scores, and one row a group by name. A score at the median does not
        count as above it. Ratios are null when nobody is above, and never 1.

    Source:
        6 RCNY 5-300, `scoring rate`.
    """
    median = float(people.select(pl.col("score").median()).item())
    groups = people.group_by("group").agg(
        n=pl.len(), above=(pl.col("score") > median).sum(), scores=pl.col("score")
    )
    rows = groups.sort("group").to_dicts()
    shown = [row for row in rows if row["n"] >= min_group]
    top = max(shown, key=lambda row: row["above"] / row["n"], default=None)
    best = max(shown, key=lambda row: sum(row["scores"]) / row["n"], default=None)
    scored = []
    for row in rows:
        if top is None or best is None or row["n"] < min_group:
            scored.append(ScoringRow(group=row["group"], n=row["n"]))
            continue
        pair = Counts(row["above"], row["n"], top["above"], top["n"])
        scores = pl.Series(row["scores"]).to_numpy()
        scored.append(
            ScoringRow(
                group=row["group"],
                n=row["n"],
                above_median=row["above"],
                rate=row["above"] / row["n"],
                impact_ratio=impact_ratio(pair),
                mean=float(scores.mean()),
                d=cohens_d(pl.Series(best["scores"]).to_numpy(), scores),
            )
        )
    return median, tuple(scored)
