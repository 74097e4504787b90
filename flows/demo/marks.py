"""What a rater of the sample company marks: answers, ratings and the words beside them."""

from dataclasses import dataclass

from flows.demo.cast import Applicant, Interviewer
from flows.demo.drawing import pick, scatter, share
from flows.demo.phrasing import note_on
from schemas.config.culture import Culture
from schemas.config.questions import Dimension, Question
from schemas.config.role import Role
from schemas.config.scale import Scale
from schemas.words import Kind, Track

HALO = 4.0
"""Standard deviation of how a rater takes to a candidate as a whole, in points."""
NOISE = 11.0
"""Standard deviation of one rating around that, in points."""
PROFILE = 5.0
"""Standard deviation of a candidate's strengths and weaknesses over dimensions, in points."""
HARD: dict[str, float] = {
    "leads-by-example": 5,
    "people-skills": 4,
    "human-connection": -4,
    "explaining-trade-offs": 4,
    "coaching": 4,
    "written-communication": -4,
}
"""Dimensions that are harder (positive) or easier to show than others, in points."""
NOT_ASKED_SHARE = 0.07
NOTED_SHARE = 0.6
STEP = 25.0
"""Points of 0 to 100 between two points of a five-point scale."""


@dataclass(frozen=True)
class Mark:
    """One answer of one rater: as the tool records it, and in words."""

    track: Track
    dimension: Dimension
    question: Question
    answer: str
    note: str


def values_marks(culture: Culture, candidate: Applicant, rater: Interviewer) -> list[Mark]:
    """One question on each values dimension for which there was time."""
    return [
        _mark(Track.VALUES, dimension, asked, asked.scale or culture.scale, candidate, rater)
        for dimension in culture.dimensions
        if dimension.required or _was_asked(candidate, rater, dimension)
        for asked in [_asked(dimension, candidate, rater)]
    ]


def skill_marks(role: Role, candidate: Applicant, rater: Interviewer, *, tests: bool) -> list[Mark]:
    """One question on each competency for which there was time, and the tests where asked."""
    return [
        _mark(Track.SKILL, competency, asked, asked.scale or role.scale, candidate, rater)
        for competency in role.competencies
        if competency.required or _was_asked(candidate, rater, competency)
        for asked in [
            _asked(competency, candidate, rater),
            *(q for q in competency.questions if tests and q.kind is not Kind.RATING),
        ]
    ]


def _asked(dimension: Dimension, candidate: Applicant, rater: Interviewer) -> Question:
    rated = [question for question in dimension.questions if question.kind is Kind.RATING]
    return pick(rated, "asked", candidate.id, rater.id, dimension.id)


def _was_asked(candidate: Applicant, rater: Interviewer, dimension: Dimension) -> bool:
    return share("time", candidate.id, rater.id, dimension.id) > NOT_ASKED_SHARE


def _mark(
    track: Track,
    dimension: Dimension,
    question: Question,
    scale: Scale,
    candidate: Applicant,
    rater: Interviewer,
) -> Mark:
    name = (candidate.id, rater.id, question.id)
    merit = candidate.values if track is Track.VALUES else candidate.skill
    seen = (
        merit
        + scatter(PROFILE, "profile", candidate.id, dimension.id)
        + scatter(NOISE, "rating", *name)
    )
    if question.kind not in {Kind.CHOICE, Kind.NUMBER}:
        halo = scatter(HALO, "halo", candidate.id, rater.id, track)
        seen += halo - HARD.get(dimension.id, 0) - rater.harshness
    part = min(100.0, max(0.0, seen)) / 100
    point = 1 + round(100 * part / STEP)
    worth_noting = point in {1, 5} or share("noted", *name) < NOTED_SHARE
    noted = question.kind is Kind.RATING and worth_noting
    note = note_on(dimension.id, point, *name) if noted else ""
    return Mark(track, dimension, question, _answer(question, scale, part), note)


def _answer(question: Question, scale: Scale, part: float) -> str:
    """The answer that shows `part` (0 to 1) of what the question asks for."""
    if question.kind is Kind.CHOICE:
        return min(question.key, key=lambda option: abs(question.key[option] - part))
    directed = 1 - part if question.reverse else part
    point = round(scale.low + directed * (scale.high - scale.low))
    by_point = {value: label for label, value in scale.labels.items()}
    return by_point.get(point, str(point))
