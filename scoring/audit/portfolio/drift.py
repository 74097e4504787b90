"""Drift: the audited shares by month, with control limits and a rule for when to speak."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from schemas.config.policy import DriftRule
from schemas.results.portfolio_audit import DriftPoint, DriftSeries
from scoring.audit.portfolio.control_chart import ControlChart, control_chart
from scoring.audit.portfolio.focus import hiring_focus
from scoring.audit.portfolio.monthly import (
    months_of,
    never_asked_by_month,
    say_do_gap_by_month,
    skill_share_by_month,
)

Measure = Literal["skill_share", "say_do_gap", "never_asked_values"]


@dataclass(frozen=True)
class _Charted:
    title: str
    by_month: Callable[[pl.DataFrame], pl.DataFrame]
    worse: str


_MEASURES: dict[Measure, _Charted] = {
    "skill_share": _Charted(
        "Decisions that followed skill where the two-key rule disagrees",
        skill_share_by_month,
        "Decisions are drifting to skill alone",
    ),
    "say_do_gap": _Charted(
        "Advances outside the stated policy",
        say_do_gap_by_month,
        "More and more advances are outside the stated policy",
    ),
    "never_asked_values": _Charted(
        "Candidacies never asked the values questions",
        never_asked_by_month,
        "More and more candidacies are never asked the values questions",
    ),
}


def drift(history: pl.DataFrame, rule: DriftRule) -> tuple[DriftSeries, ...]:
    """Chart the three audited shares and the hiring focus by month.

    A series speaks when its smoothed share leaves the control limits of the company's own first
    months on the side of skill alone. The focus is shown without limits: it is the worst of the
    three, and those speak for themselves.

    Args:
        history: `scoring.audit.portfolio.history.HISTORY`.
        rule: Smoothing, limits, baseline.
    """
    months = months_of(history)
    shares: dict[Measure, np.ndarray] = {}
    series = []
    for measure, charted in _MEASURES.items():
        counts = pl.DataFrame({"month": months}, schema={"month": pl.String}).join(
            charted.by_month(history), on="month", how="left", maintain_order="left"
        )
        share = counts["share"].cast(pl.Float64).to_numpy()
        n = counts["n"].fill_null(0).cast(pl.Float64).to_numpy()
        shares[measure] = share
        series.append(_series(measure, months, share, n, rule))
    return (*series, _focus_series(months, shares))


def _series(
    measure: Measure, months: list[str], share: np.ndarray, n: np.ndarray, rule: DriftRule
) -> DriftSeries:
    chart = control_chart(share, n, rule)
    points = tuple(
        DriftPoint(
            month=month,
            n=round(float(n[place])),
            value=_known(share[place]),
            smoothed=_known(chart.smoothed[place]),
            center=_known(chart.center[place]),
            lower=_known(chart.lower[place]),
            upper=_known(chart.upper[place]),
            signal="worse" if chart.above[place] else "better" if chart.below[place] else "",
        )
        for place, month in enumerate(months)
    )
    since = next((point.month for point in points if point.signal == "worse"), None)
    charted = _MEASURES[measure]
    return DriftSeries(
        measure=measure,
        title=charted.title,
        higher_is_worse=True,
        points=points,
        since=since,
        text=_text(charted, chart, points, since, rule),
    )


def _text(
    charted: _Charted,
    chart: ControlChart,
    points: tuple[DriftPoint, ...],
    since: str | None,
    rule: DriftRule,
) -> str:
    if np.isnan(chart.center).all():
        n = sum(point.n > 0 for point in points)
        return (
            f"{charted.title}: {n} of the {rule.baseline_months} months that the baseline needs; "
            "nothing is said before."
        )
    now = points[-1]
    moved = f"{now.smoothed or 0:.0%} now (smoothed) against {now.center or 0:.0%} at the start"
    if since is None:
        return f"{charted.title}: steady, {moved}."
    return f"{charted.worse} since {since}: {moved}."


def _focus_series(months: list[str], shares: dict[Measure, np.ndarray]) -> DriftSeries:
    points = []
    for place, month in enumerate(months):
        parts = [_known(shares[measure][place]) for measure in _MEASURES]
        known = sum(part is not None for part in parts)
        points.append(DriftPoint(month=month, n=known, value=hiring_focus(*parts).focus))
    last = next((point for point in reversed(points) if point.value is not None), None)
    text = "Hiring focus: nothing known yet."
    if last is not None:
        text = f"Hiring focus: {last.value:.0f} of 100 in {last.month}."
    return DriftSeries(
        measure="hiring_focus",
        title="Hiring focus, from operations-focused (0) to customer-focused (100)",
        higher_is_worse=False,
        points=tuple(points),
        text=text,
    )


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
