"""The two-key rule on pools small enough to work by hand."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from schemas.config.policy import OrderRule, Policy
from schemas.words import Track
from scoring.floor import p_above_floor
from scoring.rule.judge import judge

POLICY = Policy()


def candidacy(
    candidate: str, values: float | None, skill: float | None, **other: Any
) -> dict[str, Any]:
    """One row of a pool: floors 50, error 4 on both keys, complete, no flags, two seats."""
    row: dict[str, Any] = {
        "requisition_id": "R-1",
        "candidate_id": candidate,
        "seats": 2,
        "values_level": values,
        "values_se": None if values is None else 4.0,
        "values_floor": 50.0,
        "skill_level": skill,
        "skill_se": None if skill is None else 4.0,
        "skill_floor": 50.0,
        "complete": values is not None and skill is not None,
        "flags_confirmed": 0,
        "flags_seen": 0,
    }
    return row | other


def pool(*rows: dict[str, Any]) -> pl.DataFrame:
    """The rows as a frame, each P from its level, error and floor."""
    floats = {
        f"{track}_{what}": pl.Float64 for track in ("values", "skill") for what in ("level", "se")
    }
    frame = pl.DataFrame(list(rows), schema_overrides=floats, infer_schema_length=None)
    for track in ("values", "skill"):
        columns = (frame[f"{track}_{what}"].to_numpy() for what in ("level", "se", "floor"))
        p = pl.Series(f"{track}_p", p_above_floor(*columns)).fill_nan(None)
        frame = frame.with_columns(p)
    return frame


def statuses(judged: pl.DataFrame) -> dict[str, str]:
    """Status by candidate."""
    return dict(judged.select("candidate_id", "status").iter_rows())


def column(judged: pl.DataFrame, name: str) -> dict[str, Any]:
    """One column by candidate."""
    return dict(judged.select("candidate_id", name).iter_rows())


def test_each_status_is_the_first_that_applies() -> None:
    # With error 4, five points are 1.25 errors: P(55) = .894 stands, P(45) = .106 is surely
    # below, P(51) = .599 is in doubt (upper .8, lower .2).
    judged = judge(
        pool(
            candidacy("both", 55, 55),
            candidacy("skill", 45, 90),
            candidacy("values", 90, 45),
            candidacy("neither", 45, 45),
            candidacy("doubt", 51, 90),
            candidacy("doubt-below", 45, 51),
            candidacy("flag", 90, 90, flags_seen=1),
            candidacy("blocked", 90, 90, flags_seen=2, flags_confirmed=2),
            candidacy("unasked", None, 99),
            candidacy("one-rater", 80, 80, complete=False),
        ),
        POLICY,
    )
    assert statuses(judged) == {
        "both": "shortlisted",
        "skill": "skill_only",
        "values": "values_only",
        "neither": "neither",
        "doubt": "second_look",
        "doubt-below": "skill_only",
        "flag": "second_look",
        "blocked": "blocked",
        "unasked": "incomplete",
        "one-rater": "incomplete",
    }


def test_a_key_with_enough_p_but_a_level_under_its_floor_does_not_stand() -> None:
    row = pool(candidacy("a", 49, 90)).with_columns(values_p=pl.lit(0.9))
    assert statuses(judge(row, POLICY)) == {"a": "second_look"}


def test_the_weakest_of_a_tracks_own_floors_decides_its_standing() -> None:
    row = pool(candidacy("a", 90, 90)).with_columns(values_p=pl.lit(0.1))
    assert statuses(judge(row, POLICY)) == {"a": "skill_only"}


def test_the_weaker_key_orders_passers_and_the_stronger_breaks_ties() -> None:
    # Smaller headrooms (level - 50) / 50: a .30, b .40, c .40; larger: b .60, c .50.
    judged = judge(
        pool(candidacy("a", 95, 65), candidacy("b", 70, 80), candidacy("c", 75, 70)), POLICY
    )
    assert judged["candidate_id"].to_list() == ["b", "c", "a"]
    assert judged["rank"].to_list() == [1, 2, 3]
    assert judged["status"].to_list() == ["shortlisted", "shortlisted", "eligible"]


def test_the_scale_of_order_is_headroom_not_points() -> None:
    # a: values (80 - 60) / 40 = .50; b: skill (74 - 50) / 50 = .48, though 74 - 50 is more points.
    judged = judge(
        pool(candidacy("a", 80, 99, values_floor=60.0), candidacy("b", 99, 74, values_floor=60.0)),
        POLICY,
    )
    assert judged["candidate_id"].to_list() == ["a", "b"]


def test_exact_ties_at_the_last_seat_are_all_shortlisted_and_marked() -> None:
    judged = judge(
        pool(
            candidacy("top", 90, 90),
            candidacy("tie-1", 70, 80),
            candidacy("tie-2", 80, 70),
            candidacy("after", 69, 90),
        ),
        POLICY,
    )
    assert column(judged, "rank") == {"top": 1, "tie-1": 2, "tie-2": 2, "after": 4}
    assert statuses(judged)["after"] == "eligible"
    assert column(judged, "tied_at_seat") == {
        "top": False,
        "tie-1": True,
        "tie-2": True,
        "after": False,
    }


def test_a_tie_that_the_seats_hold_is_not_marked() -> None:
    judged = judge(pool(candidacy("a", 70, 80), candidacy("b", 80, 70)), POLICY)
    assert judged["rank"].to_list() == [1, 1]
    assert not judged["tied_at_seat"].any()


def test_fewer_passers_than_seats_make_a_shorter_list() -> None:
    judged = judge(pool(candidacy("a", 80, 80, seats=5), candidacy("b", 45, 99, seats=5)), POLICY)
    assert statuses(judged) == {"a": "shortlisted", "b": "skill_only"}


def test_the_list_runs_from_passers_to_the_incomplete_who_are_surely_below() -> None:
    judged = judge(
        pool(
            candidacy("unasked-below", None, 30),
            candidacy("unasked", None, 60),
            candidacy("blocked", 90, 90, flags_confirmed=2),
            candidacy("neither", 30, 30),
            candidacy("values", 90, 30),
            candidacy("skill", 30, 90),
            candidacy("doubt", 51, 90),
            candidacy("pass", 60, 60),
        ),
        POLICY,
    )
    assert judged["candidate_id"].to_list() == [
        "pass",
        "doubt",
        "skill",
        "values",
        "neither",
        "blocked",
        "unasked",
        "unasked-below",
    ]
    assert judged["rank"].to_list() == [1] + [None] * 7
    assert judged["band"].to_list() == [1] + [None] * 7


def test_bands_run_from_their_first_within_one_error_of_the_difference() -> None:
    # Headroom error 4 / 50 = .08, of a difference .08 * sqrt(2) = .1131. Smaller headrooms:
    # a .80, b .70 (.10 within), c .68 (.12 out, opens 2), d .60 (.08 within), e .50 (out).
    rows = [
        candidacy(c, level, 99.0) for c, level in zip("abcde", (90, 85, 84, 80, 75), strict=True)
    ]
    assert column(judge(pool(*rows), POLICY), "band") == {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}


def test_a_contrast_of_the_model_widens_or_narrows_the_bands_of_one_track() -> None:
    # 10 points apart on values. Independent errors give 5.66 points: two bands. A contrast of
    # 12 points puts both in one. c's weaker key is skill: independent errors, .28 away, out.
    rows = pool(candidacy("a", 90, 99), candidacy("b", 80, 99), candidacy("c", 99, 76))
    asked: list[tuple[Track, str, list[str]]] = []

    def contrast(track: Track, one: str, others: Sequence[str]) -> np.ndarray:
        asked.append((track, one, list(others)))
        return np.full(len(others), 12.0)

    assert judge(rows, POLICY)["band"].to_list() == [1, 2, 2]
    assert judge(rows, POLICY, contrast)["band"].to_list() == [1, 1, 2]
    assert asked == [
        (Track.VALUES, "R-1\x1fa", ["R-1\x1fa", "R-1\x1fb"]),
        (Track.SKILL, "R-1\x1fc", ["R-1\x1fc"]),
    ]


def test_where_the_model_knows_no_contrast_errors_are_independent() -> None:
    rows = pool(candidacy("a", 90, 99), candidacy("b", 84, 99), candidacy("c", 83, 99))
    unknown = judge(rows, POLICY, lambda _, __, others: np.full(len(others), np.nan))
    assert unknown["band"].to_list() == judge(rows, POLICY)["band"].to_list() == [1, 2, 2]


def test_requisitions_do_not_meet() -> None:
    judged = judge(
        pool(
            candidacy("a", 90, 90),
            candidacy("b", 60, 60, requisition_id="R-0"),
            candidacy("c", 58, 60, requisition_id="R-0", seats=1),
        ).with_columns(seats=pl.lit(1)),
        POLICY,
        lambda _, __, others: np.full(len(others), 9.0),
    )
    assert judged["requisition_id"].to_list() == ["R-0", "R-0", "R-1"]
    assert judged["rank"].to_list() == [1, 2, 1]
    assert judged["band"].to_list() == [1, 1, 1]


def test_a_weighted_order_ranks_passers_only() -> None:
    # 0.3 * values + 0.7 * skill: a 66, b 78; Ben at 45 and 100 would have 83.5 and is not asked.
    weighted = Policy(order=OrderRule(by="weighted", values_weight=0.3))
    judged = judge(
        pool(candidacy("a", 80, 60), candidacy("b", 57, 87), candidacy("ben", 45, 100)), weighted
    )
    assert judged["candidate_id"].to_list() == ["b", "a", "ben"]
    assert judged["rank"].to_list() == [1, 2, None]
    assert judged["band"].to_list() == [1, 1, None]


def test_an_empty_pool_is_judged_to_an_empty_list() -> None:
    judged = judge(pool(candidacy("a", 80, 80)).clear(), POLICY)
    assert judged.is_empty()
    assert {"status", "rank", "band", "tied_at_seat"} <= set(judged.columns)


def test_a_key_that_is_not_a_number_is_no_evidence() -> None:
    row = pool(candidacy("a", float("nan"), 80))
    assert statuses(judge(row, POLICY)) == {"a": "incomplete"}


@pytest.mark.parametrize("level", [float("inf"), 1e9])
def test_skill_beyond_any_scale_and_without_error_opens_no_values_door(level: float) -> None:
    row = pool(candidacy("a", 45, level, skill_se=0.0), candidacy("b", 51, level, skill_se=0.0))
    assert statuses(judge(row, POLICY)) == {"a": "skill_only", "b": "second_look"}
