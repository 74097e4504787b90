"""Whether the evidence that the policy asks for is there."""

from schemas.config.policy import Coverage
from scoring.coverage import gap_of
from tests.samples.guide import CULTURE
from tests.scoring.test_weights import ratings


def test_two_raters_and_a_question_of_each_required_dimension_are_enough() -> None:
    rows = [{"question": "own-past", "rater_id": rater} for rater in ("r1", "r2")]
    gap = gap_of(ratings(rows), CULTURE.dimensions, Coverage())
    assert gap.complete
    assert gap.n_raters == 2


def test_what_is_lacking_is_named() -> None:
    gap = gap_of(ratings([{"question": "con-past"}]), CULTURE.dimensions, Coverage())
    assert (gap.raters_lacking, gap.dimensions, gap.complete) == (1, ("ownership",), False)


def test_nothing_at_all_lacks_everything() -> None:
    empty = ratings([{"question": "own-past", "value": None}])
    gap = gap_of(empty, CULTURE.dimensions, Coverage())
    assert (gap.n_raters, gap.raters_lacking, gap.dimensions) == (0, 2, ("ownership",))
