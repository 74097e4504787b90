"""Sums over candidacy-rater pairs: all that the model needs to know of the ratings."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse, add_up
from scoring.severity.design.ratings import Design


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


def sums_of(design: Design, score: Floats, weight: Floats | None = None) -> Sums:
    """Add up `score` (shape (n_ratings,)) of a design, under `weight` or evenly."""
    starts, weighted = design.starts, score if weight is None else weight * score
    omega = np.diff(starts).astype(np.float64)
    if weight is not None:
        omega = np.add.reduceat(weight, starts[:-1])
    total: Floats = np.add.reduceat(weighted, starts[:-1])
    square = float(weighted @ score)
    n_questions, shape = design.contrasts.table.height, (design.n_pairs, -1)
    if n_questions == 1:
        whole, scores = np.array([omega.sum()]), np.array([total.sum()])
        return Sums(omega, total, csr_array(omega.reshape(shape)), whole, scores, square)
    entries = np.ones(design.n_ratings) if weight is None else weight
    asked: Sparse = csr_array(
        (entries, design.question, starts), shape=(design.n_pairs, n_questions)
    )
    return Sums(
        omega=omega,
        total=total,
        asked=asked,
        by_question=add_up(design.question, entries, n_questions),
        total_by_question=add_up(design.question, weighted, n_questions),
        square=square,
    )


def with_mean(design: Design) -> Floats:
    """A general mean and the question effects as one basis, shape (n_questions, n_fixed)."""
    basis = design.contrasts.basis
    return np.hstack([np.ones((len(basis), 1)), basis])
