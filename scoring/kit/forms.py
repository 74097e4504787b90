"""What a rating form asks: the questions of the culture and of a role, as a rater sees them."""

from collections.abc import Sequence

from schemas.books.kit import FormQuestion
from schemas.config.culture import Culture
from schemas.config.questions import Dimension, Question
from schemas.config.role import Role
from schemas.config.scale import Scale
from schemas.words import Kind, Track
from scoring.guides import Place


def form_questions(culture: Culture, role: Role) -> tuple[FormQuestion, ...]:
    """Every question of both guides: values first, then skill, each in its order."""
    values = _of(culture.dimensions, Track.VALUES, culture.scale)
    return (*values, *_of(role.competencies, Track.SKILL, role.scale))


def rated_question(place: Place) -> FormQuestion | None:
    """The question at `place` as one to rate by its anchors; None where none is declared.

    Whatever an answer to it is otherwise (words, a choice), a rater of the words rates them on
    the guide's scale.
    """
    if place.question is None:
        return None
    asked = form_question(place.question, place.dimension, place.track, place.scale)
    return asked.model_copy(update={"kind": Kind.RATING, "options": ()})


def form_question(
    question: Question, dimension: Dimension, track: Track, scale: Scale
) -> FormQuestion:
    """One question with what its answers mean.

    Args:
        question: The question.
        dimension: What it measures.
        track: Which key it serves.
        scale: The scale of its answers where it has none of its own.
    """
    return FormQuestion(
        question_id=question.id,
        text=question.text,
        dimension=dimension.name,
        definition=dimension.definition,
        track=track,
        kind=question.kind,
        scale=question.scale or scale,
        anchors=dimension.anchors,
        options=tuple(question.key),
    )


def _of(dimensions: Sequence[Dimension], track: Track, scale: Scale) -> list[FormQuestion]:
    return [
        form_question(question, dimension, track, scale)
        for dimension in dimensions
        for question in dimension.questions
    ]
