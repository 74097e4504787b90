"""Coverage: how many candidacies were never asked the values questions at all."""

import polars as pl

from schemas.results.portfolio_audit import CoverageAudit, CoverageRow
from schemas.words import Status
from scoring.audit.portfolio.say_do import ALL


def asked(history: pl.DataFrame) -> CoverageAudit:
    """Count who was never asked, for everybody and by requisition.

    Args:
        history: `scoring.audit.portfolio.history.HISTORY`.
    """
    total = _rows(history.with_columns(name=pl.lit(ALL)), "name")
    nobody = CoverageRow(
        name=ALL, n_candidacies=0, n_never_asked_values=0, n_never_asked_skill=0, n_incomplete=0
    )
    return CoverageAudit(
        total=total[0] if total else nobody, by_requisition=_rows(history, "requisition_id")
    )


def _rows(history: pl.DataFrame, by: str) -> tuple[CoverageRow, ...]:
    counted = (
        history.group_by(by)
        .agg(
            n=pl.len(),
            values=(~pl.col("values_asked")).sum(),
            skill=(~pl.col("skill_asked")).sum(),
            incomplete=(pl.col("status") == Status.INCOMPLETE.value).sum(),
        )
        .sort(by)
    )
    return tuple(
        CoverageRow(
            name=name,
            n_candidacies=n,
            n_never_asked_values=values,
            n_never_asked_skill=skill,
            n_incomplete=incomplete,
            never_asked_values=values / n,
        )
        for name, n, values, skill, incomplete in counted.iter_rows()
    )
