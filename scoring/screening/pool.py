"""The pool: one row a candidacy, as the two-key rule reads it."""

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.config.policy import Policy
from schemas.results.scores import FlagSeen
from schemas.results.shortlist import Candidacy
from schemas.words import KEYS, Track
from scoring.coverage import Gap
from scoring.screening.flags import flag_counts
from scoring.screening.inputs import CandidacyId
from scoring.screening.keys import TrackKeys
from scoring.weights import CANDIDACY_SEPARATOR

Gaps = Mapping[CandidacyId, Mapping[Track, Gap]]


def candidacies_of(scored: pl.DataFrame, requisition_ids: Sequence[str]) -> list[CandidacyId]:
    """Everyone about whom anything was said in these requisitions, in a stable order."""
    found = (
        scored.filter(pl.col("requisition_id").is_in(requisition_ids))
        .select("requisition_id", "candidate_id")
        .unique()
        .sort("requisition_id", "candidate_id")
    )
    return [(requisition_id, candidate_id) for requisition_id, candidate_id in found.iter_rows()]


def pool_of(
    candidacies: Sequence[CandidacyId],
    seats: Mapping[str, int],
    keys: Mapping[Track, TrackKeys],
    gaps: Gaps,
    flags: Mapping[CandidacyId, tuple[FlagSeen, ...]],
    frozen: Mapping[CandidacyId, Candidacy],
    policy: Policy,
) -> pl.DataFrame:
    """Lay out the candidacies for `scoring.rule.judge.judge`.

    A frozen candidacy stands in the order with the keys that it had when it was decided.

    Args:
        candidacies: Who is judged.
        seats: Seats by requisition.
        keys: Both tracks as fitted.
        gaps: Evidence lacking, by candidacy and track.
        flags: Red flags, by candidacy.
        frozen: Candidacies as they were when decided.
        policy: Floors.
    """
    pool = pl.DataFrame(
        candidacies,
        schema={"requisition_id": pl.String(), "candidate_id": pl.String()},
        orient="row",
    ).with_columns(
        seats=pl.Series([seats[name] for name, _ in candidacies], dtype=pl.Int64),
        complete=pl.Series([_complete(gaps[name]) for name in candidacies], dtype=pl.Boolean),
        candidacy=pl.concat_str("requisition_id", "candidate_id", separator=CANDIDACY_SEPARATOR),
    )
    pool = pool.hstack(flag_counts(candidacies, flags))
    for track in KEYS:
        gates = keys[track].gates.select(
            "candidacy",
            pl.col("level").alias(f"{track}_level"),
            pl.col("se").alias(f"{track}_se"),
            pl.col("p").alias(f"{track}_p"),
        )
        pool = pool.join(gates, on="candidacy", how="left", maintain_order="left").with_columns(
            pl.lit(policy.floors.of(track)).alias(f"{track}_floor")
        )
    return _frozen_keys(pool, frozen)


def _complete(gaps: Mapping[Track, Gap]) -> bool:
    return all(gap.complete for gap in gaps.values())


def _frozen_keys(pool: pl.DataFrame, frozen: Mapping[CandidacyId, Candidacy]) -> pl.DataFrame:
    columns = [f"{track}_{name}" for track in KEYS for name in ("level", "se", "p", "floor")]
    rows = [
        (requisition_id, candidate_id, *_frozen_row(candidacy))
        for (requisition_id, candidate_id), candidacy in frozen.items()
    ]
    schema = {"requisition_id": pl.String(), "candidate_id": pl.String()}
    then = pl.DataFrame(
        rows,
        schema={**schema, **{f"then_{name}": pl.Float64() for name in columns}},
        orient="row",
    )
    joined = pool.join(
        then.with_columns(frozen=pl.lit(value=True)),
        on=list(schema),
        how="left",
        maintain_order="left",
    ).with_columns(frozen=pl.col("frozen").fill_null(value=False))
    return joined.with_columns(
        [pl.when("frozen").then(f"then_{name}").otherwise(name).alias(name) for name in columns]
    ).drop([f"then_{name}" for name in columns])


def _frozen_row(candidacy: Candidacy) -> list[float | None]:
    found: list[float | None] = []
    for key in (candidacy.values, candidacy.skill):
        found += [key.level, key.se, key.p_above_floor, key.floor]
    return found
