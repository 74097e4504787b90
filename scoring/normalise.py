"""Normalise: each response becomes 0 to 100 by its declared scale, or stays missing."""

import polars as pl

from schemas.config.questions import Question
from schemas.config.role import spelling
from scoring.guides import Guides

NEITHER_CREDIT = 0.5
"""Credit of a best-and-worst answer that is neither: halfway, as McDaniel and Nguyen (2001)
describe for pick-one situational judgement keyed best = 1, worst = -1, otherwise 0."""


def normalise(assigned: pl.DataFrame, guides: Guides) -> pl.DataFrame:
    """Add `score`: percent of maximum possible, after keys and reversals.

    Args:
        assigned: The result of `scoring.assign.assign`.
        guides: Culture and roles, for keyed choices.

    Returns:
        The same rows with `score` (0 to 100; null where there is no answer, where the answer
        belongs to no scale, or where the question is not scored).

    Source:
        Percent of maximum possible: Cohen, Cohen, Aiken and West (1999), Multivariate
        Behavioral Research 34, 315-346.
    """
    low = pl.coalesce("scale_low", "default_low")
    high = pl.coalesce("scale_high", "default_high")
    share = (pl.col("value") - low) / (high - low)
    keyed = pl.col("keyed").fill_null(value=False)
    directed = pl.when(pl.col("reverse")).then(1.0 - share).otherwise(share)
    return (
        assigned.join(
            _credits(assigned, guides),
            on=["guide", "question_id", "value_raw"],
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(
            score=100.0 * pl.when(keyed).then(pl.col("credit")).otherwise(directed).cast(pl.Float64)
        )
        .drop("credit")
    )


def credit_of(question: Question, answer: str) -> float | None:
    """Credit, 0 to 1, of an answer to a keyed choice; None where it is not an option.

    A best-and-worst judgement gives 1 for the best, 0 for the worst and a half otherwise.
    """
    given = spelling(answer)
    if question.best is not None and question.worst is not None:
        if given == spelling(question.best):
            return 1.0
        return 0.0 if given == spelling(question.worst) else NEITHER_CREDIT
    by_option = {spelling(option): credit for option, credit in question.key.items()}
    return by_option.get(given)


def _credits(assigned: pl.DataFrame, guides: Guides) -> pl.DataFrame:
    questions = {
        ("culture", question.id): question
        for dimension in guides.culture.dimensions
        for question in dimension.questions
    } | {
        (role.id, question.id): question
        for role in guides.roles
        for competency in role.competencies
        for question in competency.questions
    }
    given = (
        assigned.filter(pl.col("keyed"), pl.col("value_raw").is_not_null())
        .select("guide", "question_id", "value_raw")
        .unique()
    )
    earned = [
        credit_of(questions[guide, question_id], answer)
        for guide, question_id, answer in given.iter_rows()
    ]
    return given.with_columns(credit=pl.Series(earned, dtype=pl.Float64))
