"""Question effects: which questions have one, and that they sum to zero over a guide."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from scoring.severity.arrays import Codes, Floats


@dataclass(frozen=True)
class Contrasts:
    """The questions of a track and a basis of their effects.

    Attributes:
        table: One row a question: `guide`, `question_id`.
        n_candidacies: Candidacies asked, shape (n_questions,); None where questions do not count.
        basis: Effects are `basis @ coefficients`; columns are orthonormal and sum to zero over
            each linked set of a guide's questions, shape (n_questions, n_contrasts). Rows of
            questions without an effect are zero.
    """

    table: pl.DataFrame
    n_candidacies: Codes | None
    basis: Floats


def contrasts_of(
    table: pl.DataFrame, question: Codes, starts: Codes, min_candidacies: int | None
) -> Contrasts:
    """Find the questions that have an effect, and tie each linked set to sum to zero.

    A set is linked when candidacies were asked its questions in common; between sets that
    nobody was asked in common, no difference can be known.

    Args:
        table: One row a question: `guide`, `question_id`.
        question: Code of each rating's question, ratings sorted by candidacy.
        starts: First rating of each candidacy, and the number of ratings.
        min_candidacies: A question asked of fewer has effect zero; None gives none an effect.
    """
    if min_candidacies is None:
        return Contrasts(table, None, np.zeros((table.height, 0)))
    ones = np.ones(len(question), np.int32)
    asked = csr_array(
        (ones, question.astype(np.int32), starts), shape=(len(starts) - 1, table.height)
    )
    asked.sum_duplicates()
    asked.data[:] = 1
    counts = np.bincount(asked.indices, minlength=table.height).astype(np.int64)
    eligible = counts >= min_candidacies
    sets = _linked_sets(table, eligible, csr_array(asked.T @ asked))
    blocks = [_sum_to_zero(members, table.height) for members in sets if len(members) > 1]
    basis = np.hstack(blocks) if blocks else np.zeros((table.height, 0))
    return Contrasts(table, counts, basis)


def _linked_sets(
    table: pl.DataFrame, eligible: NDArray[np.bool_], together: "csr_array[np.int32]"
) -> list[Codes]:
    """Eligible questions of one guide, by who was asked them in common."""
    members = np.flatnonzero(eligible)
    _, label = connected_components(together[members][:, members], directed=False)
    keyed = table[members].select("guide").with_columns(pl.Series("set", label))
    groups = keyed.with_row_index("row").group_by("guide", "set", maintain_order=True)
    return [members[group["row"].to_numpy()] for _, group in groups]


def _sum_to_zero(members: Codes, n_questions: int) -> Floats:
    """Orthonormal Helmert contrasts over `members`, shape (n_questions, n_members - 1)."""
    size = len(members)
    helmert = np.zeros((size, size - 1))
    for column in range(size - 1):
        helmert[: column + 1, column] = 1.0
        helmert[column + 1, column] = -(column + 1.0)
    block = np.zeros((n_questions, size - 1))
    block[members] = helmert / np.linalg.norm(helmert, axis=0)
    return block
