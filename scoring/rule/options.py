"""The evidence behind one key, and the pieces of evidence that could be added to it."""

from dataclasses import dataclass, replace
from typing import Literal

from schemas.config.questions import Dimension, Question
from scoring.rule.expected_error import (
    Answers,
    Components,
    expected_error,
    with_question,
    with_rater,
)


@dataclass(frozen=True)
class Evidence:
    """The answers behind one key, and what could still be asked.

    Attributes:
        answers: Rated questions by rater and dimension.
        asked: Ids of the questions that were rated.
        dimensions: The track's dimensions with their questions, from culture or role.
        components: Variance components of the track.
    """

    answers: Answers
    asked: frozenset[str]
    dimensions: tuple[Dimension, ...]
    components: Components

    def of(self, dimension_id: str) -> "Evidence":
        """The part of it that speaks about one dimension."""
        answers = {
            rater: {name: n for name, n in counts.items() if name == dimension_id}
            for rater, counts in self.answers.items()
        }
        kept = tuple(d for d in self.dimensions if d.id == dimension_id)
        return replace(self, answers=answers, dimensions=kept)

    def error_with(self, answers: Answers, se_now: float) -> float:
        """The error to be expected with `answers` in place of those at hand.

        It is `se_now`, scaled by the ratio of the errors that the two sets give by themselves.
        """
        importance = {dimension.id: dimension.weight for dimension in self.dimensions}
        now = expected_error(self.answers, importance, self.components)
        then = expected_error(answers, importance, self.components)
        return se_now * then / now if now and then is not None else se_now

    def ratings(self, dimension: Dimension) -> int:
        """How many answers speak about a dimension."""
        return sum(counts.get(dimension.id, 0) for counts in self.answers.values())

    def next_question(self, dimension: Dimension) -> Question:
        """The first question of a dimension not yet asked, or its first where all were."""
        return self.unasked(dimension) or dimension.questions[0]

    def unasked(self, dimension: Dimension) -> Question | None:
        """The first question of a dimension that was not asked."""
        return next((q for q in dimension.questions if q.id not in self.asked), None)


@dataclass(frozen=True)
class Option:
    """One piece of evidence that could be added.

    Attributes:
        kind: Another rater who asks what was asked, or one more question to all.
        dimension: What the question is about; for a rater, where the evidence is thinnest.
        question: The question to ask.
        answers: The answers there would be.
    """

    kind: Literal["another_rater", "another_question"]
    dimension: Dimension
    question: Question
    answers: Answers


def options_of(evidence: Evidence) -> list[Option]:
    """List what could be added: a rater first, then a question for each dimension with one left.

    Empty where nothing was rated yet or the track declares no dimension.
    """
    if not evidence.dimensions or not any(map(evidence.ratings, evidence.dimensions)):
        return []
    thinnest = min(
        evidence.dimensions, key=lambda d: (evidence.ratings(d) / d.weight, not d.required)
    )
    question = evidence.next_question(thinnest)
    options = [Option("another_rater", thinnest, question, with_rater(evidence.answers))]
    for dimension in evidence.dimensions:
        unasked = evidence.unasked(dimension)
        if unasked is not None:
            answers = with_question(evidence.answers, dimension.id)
            options.append(Option("another_question", dimension, unasked, answers))
    return options
