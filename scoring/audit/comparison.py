"""Candidacies as arrays, and what decisions and overall verdicts follow among the complete."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.config.policy import OrderRule
from schemas.words import Choice, Status
from scoring.audit.requisitions import bounds
from scoring.audit.telling import TellingPairs, telling_pairs
from scoring.audit.verdict import Compared
from scoring.rule.order import weighted_level

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

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

READ = (
    "requisition_id",
    "candidate_id",
    "status",
    "rank",
    "values_level",
    "skill_level",
    "choice",
    "overall",
)
"""What a comparison reads of judged candidacies and of what was decided about them."""

_TIER = 1e9
_DECIDED = (Choice.ADVANCE.value, Choice.DECLINE.value)
_OPEN = (Choice.HOLD.value, Choice.NEEDS_EVIDENCE.value)


@dataclass(frozen=True)
class Candidacies:
    """Judged candidacies of one requisition or more, one entry each; NaN is unknown.

    Attributes:
        names: Candidate ids.
        complete: Has both keys and the evidence that the policy asks for.
        shortlisted: By the two-key rule.
        rank: Among those who pass, NaN for others.
        advanced: 1 advanced, 0 declined or without a decision, NaN on hold.
        decided: Advanced or declined.
        overall: Mean overall verdict of the interviewers.
        rule: Place in the two-key order, larger first; NaN for the incomplete.
        values: Values levels.
        skill: Skill levels.
        average: The weighted average of both.
    """

    names: NDArray[Any]
    complete: Mask
    shortlisted: Mask
    rank: Array
    advanced: Array
    decided: Mask
    overall: Array
    rule: Array
    values: Array
    skill: Array
    average: Array

    def part(self, rows: slice | Mask) -> "Candidacies":
        """Some of them."""
        return Candidacies(**{name: getattr(self, name)[rows] for name in _COLUMNS})

    def split(self, sizes: Iterable[int]) -> "Iterator[Candidacies]":
        """One part after the other, each of its size."""
        for start, end in bounds(sizes):
            yield self.part(slice(start, end))


_COLUMNS = tuple(one.name for one in fields(Candidacies))


def is_complete() -> pl.Expr:
    """Whether a judged candidacy has both keys and the evidence that the policy asks for."""
    known = pl.col("values_level").is_not_null() & pl.col("skill_level").is_not_null()
    return known & (pl.col("status") != Status.INCOMPLETE.value)


def with_outcome() -> tuple[pl.Expr, pl.Expr]:
    """What was decided (`advanced`), and the place in the two-key order (`rule`).

    `advanced` is 1, or 0 for declined and for no decision, and null on hold; a larger `rule`
    comes first, and is null for the incomplete.
    """
    choice = pl.col("choice")
    chosen = (choice == Choice.ADVANCE.value).fill_null(value=False).cast(pl.Float64)
    tier = pl.col("status").replace_strict(TIERS, default=None, return_dtype=pl.Float64)
    return (
        pl.when(choice.is_in(_OPEN)).then(None).otherwise(chosen).alias("advanced"),
        (tier * _TIER - pl.col("rank").fill_null(0)).alias("rule"),
    )


def candidacies_of(judged: pl.DataFrame, rule: OrderRule) -> Candidacies:
    """Lay out judged candidacies as arrays, in the order in which they come.

    Args:
        judged: The columns `READ`; `choice` is null where there is no decision.
        rule: The weights of the average.
    """
    numbers = {
        "overall": pl.col("overall"),
        "values": pl.col("values_level"),
        "skill": pl.col("skill_level"),
        "rank": pl.col("rank"),
    }
    laid = judged.select(
        *with_outcome(),
        **{name: column.cast(pl.Float64) for name, column in numbers.items()},
        names="candidate_id",
        complete=is_complete(),
        shortlisted=pl.col("status") == Status.SHORTLISTED.value,
        decided=pl.col("choice").is_in(_DECIDED).fill_null(value=False),
        average=weighted_level(rule),
    )
    return Candidacies(**{name: laid[name].to_numpy() for name in laid.columns})


def compare_decisions(
    complete: Candidacies, rng: np.random.Generator, n_draws: int
) -> tuple[TellingPairs, Compared]:
    """Count the telling pairs of decisions about complete candidacies."""
    known = ~np.isnan(complete.advanced)
    pairs = telling_pairs(
        complete.advanced[known], complete.rule[known], complete.skill[known], rng, n_draws
    )
    n_advanced = int((complete.advanced == 1).sum())
    return pairs, Compared(known.size, int(complete.decided.sum()), n_advanced)


def compare_overall(
    complete: Candidacies, rng: np.random.Generator, n_draws: int
) -> tuple[TellingPairs, Compared]:
    """Count the telling pairs of the interviewers' overall verdicts."""
    known = ~np.isnan(complete.overall)
    overall = complete.overall[known]
    pairs = telling_pairs(overall, complete.rule[known], complete.skill[known], rng, n_draws)
    n_above = int((overall > overall.min(initial=np.inf)).sum())
    return pairs, Compared(known.size, overall.size, n_above, "Overall verdicts")
