"""Sums over candidacy-rater pairs: all that the model needs to know of the ratings."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse, add_up
from scoring.severity.design import Design


@dataclass(frozen=True)
class Sums:
    """Weighted sums of a design.

    Attributes:
        omega: Sum of weights of each pair, shape (n_pairs,).
        total: Sum of weight times score of each pair, shape (n_pairs,).
        asked: Sum of weights by pair and question, shape (n_pairs, n_questions); a question
            asked twice may have two entries.
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
    first, n_questions = design.starts[:-1], design.contrasts.table.height
    weighted = weight * score
    omega: Floats = np.add.reduceat(weight, first)
    values, places, starts = weight, design.question, design.starts
    if n_questions == 1:
        values, places, starts = omega, np.zeros_like(first), np.arange(len(first) + 1)
    asked: Sparse = csr_array((values, places, starts), shape=(design.n_pairs, n_questions))
    return Sums(
        omega=omega,
        total=np.add.reduceat(weighted, first),
        asked=asked,
        by_question=add_up(design.question, weight, n_questions),
        total_by_question=add_up(design.question, weighted, n_questions),
        square=float(weighted @ score),
    )


def with_mean(design: Design) -> Floats:
    """A general mean and the question effects as one basis, shape (n_questions, n_fixed)."""
    basis = design.contrasts.basis
    return np.hstack([np.ones((len(basis), 1)), basis])
