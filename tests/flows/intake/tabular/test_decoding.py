"""Distinct answers have one number in all stretches, and are counted as far as it matters."""

from collections import Counter

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.tabular.decoding import Distinct
from flows.intake.tabular.legends import ENOUGH
from flows.intake.tabular.shape import Given, QuestionKey

QUESTIONS: list[QuestionKey] = [("a", "", "Rating"), ("b", "", "Rating"), (None, "", "Rating")]
answers = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([None, "1", "2", " 2"])))


@given(stretches=st.lists(answers, max_size=4))
def test_answers_keep_their_numbers_and_rare_ones_are_counted_over_all_stretches(
    stretches: list[list[tuple[int, str | None]]],
) -> None:
    distinct = Distinct()
    for stretch in stretches:
        schema = {"asked": pl.UInt32, "raw": pl.String}
        frame = pl.DataFrame(stretch, schema=schema, orient="row")
        numbers = distinct.numbered(Given(frame, QUESTIONS))["answer"]
        assert [distinct.keys[number] for number in numbers] == [
            (*QUESTIONS[asked], raw) for asked, raw in stretch
        ]
    came = Counter((*QUESTIONS[asked], raw) for stretch in stretches for asked, raw in stretch)
    counted = dict(distinct.counted)
    assert counted.keys() == came.keys()
    assert all(
        min(n, ENOUGH) == min(counted[key], ENOUGH) and counted[key] <= n for key, n in came.items()
    )
