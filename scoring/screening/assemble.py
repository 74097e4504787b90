"""Assemble: judged rows become candidacies with keys, reasons and what to find out next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.config.questions import Dimension
from schemas.results.scores import DimensionScore, FlagSeen, KeyScore
from schemas.results.shortlist import Candidacy
from schemas.words import KEYS, Standing, Status, Track
from scoring.coverage import Gap
from scoring.rule.case import Case
from scoring.rule.expected_error import Components
from scoring.rule.next_evidence import next_evidence
from scoring.rule.options import Evidence
from scoring.rule.reasons import reasons_for
from scoring.screening.frozen import frozen_candidacy
from scoring.screening.inputs import CandidacyId, ScreeningInputs
from scoring.screening.keys import TrackKeys
from scoring.screening.labels import label_of
from scoring.weights import CANDIDACY_SEPARATOR


@dataclass(frozen=True)
class Material:
    """What the candidacies of a screening are assembled from.

    Attributes:
        inputs: What the screening is made from.
        keys: Both tracks as fitted.
        gaps: Evidence lacking, by candidacy and track.
        flags: Red flags, by candidacy.
        dimensions: Declared dimensions by role and track.
        overall: Mean overall verdict, 0 to 100, by candidacy.
    """

    inputs: ScreeningInputs
    keys: Mapping[Track, TrackKeys]
    gaps: Mapping[CandidacyId, Mapping[Track, Gap]]
    flags: Mapping[CandidacyId, tuple[FlagSeen, ...]]
    dimensions: Mapping[str, Mapping[Track, tuple[Dimension, ...]]]
    overall: Mapping[CandidacyId, float]


def candidacies_from(
    judged: pl.DataFrame, role_id: str, material: Material, n_later: Mapping[str, int]
) -> tuple[Candidacy, ...]:
    """Assemble the candidacies of one requisition, in the order of the shortlist.

    Args:
        judged: Its rows of `scoring.rule.judge.judge`.
        role_id: Its role.
        material: Everything else.
        n_later: Of frozen candidacies by candidate, how many answers came after the decision.
    """
    levels = {track: _by_candidacy(material.keys[track].fit.levels) for track in KEYS}
    gates = {track: _by_candidacy(material.keys[track].gates) for track in KEYS}
    parts = {track: _grouped(material.keys[track].dimensions) for track in KEYS}
    ratings = {track: _grouped(material.keys[track].ratings) for track in KEYS}
    found: list[Candidacy] = []
    for row in judged.iter_rows(named=True):
        name = (str(row["requisition_id"]), str(row["candidate_id"]))
        joined = CANDIDACY_SEPARATOR.join(name)
        record = material.inputs.frozen.get(name)
        if record is not None:
            now = {track: levels[track].get(joined) for track in KEYS}
            later = n_later.get(name[1], 0)
            found.append(frozen_candidacy(record, row["rank"], row["band"], later, now))
            continue
        keys = {
            track: _key(track, row, levels[track].get(joined), gates[track].get(joined))
            for track in KEYS
        }
        dimensions = tuple(
            _dimension(track, part) for track in KEYS for part in parts[track].get(joined, [])
        )
        rated = {track: ratings[track].get(joined, []) for track in KEYS}
        found.append(_candidacy(name, row, keys, dimensions, rated, role_id, material))
    return tuple(found)


def _candidacy(
    name: CandidacyId,
    row: dict[str, Any],
    keys: Mapping[Track, KeyScore],
    dimensions: tuple[DimensionScore, ...],
    rated: Mapping[Track, list[dict[str, Any]]],
    role_id: str,
    material: Material,
) -> Candidacy:
    inputs = material.inputs
    declared = material.dimensions[role_id]
    flag_names = {flag.id: flag.name for flag in inputs.guides.culture.red_flags}
    case = Case(
        status=Status(row["status"]),
        values=keys[Track.VALUES],
        skill=keys[Track.SKILL],
        gaps=material.gaps[name],
        seats=row["seats"],
        rank=row["rank"],
        tied_at_seat=row["tied_at_seat"],
        dimensions=dimensions,
        flags=material.flags.get(name, ()),
        names=flag_names | {d.id: d.name for track in KEYS for d in declared[track]},
    )
    evidence = {
        track: _evidence(rated[track], declared[track], material.keys[track]) for track in KEYS
    }
    return Candidacy(
        candidate_id=name[1],
        label=label_of(name, inputs.names, inputs.policy.view, decided=False),
        status=case.status,
        rank=case.rank,
        band=row["band"],
        tied_at_seat=case.tied_at_seat,
        values=case.values,
        skill=case.skill,
        dimensions=dimensions,
        flags=case.flags,
        reasons=reasons_for(case, inputs.policy),
        next_evidence=next_evidence(case, evidence, inputs.policy.certainty),
        overall=material.overall.get(name),
    )


def _key(
    track: Track,
    row: dict[str, Any],
    level: dict[str, Any] | None,
    gate: dict[str, Any] | None,
) -> KeyScore:
    floor = row[f"{track}_floor"]
    if level is None or gate is None:
        return KeyScore(track=track, floor=floor, standing=Standing.NO_EVIDENCE)
    figures = ("raw", "question_correction", "severity_correction", "halo_correction")
    return KeyScore(
        track=track,
        **{name: level[name] for name in figures},
        level=level["level"],
        se=level["se"],
        blup=level["blup"],
        blup_se=level["blup_se"],
        floor=floor,
        p_above_floor=row[f"{track}_p"],
        headroom=row[f"{track}_headroom"],
        standing=Standing(row[f"{track}_standing"]),
        weakest_dimension=gate["weakest"],
        n_ratings=level["n"],
        n_raters=level["n_raters"],
        island=level["island"],
    )


def _dimension(track: Track, part: dict[str, Any]) -> DimensionScore:
    return DimensionScore(
        track=track,
        dimension=part["dimension"],
        level=part["level"],
        se=part["se"],
        floor=part["floor"],
        p_above_floor=part["p"],
        n_ratings=part["n_ratings"],
        n_raters=part["n_raters"],
    )


def _evidence(
    rated: list[dict[str, Any]], dimensions: tuple[Dimension, ...], keys: TrackKeys
) -> Evidence:
    answers: dict[str, dict[str, int]] = {}
    for rating in rated:
        counts = answers.setdefault(rating["rater_id"], {})
        counts[rating["dimension"]] = counts.get(rating["dimension"], 0) + 1
    variance = keys.fit.variance
    return Evidence(
        answers=answers,
        asked=frozenset(rating["question_id"] for rating in rated),
        dimensions=dimensions,
        components=Components(
            target=variance.target,
            rater=variance.rater,
            target_rater=variance.target_rater,
            residual=variance.residual,
        ),
    )


def _by_candidacy(frame: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["candidacy"]: row for row in frame.iter_rows(named=True)}


def _grouped(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        found.setdefault(row["candidacy"], []).append(row)
    return found
