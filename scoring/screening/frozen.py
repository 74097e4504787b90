"""Frozen: the record of a decided candidacy, and beside it what came later and is not counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from schemas.results.scores import EvidenceLine
from schemas.results.shortlist import Candidacy, LaterEvidence
from schemas.words import KEYS, Track
from scoring.screening.inputs import FrozenRecord

Levels = Mapping[Track, Mapping[str, Any] | None]
"""By track, `level` and `se` of one candidacy on all its answers; None without any."""

_ARITHMETIC = (
    "weight",
    "question_correction",
    "severity_correction",
    "halo_correction",
    "corrected",
)


def with_records(
    lines: Iterable[EvidenceLine], records: Mapping[str, FrozenRecord]
) -> tuple[EvidenceLine, ...]:
    """Give each frozen candidacy the lines of its record, then those that came later.

    A later line keeps its score and has neither share nor corrections, for it enters no key. An
    answer that was changed since shows twice: as it was, and as it is.

    Args:
        lines: Every live line, by candidate.
        records: Frozen candidacies that are still there, by candidate.

    Returns:
        The lines, by candidate.
    """
    by_candidate = dict.fromkeys(records, ()) | {
        name: tuple(live) for name, live in groupby(lines, key=lambda line: line.candidate_id)
    }
    uncounted = dict.fromkeys(_ARITHMETIC) | {"after_decision": True}
    found: list[EvidenceLine] = []
    for name, live in sorted(by_candidate.items()):
        if name not in records:
            found += live
            continue
        then = records[name].evidence
        later = said_since(then, live)
        found += [*then, *(line.model_copy(update=uncounted) for line in later)]
    return tuple(found)


def said_since(then: Sequence[EvidenceLine], now: Sequence[EvidenceLine]) -> list[EvidenceLine]:
    """The lines of `now` that `then` does not have.

    An answer is the same wherever it was exported to again: file and place do not matter.
    """
    known = Counter(_said(line) for line in then)
    found: list[EvidenceLine] = []
    for line in now:
        said = _said(line)
        if known[said]:
            known[said] -= 1
        else:
            found.append(line)
    return found


def _said(line: EvidenceLine) -> tuple[str, ...]:
    return (
        line.candidate_id,
        line.question_id,
        line.rater_id,
        line.interview,
        line.value_raw,
        line.note,
    )


def frozen_candidacy(
    record: FrozenRecord, rank: int | None, band: int | None, n_later: int, levels: Levels
) -> Candidacy:
    """The candidacy of a record in tonight's order, with what came later said beside it.

    Nothing more is asked about it: it is decided.

    Args:
        record: As it was decided.
        rank: Tonight's, with the keys of the record.
        band: Tonight's.
        n_later: How many lines came after the decision.
        levels: Both keys on all answers.
    """
    return record.candidacy.model_copy(
        update={
            "rank": rank,
            "band": band,
            "frozen": True,
            "next_evidence": (),
            "later": _later(n_later, levels) if n_later else None,
        }
    )


def _later(n_answers: int, levels: Levels) -> LaterEvidence:
    figures: dict[str, float | None] = {}
    for track in KEYS:
        key = levels[track] or {}
        figures |= {f"{track}_level": key.get("level"), f"{track}_se": key.get("se")}
    values, skill = (_figure(figures[f"{one}_level"], figures[f"{one}_se"]) for one in KEYS)
    answers, them, count = (
        ("answer", "it", "it counts") if n_answers == 1 else ("answers", "them", "they count")
    )
    text = (
        f"Since then: {n_answers} new {answers}; with {them} values would be {values}, "
        f"skill {skill}; {count} after a new decision (hold or needs evidence brings {them} in)."
    )
    return LaterEvidence(n_answers=n_answers, text=text, **figures)


def _figure(level: float | None, se: float | None) -> str:
    if level is None:
        return "without evidence"
    shown = f"{round(level, 1) + 0.0:.1f}"  # minus zero is zero
    return shown if se is None else f"{shown} ± {se:.1f}"
