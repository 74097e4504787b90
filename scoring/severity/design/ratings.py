"""The design: who rated whom on what, sorted and coded, one entry a candidacy-rater pair."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from scoring.severity.arrays import Codes, Floats
from scoring.severity.design.coding import codes_of
from scoring.severity.design.contrasts import Contrasts, contrasts_of

TIES_ORDERED = 200_000
"""Up to this many ratings, rows alike in candidacy, rater and question are ordered by score too,
so that sums are the same to the bit in whatever order rows come; beyond, to about 1e-12."""


@dataclass(frozen=True)
class Design:
    """Ratings of one track in one fixed order, so that the order of rows changes nothing.

    Attributes:
        order: Positions in the table given, shape (n_ratings,): row k of the design is rating
            `order[k]`.
        candidacies: The candidacies, sorted.
        raters: The raters, sorted.
        candidacy: Code of each pair's candidacy, non-decreasing, shape (n_pairs,).
        rater: Code of each pair's rater, shape (n_pairs,).
        starts: First row of each pair, and the number of rows, shape (n_pairs + 1,).
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
    starts: Codes
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

    @property
    def pair(self) -> Codes:
        """Code of each rating's pair, shape (n_ratings,)."""
        return np.repeat(np.arange(self.n_pairs), np.diff(self.starts))

    @cached_property
    def even(self) -> bool:
        """Whether all ratings weigh the same, 1."""
        return bool((self.weight == 1.0).all())


def design_of(ratings: pl.DataFrame, *, questions: bool, min_candidacies: int) -> Design:
    """Code and sort the ratings of one track.

    Args:
        ratings: Columns `candidacy`, `rater_id`, `guide`, `question_id`, `score`, `weight`.
        questions: Whether questions have effects; without, all count as one.
        min_candidacies: A question asked of fewer has effect zero.
    """
    key, candidacies = codes_of(ratings["candidacy"])
    rater, raters = codes_of(ratings["rater_id"])
    key *= max(len(raters), 1)
    key += rater
    del rater
    asked, table = _questions(ratings, questions=questions)
    order = _order(ratings, key, asked, max(table.height, 1))
    key = key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    starts = np.append(first, len(key))
    candidacy, rater = np.divmod(key[first], max(len(raters), 1))
    del key
    if questions:
        asked = asked[order]
    of_candidacies = np.append(first[np.flatnonzero(np.diff(candidacy, prepend=-1))], len(order))
    contrasts = contrasts_of(table, asked, of_candidacies, min_candidacies if questions else None)
    return Design(
        order=order,
        candidacies=candidacies,
        raters=raters,
        candidacy=candidacy,
        rater=rater,
        starts=starts,
        question=asked,
        contrasts=contrasts,
        score=_in_order(ratings["score"], order),
        weight=_in_order(ratings["weight"], order),
    )


def _order(ratings: pl.DataFrame, key: Codes, asked: Codes, width: int) -> Codes:
    """Positions by candidacy, rater and question; those alike by score and weight."""
    whole = key if width == 1 else key * width + asked
    if len(key) > TIES_ORDERED:
        return np.argsort(whole).astype(np.int32)
    score, weight = (ratings[name].cast(pl.Float64).to_numpy() for name in ("score", "weight"))
    return np.lexsort((weight, score, whole))


def _in_order(column: pl.Series, order: Codes) -> Floats:
    """The column in the design's order; one that is 1 throughout takes no room."""
    values = column.to_numpy()
    if len(values) and (values == 1.0).all():
        return np.broadcast_to(1.0, len(values))
    return values[order].astype(np.float64)


def _questions(ratings: pl.DataFrame, *, questions: bool) -> tuple[Codes, pl.DataFrame]:
    """Each rating's question, and the questions: one row each, or a single row for all."""
    columns = ratings.select("guide", "question_id")
    if not questions:
        return np.broadcast_to(np.int64(0), ratings.height), columns.head(1)
    guide, guides = codes_of(columns["guide"])
    name, names = codes_of(columns["question_id"])
    width = max(len(names), 1)
    joint, asked = codes_of(pl.Series(guide * width + name))[::-1]
    found = joint.to_numpy()
    table = {"guide": guides.gather(found // width), "question_id": names.gather(found % width)}
    return asked, pl.DataFrame(table)
