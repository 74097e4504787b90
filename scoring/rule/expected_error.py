"""How large the error of a key would be with other evidence than there is."""

import math
from dataclasses import dataclass

Answers = dict[str, dict[str, int]]
"""Rated questions of one candidacy on one track: by rater, by dimension, how many."""


@dataclass(frozen=True)
class Components:
    """Variance components of one track, squared scale points.

    Attributes:
        target: Between candidacies.
        rater: Between raters (severity).
        target_rater: Halo: one rater about one candidacy.
        residual: One rating of mean weight.
    """

    target: float
    rater: float
    target_rater: float
    residual: float


def expected_error(
    answers: Answers, importance: dict[str, float], components: Components
) -> float | None:
    """Say the standard error that a key would have from these answers, severities unknown.

    The weight of an answer is its dimension's importance, spread over the questions of that
    dimension, scaled to mean 1; raters are combined by generalised least squares with residual
    variance residual / weight, and the error is taken with unweighted variances, as the key's
    own. What ratings of other candidates tell about the raters is left out: use the ratio of two
    such errors, not the error itself.

    Args:
        answers: Rated questions by rater and dimension; a question asked by several raters is
            counted with each.
        importance: Weight of each dimension.
        components: Variances.

    Returns:
        Scale points; None where there is no answer.
    """
    asked = _questions(answers)
    rated = {rater: {d: n for d, n in counts.items() if n} for rater, counts in answers.items()}
    rated = {rater: counts for rater, counts in rated.items() if counts}
    total = sum(n for counts in rated.values() for n in counts.values())
    if not total:
        return None
    between = components.rater + components.target_rater
    if between + components.residual == 0:
        return 0.0
    share = {d: importance.get(d, 1.0) / asked[d] for d in asked}
    mean = sum(share[d] * n for counts in rated.values() for d, n in counts.items()) / total
    precisions, variances = [], []
    for counts in rated.values():
        weight = sum(share[d] / mean * n for d, n in counts.items())
        squares = sum((share[d] / mean) ** 2 * n for d, n in counts.items())
        precisions.append(1 / (between + components.residual / weight))
        variances.append(between + components.residual * squares / weight**2)
    sure = sum(precisions)
    return math.sqrt(sum((p / sure) ** 2 * v for p, v in zip(precisions, variances, strict=True)))


def with_rater(answers: Answers) -> Answers:
    """Add one rater who asks every question that was asked so far."""
    return answers | {"\x00another": _questions(answers)}


def with_question(answers: Answers, dimension: str) -> Answers:
    """Add one question about `dimension`, put by everyone who has rated so far."""
    return {
        rater: counts | {dimension: counts.get(dimension, 0) + 1}
        for rater, counts in answers.items()
    }


def _questions(answers: Answers) -> dict[str, int]:
    dimensions = {d for counts in answers.values() for d, n in counts.items() if n}
    return {d: max(counts.get(d, 0) for counts in answers.values()) for d in sorted(dimensions)}
