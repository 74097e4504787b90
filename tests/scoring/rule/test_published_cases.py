"""The worked cases of non-compensation and of bands, as published or constructed."""

import polars as pl
import pytest

from schemas.config.policy import OrderRule, Policy
from scoring.audit.views import weighted_means
from scoring.rule.judge import judge
from tests.scoring.rule.test_judge import candidacy, column, pool, statuses

SIX = {
    "Ana": (4.4, 3.2),
    "Ben": (2.8, 5.0),
    "Cal": (3.6, 4.1),
    "Dee": (3.0, 2.9),
    "Eli": (3.1, 4.8),
    "Fay": (4.9, 2.0),
}
"""Values and skill on 1 to 5; floors 3.0 and 3.0 (Coombs 1964, Dawes 1964, Einhorn 1970)."""


def percent(rating: float) -> float:
    """A rating on 1 to 5 as 0 to 100."""
    return (rating - 1) / 4 * 100


def exactly(people: dict[str, tuple[float, float]], **other: object) -> pl.DataFrame:
    """A pool of ratings known without error."""
    return pool(
        *(
            candidacy(name, percent(v), percent(s), values_se=0.0, skill_se=0.0, **other)
            for name, (v, s) in people.items()
        )
    )


@pytest.mark.parametrize("seats", [1, 3, 6])
@pytest.mark.parametrize("by", ["leximin", "weighted"])
def test_only_ana_cal_and_eli_hold_both_keys_whatever_the_seats_and_the_order(
    seats: int, by: str
) -> None:
    policy = Policy.model_validate({"order": {"by": by}})
    judged = judge(exactly(SIX, seats=seats), policy)
    passing = judged.filter(pl.col("rank").is_not_null())["candidate_id"]
    assert sorted(passing) == ["Ana", "Cal", "Eli"]
    assert statuses(judged)["Ben"] == "skill_only"
    assert statuses(judged)["Dee"] == "values_only"
    assert statuses(judged)["Fay"] == "values_only"


def test_passers_come_in_leximin_order() -> None:
    judged = judge(exactly(SIX), Policy())
    assert judged["candidate_id"].to_list()[:3] == ["Cal", "Ana", "Eli"]


@pytest.mark.parametrize("skill", [3.0, 5.0, 50.0, float("inf")])
@pytest.mark.parametrize("by", ["leximin", "weighted"])
def test_ben_is_never_shortlisted_at_any_skill(skill: float, by: str) -> None:
    policy = Policy.model_validate({"order": {"by": by}})
    judged = judge(exactly(SIX | {"Ben": (2.8, skill)}, seats=6), policy)
    assert statuses(judged)["Ben"] == "skill_only"
    assert column(judged, "rank")["Ben"] is None
    assert column(judged, "band")["Ben"] is None


def test_no_skill_on_the_whole_grid_rescues_values_below_the_floor() -> None:
    # 17 x 17 quarter points of 1 to 5, floors 3 and 3. The rule rescues none of the 289; a
    # weighted cut at 3.5 rescues values of 2.00, 2.25, 2.50 and 2.75 at some skill.
    grid = [1 + step / 4 for step in range(17)]
    points = {f"{v:g} {s:g}": (v, s) for v in grid for s in grid}
    judged = judge(exactly(points, seats=289), Policy())
    passing = judged.filter(pl.col("rank").is_not_null())["candidate_id"]
    assert len(points) == 289
    assert {points[name][0] for name in passing} == {v for v in grid if v >= 3}
    means = weighted_means(points, (0.5, 0.5))
    rescued = {points[name][0] for name in points if means[name] >= 3.5 and points[name][0] < 3}
    assert sorted(rescued) == [2.0, 2.25, 2.5, 2.75]


def test_the_fixed_band_ends_one_width_below_its_first() -> None:
    # Cascio et al. (1991): error 4 of a score, 5.657 of a difference; at a multiple of 1.96 the
    # band from 93 reaches down to 81.91. Values are far higher, so that skill is the weaker key.
    scores = [93, 90, 88, 84, 82, 81, 75, 70]
    rows = [candidacy(str(score), 1000.0, float(score), values_se=0.0) for score in scores]
    judged = judge(pool(*rows), Policy(order=OrderRule(band_multiple=1.96)))
    bands = column(judged, "band")
    assert [score for score in scores if bands[str(score)] == 1] == [93, 90, 88, 84, 82]


@pytest.mark.parametrize(
    ("left", "first_band"),
    [
        ([90, 88, 84, 82, 81, 75, 70], [90, 88, 84, 82, 81]),
        ([88, 84, 82, 81, 75, 70], [88, 84, 82, 81]),
    ],
)
def test_with_the_first_gone_the_band_starts_from_the_next(
    left: list[int], first_band: list[int]
) -> None:
    # The sliding bands of the same source, each as the fixed band of who is left.
    rows = [candidacy(str(score), 1000.0, float(score), values_se=0.0) for score in left]
    judged = judge(pool(*rows), Policy(order=OrderRule(band_multiple=1.96)))
    bands = column(judged, "band")
    assert [score for score in left if bands[str(score)] == 1] == first_band
