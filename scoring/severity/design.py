"""The design: who rated whom on what, as sorted codes with one entry a candidacy-rater pair."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from scoring.severity.arrays import Codes, Floats
from scoring.severity.contrasts import Contrasts, contrasts_of


@dataclass(frozen=True)
class Design:
    """Ratings of one track in one fixed order, so that the order of rows changes nothing.

    Attributes:
        order: Positions in the table given, shape (n_ratings,): row k of the design is rating
            `order[k]`.
        candidacies: The candidacies, sorted.
        raters: The raters, sorted.
        candidacy: Code of each pair's candidacy, shape (n_pairs,).
        rater: Code of each pair's rater, shape (n_pairs,).
        pair: Code of each rating's pair, non-decreasing, shape (n_ratings,).
        question: Code of each rating's question, shape (n_ratings,).
        contrasts: The questions and how their effects are constrained.
        score: Ratings, shape (n_ratings,).
        weight: Their weights, above 0, shape (n_ratings,).
    """

    order: Codes
    candidacies: pl.Series
    raters: pl.Series
    candidacy: Codes
    rater: Codes
    pair: Codes
    question: Codes
    contrasts: Contrasts
    score: Floats
    weight: Floats

    @property
    def n_ratings(self) -> int:
        """Ratings in all."""
        return len(self.score)

    @property
    def n_pairs(self) -> int:
        """Candidacy-rater pairs with a rating."""
        return len(self.candidacy)


def design_of(ratings: pl.DataFrame, *, questions: bool, min_candidacies: int) -> Design:
    """Code and sort the ratings of one track.

    Args:
        ratings: Columns `candidacy`, `rater_id`, `guide`, `question_id`, `score`, `weight`.
        questions: Whether questions have effects.
        min_candidacies: A question asked of fewer has effect zero.
    """
    candidacy, candidacies = codes_of(ratings["candidacy"])
    rater, raters = codes_of(ratings["rater_id"])
    guide, guides = codes_of(ratings["guide"])
    asked, names = codes_of(ratings["question_id"])
    score = ratings["score"].cast(pl.Float64).to_numpy()
    weight = ratings["weight"].cast(pl.Float64).to_numpy()
    pair_key = candidacy * len(raters) + rater
    order = np.lexsort((weight, score, asked, guide, pair_key))
    keys, pair = np.unique(pair_key[order], return_inverse=True)
    both, question = np.unique((guide * max(len(names), 1) + asked)[order], return_inverse=True)
    pair_candidacy = keys // max(len(raters), 1)
    contrasts = contrasts_of(
        pl.DataFrame(
            {
                "guide": guides.gather(both // max(len(names), 1)),
                "question_id": names.gather(both % max(len(names), 1)),
            }
        ),
        question,
        pair_candidacy[pair],
        min_candidacies if questions else None,
    )
    return Design(
        order=order,
        candidacies=candidacies,
        raters=raters,
        candidacy=pair_candidacy,
        rater=keys % max(len(raters), 1),
        pair=pair,
        question=question,
        contrasts=contrasts,
        score=score[order],
        weight=weight[order],
    )


def codes_of(column: pl.Series) -> tuple[Codes, pl.Series]:
    """Each value's rank among the distinct values, and those values sorted."""
    names = column.unique().sort()
    if column.dtype.is_integer():
        return np.searchsorted(names.to_numpy(), column.to_numpy()).astype(np.int64), names
    names = names.cast(pl.String).sort()
    coded = column.cast(pl.Enum(names)).to_physical()
    return coded.to_numpy().astype(np.int64), names
