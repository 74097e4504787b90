"""Other orders, against the worked cases: they explain a list and never make one."""

import pytest

from scoring.audit.views import (
    geometric_mean_order,
    lexicographic_order,
    leximin_order,
    pareto_layers,
    weighted_mean_order,
    weighted_means,
)
from tests.scoring.rule.test_published_cases import SIX

EVEN = (0.5, 0.5)


def test_six_candidates_in_every_order() -> None:
    assert weighted_mean_order(SIX, EVEN) == ["Eli", "Ben", "Cal", "Ana", "Fay", "Dee"]
    means = {"Ana": 3.8, "Ben": 3.9, "Cal": 3.85, "Dee": 2.95, "Eli": 3.95, "Fay": 3.45}
    assert weighted_means(SIX, EVEN) == pytest.approx(means, abs=1e-7)
    assert leximin_order(SIX) == ["Cal", "Ana", "Eli", "Dee", "Ben", "Fay"]
    assert lexicographic_order(SIX) == ["Fay", "Ana", "Cal", "Eli", "Dee", "Ben"]
    assert geometric_mean_order(SIX) == ["Eli", "Cal", "Ana", "Ben", "Fay", "Dee"]


def test_the_first_pareto_layer_holds_ben_and_so_never_makes_a_list() -> None:
    assert pareto_layers(SIX) == [["Ana", "Ben", "Cal", "Eli", "Fay"], ["Dee"]]


def test_hammond_equity_tells_leximin_from_every_weighting() -> None:
    # a = (2.0, 5.0), b = (2.1, 2.2): an even mean prefers a (3.50 to 2.15); a weighting prefers
    # b only with more than 2.8 / 2.9 = .96552 on values (Hammond 1976).
    pair = {"a": (2.0, 5.0), "b": (2.1, 2.2)}
    assert leximin_order(pair)[0] == "b"
    assert weighted_means(pair, EVEN) == pytest.approx({"a": 3.5, "b": 2.15}, abs=1e-7)
    turn = 0.96551724
    assert weighted_mean_order(pair, (turn - 1e-6, 1 - turn + 1e-6))[0] == "a"
    assert weighted_mean_order(pair, (turn + 1e-6, 1 - turn - 1e-6))[0] == "b"


def test_a_weighted_cut_lets_the_highest_skill_rescue_values_a_point_below_the_floor() -> None:
    # Cut 3.5, floor 3, skill at most 5: at even weights values of 2.0 still make it; the gap
    # closes only at a values weight of .75.
    assert weighted_means({"x": (2.0, 5.0)}, EVEN)["x"] == pytest.approx(3.5)
    assert weighted_means({"x": (1.99, 5.0)}, EVEN)["x"] < 3.5
    assert weighted_means({"x": (3.0, 5.0)}, (0.75, 0.25))["x"] == pytest.approx(3.5)
    assert weighted_means({"x": (2.99, 5.0)}, (0.75, 0.25))["x"] < 3.5


def test_weights_put_values_first_only_above_a_ratio_of_sixteen() -> None:
    # One quarter point of values against the whole range of skill: 4 / 0.25 = 16.
    pair = {"better-values": (3.25, 1.0), "better-skill": (3.0, 5.0)}
    assert lexicographic_order(pair)[0] == "better-values"
    assert weighted_mean_order(pair, (15.9, 1.0))[0] == "better-skill"
    assert weighted_mean_order(pair, (16.1, 1.0))[0] == "better-values"


def test_equal_points_share_a_pareto_layer() -> None:
    # Goldberg (1989); b and g are the same point.
    points = {
        "a": (5, 1),
        "b": (4, 4),
        "c": (3, 5),
        "d": (3, 3),
        "e": (5, 5),
        "f": (2, 2),
        "g": (4, 4),
    }
    assert pareto_layers(points) == [["e"], ["a", "b", "c", "g"], ["d"], ["f"]]


def test_leximin_breaks_the_ties_of_the_weakest_key_by_the_next() -> None:
    # Sen (1970): p, q and r share their smallest, 3.
    points = {"p": (3, 3, 5), "q": (3, 4, 4), "r": (3, 3, 4), "s": (2, 5, 5)}
    assert [min(points[name]) for name in "pqr"] == [3, 3, 3]
    assert leximin_order(points) == ["q", "p", "r", "s"]
