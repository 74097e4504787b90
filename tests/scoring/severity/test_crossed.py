"""Fully crossed panels: severity moves everybody alike, and so nobody past another."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.frames import RATINGS
from scoring.severity.model import FitOptions, fit_track

SCORES = st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4), min_size=3, max_size=7)


@settings(max_examples=30)
@given(SCORES)
def test_on_fully_crossed_data_the_order_is_that_of_the_raw_means(table: list[list[int]]) -> None:
    rows = [
        {
            "requisition_id": "R",
            "candidate_id": f"c{at}",
            "candidacy": f"R\x1fc{at}",
            "rater_id": f"r{rater}",
            "track": "values",
            "guide": "culture",
            "dimension": "ownership",
            "question_id": "own",
            "score": 5.0 * score,
            "weight": 1.0,
            "response": 4 * at + rater,
        }
        for at, scores in enumerate(table)
        for rater, score in enumerate(scores)
    ]
    levels = fit_track(pl.DataFrame(rows, schema=RATINGS), FitOptions()).levels
    shift = levels["level"] - levels["raw"]
    assert (shift - shift[0]).abs().max() < 1e-6
