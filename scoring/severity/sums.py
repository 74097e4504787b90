"""Sums over candidacy-rater pairs: all that the model needs to know of the ratings."""

from dataclasses import dataclass

from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse, add_up
from scoring.severity.design import Design


@dataclass(frozen=True)
class Sums:
    """Weighted sums of a design.

    Attributes:
        omega: Sum of weights of each pair, shape (n_pairs,).
        total: Sum of weight times score of each pair, shape (n_pairs,).
        asked: Sum of weights by pair and question, shape (n_pairs, n_questions).
        by_question: Sum of weights by question, shape (n_questions,).
        total_by_question: Sum of weight times score by question, shape (n_questions,).
        square: Sum of weight times squared score.
    """

    omega: Floats
    total: Floats
    asked: Sparse
    by_question: Floats
    total_by_question: Floats
    square: float


def sums_of(design: Design, score: Floats, weight: Floats) -> Sums:
    """Add up `score` (shape (n_ratings,)) of a design under `weight`."""
    n_questions = design.contrasts.table.height
    shape = (design.n_pairs, n_questions)
    asked = csr_array((weight, (design.pair, design.question)), shape=shape)
    asked.sum_duplicates()
    return Sums(
        omega=add_up(design.pair, weight, design.n_pairs),
        total=add_up(design.pair, weight * score, design.n_pairs),
        asked=asked,
        by_question=add_up(design.question, weight, n_questions),
        total_by_question=add_up(design.question, weight * score, n_questions),
        square=float(weight @ score**2),
    )
