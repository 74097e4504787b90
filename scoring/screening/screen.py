"""Screen: live responses become shortlists, in the order in which the design tells it."""

from collections import Counter
from collections.abc import Mapping

import polars as pl

from schemas.config.policy import Floors, Requisition
from schemas.config.questions import Dimension
from schemas.results.reliability import DistinctKeys
from schemas.results.shortlist import Shortlist
from schemas.words import KEYS, Track
from scoring.assign import assign, unmapped_lines, with_roles
from scoring.coverage import Gap, gap_of
from scoring.normalise import normalise
from scoring.reliability.distinct_keys import distinct_tracks
from scoring.rule.contrast import contrast_of
from scoring.rule.judge import judge
from scoring.screening.assemble import Material, candidacies_from
from scoring.screening.evidence import evidence_lines
from scoring.screening.flags import flags_seen
from scoring.screening.frozen import with_records
from scoring.screening.inputs import CandidacyId, Screening, ScreeningInputs
from scoring.screening.keys import TrackKeys, track_keys, within_window
from scoring.screening.pool import candidacies_of, pool_of
from scoring.weights import CANDIDACY_SEPARATOR, ratings_of


def screen(inputs: ScreeningInputs) -> Screening:
    """Score every open requisition and judge it under the two-key rule.

    Each track is fitted from its own rows: nothing of one track is read for the other.
    """
    scored = score_responses(inputs)
    open_now = tuple(one for one in inputs.openings if one.is_open(inputs.as_of.date()))
    open_ids = [one.requisition_id for one in open_now]
    keys = {track: _keys_of(track, scored, inputs, open_ids) for track in KEYS}
    dimensions = {
        role.id: {Track.VALUES: inputs.guides.culture.dimensions, Track.SKILL: role.competencies}
        for role in inputs.guides.roles
    }
    candidacies = candidacies_of(scored, open_ids)
    roles = {one.requisition_id: one.role for one in open_now}
    gaps = _gaps(candidacies, roles, dimensions, keys, inputs)
    flags = flags_seen(scored, inputs.policy.red_flags)
    seats = {one.requisition_id: one.seats or inputs.policy.seats for one in open_now}
    frozen = {name: inputs.frozen[name].candidacy for name in candidacies if name in inputs.frozen}
    overall = _overall(scored)
    pool = pool_of(candidacies, seats, keys, gaps, flags, frozen, inputs.policy).with_columns(
        overall=pl.Series([overall.get(name) for name in candidacies], dtype=pl.Float64)
    )
    fits = {track: keys[track].fit for track in KEYS}
    judged = judge(pool, inputs.policy, contrast_of(fits, inputs.policy.estimate))
    material = Material(inputs, keys, gaps, flags, dimensions, overall)
    distinct = distinct_tracks(fits[Track.VALUES], fits[Track.SKILL], judged["candidacy"].to_list())
    notes = _notes(keys, distinct)
    return Screening(
        shortlists=tuple(_shortlist(one, judged, scored, material, notes) for one in open_now),
        fits=fits,
        scored=scored,
        ratings={track: keys[track].ratings for track in KEYS},
        judged=judged,
        distinct=distinct,
        unmapped=unmapped_lines(scored, inputs.guides, inputs.own_maps),
    )


def score_responses(inputs: ScreeningInputs) -> pl.DataFrame:
    """Assign and normalise the live responses, each with its `response` index."""
    responses = with_roles(inputs.responses.with_row_index("response"), inputs.openings)
    assigned = assign(responses, inputs.guides, inputs.own_maps, inputs.starting_maps)
    return normalise(assigned, inputs.guides)


def _keys_of(
    track: Track, scored: pl.DataFrame, inputs: ScreeningInputs, open_ids: list[str]
) -> TrackKeys:
    guides = inputs.guides
    declared: Mapping[str, Dimension] = (
        {one.id: one for one in guides.culture.dimensions}
        if track is Track.VALUES
        else {one.id: one for role in guides.roles for one in role.competencies}
    )
    ratings = within_window(
        ratings_of(scored, track),
        scored.select("response", "submitted_at"),
        inputs.as_of,
        inputs.policy.window_months,
        open_ids,
    )
    return track_keys(track, ratings, declared, inputs.policy)


def _gaps(
    candidacies: list[CandidacyId],
    roles: Mapping[str, str],
    dimensions: Mapping[str, Mapping[Track, tuple[Dimension, ...]]],
    keys: Mapping[Track, TrackKeys],
    inputs: ScreeningInputs,
) -> dict[CandidacyId, dict[Track, Gap]]:
    rated = {
        track: {str(name[0]): rows for name, rows in keys[track].ratings.group_by("candidacy")}
        for track in KEYS
    }
    coverage = inputs.policy.coverage
    return {
        name: {
            track: gap_of(
                rated[track].get(CANDIDACY_SEPARATOR.join(name), keys[track].ratings.clear()),
                dimensions[roles[name[0]]][track],
                coverage,
            )
            for track in KEYS
        }
        for name in candidacies
    }


def _overall(scored: pl.DataFrame) -> dict[CandidacyId, float]:
    means = (
        scored.filter(pl.col("track") == Track.OVERALL, pl.col("score").is_not_null())
        .group_by("requisition_id", "candidate_id")
        .agg(pl.col("score").mean())
    )
    return {(requisition, candidate): mean for requisition, candidate, mean in means.iter_rows()}


def _shortlist(
    opening: Requisition,
    judged: pl.DataFrame,
    scored: pl.DataFrame,
    material: Material,
    notes: tuple[str, ...],
) -> Shortlist:
    policy = material.inputs.policy
    role = material.inputs.role(opening.role)
    mine = judged.filter(pl.col("requisition_id") == opening.requisition_id)
    live = evidence_lines(
        scored, opening.requisition_id, role.id, material.keys, material.inputs.guides
    )
    present = set(mine["candidate_id"])
    records = material.inputs.records(opening.requisition_id, present)
    evidence = with_records(live, records)
    n_later = Counter(line.candidate_id for line in evidence if line.after_decision)
    return Shortlist(
        requisition_id=opening.requisition_id,
        role=role.id,
        title=opening.title or role.title,
        seats=opening.seats or policy.seats,
        opened_on=opening.opened_on,
        closed_on=opening.closed_on,
        floors=Floors(values=policy.floors.values, skill=policy.floors.skill),
        candidates=candidacies_from(mine, role.id, material, n_later),
        evidence=evidence,
        notes=notes,
    )


def _notes(keys: Mapping[Track, TrackKeys], distinct: DistinctKeys) -> tuple[str, ...]:
    """What every reader must know: how the keys were fitted, and whether they are two at all."""
    fitted = [
        f"{track.value.capitalize()}: {note}" for track in KEYS for note in keys[track].fit.notes
    ]
    same = [distinct.said] if distinct.verdict == "not_distinct" else []
    return (*same, *fitted)
