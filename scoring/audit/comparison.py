"""Complete candidacies as arrays, and what decisions and overall verdicts follow among them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.words import Choice, Status
from scoring.audit.telling import TellingPairs, telling_pairs
from scoring.audit.verdict import Compared

Array = NDArray[np.float64]

TIERS = {
    Status.SHORTLISTED.value: 4,
    Status.ELIGIBLE.value: 4,
    Status.SECOND_LOOK.value: 3,
    Status.SKILL_ONLY.value: 2,
    Status.VALUES_ONLY.value: 2,
    Status.NEITHER.value: 1,
    Status.BLOCKED.value: 0,
}
"""The two-key order of complete candidacies; within a tier only those who pass are ordered."""

_TIER = 1e9
_DECIDED = (Choice.ADVANCE.value, Choice.DECLINE.value)
_OPEN = (Choice.HOLD.value, Choice.NEEDS_EVIDENCE.value)


@dataclass(frozen=True)
class Complete:
    """Complete candidacies, one entry each.

    Attributes:
        advanced: 1 advanced, 0 declined or without a decision, NaN on hold.
        decided: Advanced or declined.
        overall: Mean overall verdict of the interviewers, NaN where none.
        rule: Place in the two-key order, larger first.
        values: Values levels.
        skill: Skill levels.
    """

    advanced: Array
    decided: NDArray[np.bool_]
    overall: Array
    rule: Array
    values: Array
    skill: Array

    def part(self, rows: slice) -> "Complete":
        """Some of them."""
        return Complete(
            self.advanced[rows],
            self.decided[rows],
            self.overall[rows],
            self.rule[rows],
            self.values[rows],
            self.skill[rows],
        )


def is_complete() -> pl.Expr:
    """Whether a judged candidacy has both keys and the evidence that the policy asks for."""
    known = pl.col("values_level").is_not_null() & pl.col("skill_level").is_not_null()
    return known & (pl.col("status") != Status.INCOMPLETE.value)


def with_outcome() -> tuple[pl.Expr, pl.Expr]:
    """What was decided (`advanced`), and the place in the two-key order (`rule`).

    Of complete candidacies. `advanced` is 1, or 0 for declined and for no decision, and null
    on hold; a larger `rule` comes first.
    """
    choice = pl.col("choice")
    chosen = (choice == Choice.ADVANCE.value).fill_null(value=False).cast(pl.Float64)
    tier = pl.col("status").replace_strict(TIERS, return_dtype=pl.Float64)
    return (
        pl.when(choice.is_in(_OPEN)).then(None).otherwise(chosen).alias("advanced"),
        (tier * _TIER - pl.col("rank").fill_null(0)).alias("rule"),
    )


def complete_arrays(complete: pl.DataFrame) -> Complete:
    """Lay out complete candidacies as arrays.

    Args:
        complete: `status`, `rank`, `values_level`, `skill_level`, `choice` (null where there is
            no decision) and `overall`.
    """
    laid = complete.select(
        *with_outcome(),
        decided=pl.col("choice").is_in(_DECIDED).fill_null(value=False),
        overall=pl.col("overall").cast(pl.Float64),
        values=pl.col("values_level").cast(pl.Float64),
        skill=pl.col("skill_level").cast(pl.Float64),
    )
    return Complete(**{name: laid[name].to_numpy() for name in laid.columns})


def compare_decisions(
    complete: Complete, rng: np.random.Generator, n_draws: int
) -> tuple[TellingPairs, Compared]:
    """Count the telling pairs of decisions."""
    known = ~np.isnan(complete.advanced)
    pairs = telling_pairs(
        complete.advanced[known], complete.rule[known], complete.skill[known], rng, n_draws
    )
    n_advanced = int((complete.advanced == 1).sum())
    return pairs, Compared(known.size, int(complete.decided.sum()), n_advanced)


def compare_overall(
    complete: Complete, rng: np.random.Generator, n_draws: int
) -> tuple[TellingPairs, Compared]:
    """Count the telling pairs of the interviewers' overall verdicts."""
    known = ~np.isnan(complete.overall)
    overall = complete.overall[known]
    pairs = telling_pairs(overall, complete.rule[known], complete.skill[known], rng, n_draws)
    n_above = int((overall > overall.min(initial=np.inf)).sum())
    return pairs, Compared(known.size, overall.size, n_above, "Overall verdicts")
