"""Weights are importance, spread over the questions that were asked."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.assign import assign
from scoring.normalise import normalise
from scoring.weights import ratings_of
from tests.samples.guide import GUIDES
from tests.samples.responses import responses


def ratings(rows: list[dict[str, object]], track: str = "values") -> pl.DataFrame:
    assigned = assign(responses(rows).with_row_index("response"), GUIDES, {}, {})
    return ratings_of(normalise(assigned, GUIDES), track)


def test_a_dimension_counts_by_its_weight_however_many_questions_were_asked() -> None:
    # By hand: ownership 2 over two questions = 1 each, connection 1 over one = 1; mean 1.
    found = ratings([{"question": name} for name in ("own-past", "own-what-if", "con-past")])
    assert found["weight"].to_list() == pytest.approx([1.0, 1.0, 1.0])
    # One ownership question: 2 and 1, scaled to mean 1: 4/3 and 2/3.
    found = ratings([{"question": name} for name in ("own-past", "con-past")])
    assert dict(found.select("dimension", "weight").iter_rows()) == pytest.approx(
        {"ownership": 4 / 3, "connection": 2 / 3}
    )


def test_a_missing_answer_is_not_a_question_that_was_asked() -> None:
    found = ratings([{"question": "own-past"}, {"question": "own-what-if", "value": None}])
    assert found["weight"].to_list() == [1.0]


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    rows = [
        {"question": name, "rater_id": rater}
        for name in ("own-past", "own-what-if", "con-past")
        for rater in ("r1", "r2")
    ]
    plain = ratings(rows).drop("response")
    assert ratings([rows[i] for i in order]).drop("response").equals(plain)


def test_no_row_of_the_other_track_is_read() -> None:
    both = [{"question": "own-past"}, {"question": "write-task", "scale_high": 20.0}]
    alone = ratings(both[:1])
    assert ratings(both).equals(alone)
    assert len(ratings(both, "skill")) == 1
