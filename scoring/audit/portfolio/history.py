"""The history that portfolio audits read: one row a candidacy."""

import polars as pl

from scoring.rule.standing import PASSING

HISTORY: dict[str, pl.DataType] = {
    "month": pl.String(),
    "requisition_id": pl.String(),
    "candidate_id": pl.String(),
    "status": pl.String(),
    "rank": pl.Int64(),
    "values_level": pl.Float64(),
    "skill_level": pl.Float64(),
    "overall": pl.Float64(),
    "values_asked": pl.Boolean(),
    "skill_asked": pl.Boolean(),
    "flags_seen": pl.List(pl.String()),
    "flags_confirmed": pl.List(pl.String()),
    "choice": pl.String(),
    "decider": pl.String(),
    "decision_reason": pl.String(),
    "status_then": pl.String(),
}
"""Columns of a history, open and closed requisitions alike, one row a candidacy.

`month` (YYYY-MM) is that of the latest decision, or of the latest response where there is none.
`status`, `rank` and levels are as judged (frozen where decided), null where undefined; `overall`
is the mean overall verdict, 0 to 100. `values_asked` and `skill_asked` say whether any question
of the track was rated. Flags are ids, by anyone and confirmed. `choice`, `decider`,
`decision_reason` and `status_then` are of the latest decision, null where there is none.
"""


def advances() -> pl.Expr:
    """Whether the latest decision advanced the candidacy."""
    return (pl.col("choice") == "advance").fill_null(value=False)


def status_when_decided() -> pl.Expr:
    """The status that the decider was shown; the present one where none was recorded."""
    return pl.coalesce("status_then", "status")


def outside_policy() -> pl.Expr:
    """Whether a candidacy was advanced whom the stated policy would not advance."""
    passing = [status.value for status in PASSING]
    return advances() & ~status_when_decided().is_in(passing)
