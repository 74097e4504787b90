"""Answers to questions that a guide declares: keyed options, agreement items, numbers, ratings."""

from dataclasses import dataclass

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.remembered import decoded
from flows.intake.ats.parsing.spots import Spot
from flows.intake.tabular.answers import AnswerRule, decode
from schemas.words import Kind
from scoring.guides import Guides

_PROSE = frozenset({"unknown_label"})
"""What is wrong with prose where a rating is read; a wrong number is wrong as a rating."""


@dataclass(frozen=True)
class Meant:
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
) -> Meant | None:
    """Decode an answer by what the guides say of its question; text where they say nothing.

    Prose under a question that is rated elsewhere stays text. None where the answer is a fault.
    """
    place = guides.find(question)
    asked = place.question if place else None
    if place is None or asked is None or asked.kind is Kind.TEXT:
        return Meant(Kind.TEXT)
    if asked.kind is Kind.CHOICE:
        found = decode(answer, AnswerRule(Kind.CHOICE, options=tuple(asked.key)))
    else:
        found = decoded(answer, asked.kind, place.scale)
    if asked.kind is Kind.RATING and found.code in _PROSE:
        return Meant(Kind.TEXT)
    if found.code:
        gathering.fault(where.undecoded(found, answer, path))
        return None
    if asked.kind is Kind.CHOICE:
        return Meant(Kind.CHOICE)
    return Meant(asked.kind, found.value, place.scale.low, place.scale.high)
