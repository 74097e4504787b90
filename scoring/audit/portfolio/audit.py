"""The portfolio audit: everything that requisitions and months together can tell."""

import polars as pl

from schemas.config.policy import Policy
from schemas.results.audit import FollowedSkill
from schemas.results.portfolio_audit import (
    CoverageAudit,
    DriftSeries,
    PortfolioAudit,
    RequisitionLine,
    SayDo,
)
from scoring.audit.comparison import is_complete
from scoring.audit.portfolio.asked import asked
from scoring.audit.portfolio.drift import drift
from scoring.audit.portfolio.focus import hiring_focus
from scoring.audit.portfolio.history import advances
from scoring.audit.portfolio.red_flags import red_flags
from scoring.audit.portfolio.requisitions import Followed, followed_everywhere
from scoring.audit.portfolio.say_do import say_do

FALSE_ALARM_RATE = 0.065
"""Measured: 13 of 200 steady companies of 1 to 4 requisitions a month, to which any of the three
series wrongly spoke within two years, at the default drift rule."""

WORTH_SAYING = 0.10
"""Share of advances outside the policy, or of candidacies never asked, that leaders hear of."""


def audit_portfolio(history: pl.DataFrame, policy: Policy, seed: int) -> PortfolioAudit:
    """Audit all requisitions together and by month.

    Args:
        history: One row a candidacy, open and closed requisitions alike, with the columns of
            `scoring.audit.portfolio.history.HISTORY`; may be empty.
        policy: Thresholds of verdicts and drift.
        seed: Of the bootstrap; the same seed gives the same figures.
    """
    followed = followed_everywhere(history, policy.dominance, seed)
    gaps, coverage = say_do(history, policy.dominance.confidence), asked(history)
    series = drift(history, policy.drift)
    return PortfolioAudit(
        n_requisitions=history["requisition_id"].n_unique(),
        n_candidacies=len(history),
        n_decisions=int(history["choice"].is_not_null().sum()),
        first_month=_month(history["month"].min()),
        last_month=_month(history["month"].max()),
        followed=followed.decisions,
        overall_followed=followed.overall,
        say_do=gaps,
        coverage=coverage,
        focus=hiring_focus(
            followed.decisions.share, gaps.total.gap, coverage.total.never_asked_values
        ),
        red_flags=red_flags(history),
        drift=series,
        requisitions=_lines(history, followed, gaps, coverage),
        messages=_messages(followed.decisions, gaps, coverage, series),
        false_alarm_rate=FALSE_ALARM_RATE,
    )


def _month(found: object) -> str | None:
    return None if found is None else str(found)


def _lines(
    history: pl.DataFrame, followed: Followed, gaps: SayDo, coverage: CoverageAudit
) -> tuple[RequisitionLine, ...]:
    counted = (
        history.group_by("requisition_id")
        .agg(
            month=pl.col("month").max(),
            n=pl.len(),
            complete=is_complete().sum(),
            advanced=advances().sum(),
        )
        .sort("requisition_id")
    )
    gap = {row.name: row.gap for row in gaps.by_requisition}
    never = {row.name: row.never_asked_values for row in coverage.by_requisition}
    nobody = FollowedSkill(
        verdict="undetermined",
        reason="",
        confidence=followed.decisions.confidence,
        n_complete=0,
        n_decided=0,
        n_preferred=0,
        n_pairs=0,
    )
    return tuple(
        RequisitionLine(
            requisition_id=name,
            month=month,
            n_candidacies=n,
            n_complete=complete,
            n_advanced=advanced,
            verdict=followed.by_requisition.get(name, nobody).verdict,
            skill_share=followed.by_requisition.get(name, nobody).share,
            say_do_gap=gap.get(name),
            never_asked_values=never[name],
        )
        for name, month, n, complete, advanced in counted.iter_rows()
    )


def _messages(
    followed: FollowedSkill,
    gaps: SayDo,
    coverage: CoverageAudit,
    series: tuple[DriftSeries, ...],
) -> tuple[str, ...]:
    messages = [one.text for one in series if one.since is not None]
    if followed.verdict in ("skill_dominated", "skill_leaning"):
        messages.insert(0, followed.reason)
    advanced, never = gaps.total, coverage.total
    if advanced.gap is not None and advanced.gap >= WORTH_SAYING:
        messages.append(
            f"{advanced.n_outside} of {advanced.n_advances} advances ({advanced.gap:.0%}) were "
            f"outside the stated policy, {advanced.n_second_looks} of them second looks."
        )
    if never.never_asked_values is not None and never.never_asked_values >= WORTH_SAYING:
        messages.append(
            f"{never.n_never_asked_values} of {never.n_candidacies} candidacies "
            f"({never.never_asked_values:.0%}) were never asked the values questions."
        )
    return tuple(messages)
