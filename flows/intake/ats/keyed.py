"""Answers to questions that a guide declares: keyed options, agreement items, numbers, ratings."""

from dataclasses import dataclass

from flows.intake.ats.gathering import Gathering
from flows.intake.ats.labels import accepted_answers, is_missing, point_of, would_be_right
from flows.intake.ats.spots import Spot
from schemas.questions import Question
from schemas.role import spelling
from schemas.words import Kind
from scoring.guides import Guides, Place


@dataclass(frozen=True)
class Decoded:
    """What an answer means.

    Attributes:
        kind: What sort of answer it is.
        value: On its scale; None is no answer.
        low: The low end of its scale.
        high: The high end of its scale.
    """

    kind: Kind
    value: float | None = None
    low: float | None = None
    high: float | None = None


def decode_answer(
    question: str, answer: str, guides: Guides, where: Spot, path: str, gathering: Gathering
) -> Decoded | None:
    """Decode an answer by what the guides say of its question; text where they say nothing.

    Text under a question that is rated elsewhere (a rating question answered in prose) stays
    text. None where the answer is a fault.
    """
    place = guides.find(question)
    asked = place.question if place else None
    if place is None or asked is None or asked.kind is Kind.TEXT:
        return Decoded(Kind.TEXT)
    if asked.kind is Kind.CHOICE:
        return _choice(asked, answer, where, path, gathering)
    return _on_scale(place, asked, answer, where, path, gathering)


def _choice(
    asked: Question, answer: str, where: Spot, path: str, gathering: Gathering
) -> Decoded | None:
    if is_missing(answer):
        return Decoded(Kind.CHOICE, None, 0.0, 1.0)
    options = {spelling(option): credit for option, credit in asked.key.items()}
    if not options or spelling(answer) in options:
        return Decoded(Kind.CHOICE, options.get(spelling(answer)), 0.0, 1.0)
    _tell(
        answer, tuple(asked.key), "This is not an option of the question.", where, path, gathering
    )
    return None


def _on_scale(
    place: Place, asked: Question, answer: str, where: Spot, path: str, gathering: Gathering
) -> Decoded | None:
    scale = place.scale
    if is_missing(answer, scale):
        return Decoded(asked.kind, None, scale.low, scale.high)
    point = point_of(answer, scale)
    if point is not None:
        return Decoded(asked.kind, point, scale.low, scale.high)
    if asked.kind is Kind.RATING:
        return Decoded(Kind.TEXT)
    message = "This answer is not on the scale of its question."
    _tell(answer, accepted_answers(scale), message, where, path, gathering)
    return None


def _tell(
    answer: str,
    accepted: tuple[str, ...],
    message: str,
    where: Spot,
    path: str,
    gathering: Gathering,
) -> None:
    gathering.fault(
        where.fault(
            "unknown_label",
            message,
            path,
            expected=would_be_right(answer, accepted),
            accepted=accepted,
            value=answer,
        )
    )
