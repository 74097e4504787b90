"""Assign each response to a track, a dimension and a question; never by guessing.

Tracks are never in an export. They come, in this order, from a Source map that names the
question, from the culture and the role, from a Source map that names the group, and from the
starting map that is shipped for a tool. What none of them covers stays unmapped and is listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.config.policy import Requisition
from schemas.config.role import spelling
from schemas.config.source import QuestionMap
from schemas.words import Kind, Track
from scoring.guides import CULTURE_GUIDE, Guides, Place

OVERALL_QUESTION = "overall"
UNMAPPED = "unmapped"
NOT_SCORED = "none"
FLAG = "flag"
TEXT = "text"

_NAMES = ["source", "role", "kind", "group", "question", "question_text"]

ASSIGNED: dict[str, pl.DataType] = {
    "track": pl.String(),
    "guide": pl.String(),
    "dimension": pl.String(),
    "question_id": pl.String(),
    "reverse": pl.Boolean(),
    "keyed": pl.Boolean(),
    "importance": pl.Float64(),
    "default_low": pl.Float64(),
    "default_high": pl.Float64(),
}
"""What is added: `track` is values, skill, overall, flag, text, none or unmapped; `importance`
the dimension's weight; the defaults are the scale where the response carries none."""

Maps = Mapping[str, Sequence[QuestionMap]]


@dataclass(frozen=True)
class _Assignment:
    track: str
    guide: str | None = None
    dimension: str | None = None
    question_id: str | None = None
    reverse: bool = False
    keyed: bool = False
    importance: float = 1.0
    low: float | None = None
    high: float | None = None

    def row(self) -> tuple[object, ...]:
        return (
            self.track,
            self.guide,
            self.dimension,
            self.question_id,
            self.reverse,
            self.keyed,
            self.importance,
            self.low,
            self.high,
        )


def with_roles(responses: pl.DataFrame, openings: Sequence[Requisition]) -> pl.DataFrame:
    """Add `role`, the id of the role of each response's requisition; null where none is known."""
    roles = pl.DataFrame(
        [(one.requisition_id, one.role) for one in openings],
        schema={"requisition_id": pl.String(), "role": pl.String()},
        orient="row",
    )
    return responses.join(roles, on="requisition_id", how="left", maintain_order="left")


def assign(
    responses: pl.DataFrame, guides: Guides, own_maps: Maps, starting_maps: Maps
) -> pl.DataFrame:
    """Add the columns of `ASSIGNED` to responses.

    Args:
        responses: Columns of `schemas.frames.RESPONSES` and `role` (the role's id, null where
            no one role claims the requisition).
        guides: Culture and roles.
        own_maps: The workspace's map entries, by source name.
        starting_maps: The shipped entries, by source name; used last.

    Returns:
        The same rows in the same order with the columns of `ASSIGNED`.
    """
    names = responses.select(_NAMES).unique(maintain_order=True)
    rows = [
        _assign_one(name, guides, own_maps, starting_maps).row()
        for name in names.iter_rows(named=True)
    ]
    found = pl.DataFrame(rows, schema=ASSIGNED, orient="row")
    return responses.join(
        names.hstack(found), on=_NAMES, how="left", nulls_equal=True, maintain_order="left"
    )


def unmapped_lines(assigned: pl.DataFrame, guides: Guides, own_maps: Maps) -> tuple[str, ...]:
    """Say once for each name that no map covers what it is and the line that would map it.

    Where a map entry names a dimension that the role does not have, those it has are named.

    Args:
        assigned: As `assign` gives it.
        guides: Culture and roles.
        own_maps: The workspace's map entries, by source name.
    """
    names = (
        assigned.filter(pl.col("track") == UNMAPPED)
        .group_by("source", "group", "question", "question_text")
        .agg(pl.len(), roles=pl.col("role").drop_nulls().unique().sort())
        .sort("source", "group", "question")
    )
    return tuple(_unmapped_line(name, guides, own_maps) for name in names.iter_rows(named=True))


def _unmapped_line(name: dict[str, Any], guides: Guides, own_maps: Maps) -> str:
    entry = _entry(name, own_maps.get(name["source"], ()))
    if entry is None or entry.dimension is None:
        return _map_line(name)
    roles = {f"the role {role}": guides.dimensions(entry.track, role) for role in name["roles"]}
    culture = {"the culture": guides.dimensions(Track.VALUES, None)}
    lacking = culture if entry.track is Track.VALUES else roles
    has = " ".join(
        f"{owner} has no such dimension of {entry.track}; it has {', '.join(ids)}."
        for owner, ids in lacking.items()
        if entry.dimension not in ids
    )
    return (
        f"{name['source']}: “{name['question_text'] or name['question']}” {_answers(name)} belongs "
        f"to no track yet: its entry under maps names the dimension {entry.dimension}, but {has}"
    )


def _map_line(name: dict[str, object]) -> str:
    shown = name["question_text"] or name["question"]
    group = f", group: {_quoted(name['group'])}" if name["group"] else ""
    return (
        f"{name['source']}: “{shown}” {_answers(name)} belongs to no track yet; to map it, "
        f"add under maps: - {{question: {_quoted(name['question'])}{group}, track: values or "
        "skill or none, dimension: …}"
    )


def _answers(name: dict[str, object]) -> str:
    return "(1 answer)" if name["len"] == 1 else f"({name['len']} answers)"


def _quoted(text: object) -> str:
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _assign_one(
    name: dict[str, str], guides: Guides, own_maps: Maps, starting_maps: Maps
) -> _Assignment:
    if name["kind"] == Kind.FLAG:
        flag = guides.flags.get(spelling(name["question"]))
        return _Assignment(FLAG if flag else UNMAPPED, CULTURE_GUIDE, None, flag)
    if name["kind"] == Kind.TEXT:
        return _Assignment(TEXT)
    if name["question"] == OVERALL_QUESTION:
        return _Assignment(Track.OVERALL)
    own = own_maps.get(name["source"], ())
    entry = _entry(name, [entry for entry in own if entry.question is not None])
    if entry is not None:
        return _mapped(entry, name, guides)
    place = guides.find(name["question"], name["role"]) or guides.find(
        name["question_text"], name["role"]
    )
    if place is not None:
        return _placed(place)
    entry = _entry(name, own) or _entry(name, starting_maps.get(name["source"], ()))
    return _mapped(entry, name, guides) if entry is not None else _Assignment(UNMAPPED)


def _entry(name: dict[str, str], entries: Sequence[QuestionMap]) -> QuestionMap | None:
    """The first entry that fits, those that name a question before those that name a group."""
    asked = {spelling(name["question"]), spelling(name["question_text"])}
    group = spelling(name["group"])
    for entry in sorted(entries, key=lambda entry: entry.question is None):
        fits_question = entry.question is None or spelling(entry.question) in asked
        fits_group = entry.group is None or spelling(entry.group) == group
        if fits_question and fits_group:
            return entry
    return None


def _mapped(entry: QuestionMap, name: dict[str, str], guides: Guides) -> _Assignment:
    if entry.track == NOT_SCORED:
        return _Assignment(NOT_SCORED)
    if entry.track is Track.OVERALL:
        return _Assignment(Track.OVERALL)
    if entry.dimension is not None:
        place = guides.find(entry.dimension, name["role"])
        if place is None or place.track is not entry.track:
            return _Assignment(UNMAPPED)
        return _placed(place, spelling(name["question"]))
    guide = CULTURE_GUIDE if entry.track is Track.VALUES else name["role"]
    if guide is None:  # no one role claims the requisition, so that no skill is asked for
        return _Assignment(UNMAPPED)
    shown = spelling(name["question_text"] or name["question"])
    return _Assignment(entry.track, guide, shown, shown)


def _placed(place: Place, question_id: str | None = None) -> _Assignment:
    question = place.question
    return _Assignment(
        track=place.track,
        guide=place.guide,
        dimension=place.dimension.id,
        question_id=question_id or place.question_id,
        reverse=question.reverse if question else False,
        keyed=question is not None and question.kind is Kind.CHOICE,
        importance=place.dimension.weight,
        low=place.scale.low,
        high=place.scale.high,
    )
