"""Sums over candidacy-rater pairs: all that the model needs to know of the ratings."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Codes, Floats, Sparse, add_up
from scoring.severity.design.ratings import Design
from scoring.severity.design.sheets import Sheets


@dataclass(frozen=True)
class Sums:
    """Weighted sums of a design.

    Attributes:
        omega: Sum of weights of each pair, shape (n_pairs,).
        total: Sum of weight times score of each pair, shape (n_pairs,).
        sheet: Sheet of each pair, shape (n_pairs,).
        asked: Sum of weights by sheet and question, shape (n_sheets, n_questions); a question
            asked twice may have two entries.
        by_question: Sum of weights by question, shape (n_questions,).
        total_by_question: Sum of weight times score by question, shape (n_questions,).
        square: Sum of weight times squared score.
    """

    omega: Floats
    total: Floats
    sheet: Codes
    asked: Sparse
    by_question: Floats
    total_by_question: Floats
    square: float

    def to_pairs(self, of_questions: Floats) -> Floats:
        """Weighted sums over each pair's ratings of values by question, shape (n_pairs,)."""
        return np.asarray(self.asked @ of_questions)[self.sheet]

    def to_questions(self, of_pairs: Floats) -> Floats:
        """Weighted sums over each question's ratings of values by pair, shape (n_questions,)."""
        by_sheet = add_up(self.sheet, of_pairs, self.asked.shape[0])
        return np.asarray(self.asked.T @ by_sheet)


def sums_of(design: Design, sheets: Sheets, score: Floats, weight: Floats | None = None) -> Sums:
    """Add up `score` (shape (n_ratings,)) of a design, under `weight` or evenly."""
    starts, weighted = design.starts, score if weight is None else weight * score
    omega = np.diff(starts).astype(np.float64)
    if weight is not None:
        omega = np.add.reduceat(weight, starts[:-1])
    total: Floats = np.add.reduceat(weighted, starts[:-1])
    square = float(weighted @ score)
    n_questions = design.contrasts.table.height
    if n_questions == 1:
        asked = csr_array(omega[sheets.standing].reshape(-1, 1))
        whole, scores = np.array([omega.sum()]), np.array([total.sum()])
        return Sums(omega, total, sheets.of, asked, whole, scores, square)
    return Sums(
        omega=omega,
        total=total,
        sheet=sheets.of,
        asked=_asked(design, sheets, weight),
        by_question=np.bincount(design.question, weight, n_questions).astype(np.float64),
        total_by_question=add_up(design.question, weighted, n_questions),
        square=square,
    )


def _asked(design: Design, sheets: Sheets, weight: Floats | None) -> Sparse:
    first = design.starts[sheets.standing]
    sizes = design.starts[sheets.standing + 1] - first
    ends = np.cumsum(sizes)
    rows = np.arange(ends[-1]) + np.repeat(first - (ends - sizes), sizes)
    entries = np.ones(len(rows)) if weight is None else weight[rows]
    shape = (sheets.n_sheets, design.contrasts.table.height)
    return csr_array((entries, design.question[rows], np.append(0, ends)), shape=shape)


def with_mean(design: Design) -> Floats:
    """A general mean and the question effects as one basis, shape (n_questions, n_fixed)."""
    basis = design.contrasts.basis
    return np.hstack([np.ones((len(basis), 1)), basis])
