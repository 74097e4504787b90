"""Red flags: counted by kind, confirmed by distinct raters, never averaged."""

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.config.policy import RedFlagRule
from schemas.results.scores import FlagSeen
from scoring.assign import FLAG
from scoring.screening.inputs import CandidacyId


def flags_seen(scored: pl.DataFrame, rule: RedFlagRule) -> dict[CandidacyId, tuple[FlagSeen, ...]]:
    """List the red flags recorded for each candidacy, by kind.

    Args:
        scored: Assigned responses; a flag is observed where its value is above 0.
        rule: How many raters confirm a kind.
    """
    observed = (
        scored.filter(pl.col("track") == FLAG, pl.col("value") > 0)
        .group_by("requisition_id", "candidate_id", "question_id")
        .agg(raters=pl.col("rater_id").unique().sort())
        .sort("requisition_id", "candidate_id", "question_id")
    )
    found: dict[CandidacyId, list[FlagSeen]] = {}
    for requisition_id, candidate_id, flag, raters in observed.iter_rows():
        seen = FlagSeen(
            flag=flag, raters=tuple(raters), confirmed=len(raters) >= rule.confirm_raters
        )
        found.setdefault((requisition_id, candidate_id), []).append(seen)
    return {candidacy: tuple(flags) for candidacy, flags in found.items()}


def flag_counts(
    candidacies: Sequence[CandidacyId], flags: Mapping[CandidacyId, tuple[FlagSeen, ...]]
) -> pl.DataFrame:
    """Count kinds for each candidacy: `flags_seen` by anyone, `flags_confirmed`."""
    seen = [flags.get(candidacy, ()) for candidacy in candidacies]
    return pl.DataFrame(
        {
            "flags_seen": [len(kinds) for kinds in seen],
            "flags_confirmed": [sum(kind.confirmed for kind in kinds) for kinds in seen],
        },
        schema={"flags_seen": pl.Int64(), "flags_confirmed": pl.Int64()},
    )
