"""Evidence lines: each response of a requisition with its anchor and its arithmetic."""

from collections.abc import Mapping

import polars as pl

from schemas.config.questions import Dimension
from schemas.results.scores import EvidenceLine
from schemas.words import KEYS, Track
from scoring.assign import FLAG
from scoring.audit.notes import mark_note, stated_names
from scoring.guides import Guides
from scoring.screening.keys import TrackKeys

_ARITHMETIC = ["share", "question_effect", "severity", "halo", "corrected"]


def evidence_lines(
    scored: pl.DataFrame,
    requisition_id: str,
    role_id: str,
    keys: Mapping[Track, TrackKeys],
    guides: Guides,
) -> tuple[EvidenceLine, ...]:
    """List what was said about the candidates of one requisition.

    A cell left blank is no evidence, nor is a red flag that was not observed: neither is listed.

    Args:
        scored: Assigned and normalised responses with their `response` index.
        requisition_id: Which one.
        role_id: Its role, for the names of dimensions and anchors.
        keys: Both tracks as fitted.
        guides: Culture and roles.
    """
    mine = scored.filter(
        pl.col("requisition_id") == requisition_id,
        pl.col("track").is_in([*(track.value for track in Track), FLAG]),
        _was_said(),
    )
    worked = pl.concat([_arithmetic(keys[track]) for track in KEYS])
    rows = mine.join(worked, on="response", how="left", maintain_order="left").sort(
        "candidate_id", "track", "dimension", "question_id", "rater_id", descending=False
    )
    stated = stated_names(guides.culture)
    return tuple(_line(row, guides, role_id, stated) for row in rows.iter_rows(named=True))


def _was_said() -> pl.Expr:
    written = pl.any_horizontal(
        pl.col("value").is_not_null(),
        pl.col("value_raw").fill_null("") != "",
        pl.col("note").fill_null("") != "",
    )
    observed = pl.col("value").fill_null(0.0) > 0.0
    return pl.when(pl.col("track") == FLAG).then(observed).otherwise(written)


def _arithmetic(keys: TrackKeys) -> pl.DataFrame:
    return keys.ratings.select("response").hstack(keys.fit.corrections.select(_ARITHMETIC))


def _line(
    row: dict[str, object], guides: Guides, role_id: str, stated: frozenset[str]
) -> EvidenceLine:
    track = Track.VALUES if row["track"] == FLAG else Track(str(row["track"]))
    place = guides.find(str(row["question_id"] or row["question"]), role_id)
    text = row["question_text"] or row["question"]
    if place is not None and place.question is not None:
        text = place.question.text
    return EvidenceLine.model_validate(
        {
            "candidate_id": row["candidate_id"],
            "track": track,
            "dimension": _dimension_name(row, guides, role_id),
            "question_id": row["question_id"] or row["question"],
            "question_text": text,
            "rater_id": row["rater_id"],
            "interview": row["interview"] or "",
            "value_raw": row["value_raw"] or "",
            "score": row["score"],
            "anchor": anchor_text(place.dimension, row["value"]) if place else "",
            "weight": row["share"],
            "question_correction": _opposite(row["question_effect"]),
            "severity_correction": row["severity"],
            "halo_correction": _opposite(row["halo"]),
            "corrected": row["corrected"],
            "note": row["note"] or "",
            "note_marks": mark_note(str(row["note"] or ""), stated),
            "submitted_at": row["submitted_at"],
            "source_file": row["file_name"],
            "locator": row["locator"],
        }
    )


def _opposite(effect: object) -> float | None:
    return -effect if isinstance(effect, float) else None


def _dimension_name(row: dict[str, object], guides: Guides, role_id: str) -> str:
    if row["track"] == FLAG:
        return "red flag"
    if row["dimension"] is None:
        return "overall recommendation"
    place = guides.find(str(row["dimension"]), role_id)
    return place.dimension.name if place else str(row["dimension"])


def anchor_text(dimension: Dimension, value: object) -> str:
    """The described behaviour of a scale point; between two anchors, both.

    Args:
        dimension: Whose anchors.
        value: The rating on its scale; None where there is no answer.
    """
    if not isinstance(value, int | float):
        return ""
    below = [point for point in dimension.anchors if point <= value]
    above = [point for point in dimension.anchors if point >= value]
    points = sorted({*([max(below)] if below else []), *([min(above)] if above else [])})
    if len(points) == 1:
        return dimension.anchors[points[0]]
    return "between: " + " / and: ".join(dimension.anchors[point] for point in points)
