import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.reliability.classification import (
    effective_length,
    floor_decisions,
    livingston_lewis,
)
from scoring.reliability.icc import spearman_brown
from scoring.reliability.precision import (
    composite,
    difference_reliability,
    largest_validity,
    raters_needed,
)


def test_rudner_2001_accuracy_and_consistency_as_cacirt_prints_them(case) -> None:
    given_case = case("UNC-04")
    inputs, expected = given_case["inputs"], given_case["expected"]
    found = floor_decisions(np.array(inputs["theta_hat"]), np.array(inputs["se"]), inputs["cut"])
    assert found.p_above == pytest.approx(expected["p_above"], abs=1e-7)
    assert [
        found.accuracy,
        found.consistency,
        found.false_pass,
        found.false_fail,
    ] == pytest.approx(
        [
            expected["marginal_accuracy"],
            expected["marginal_consistency"],
            expected["expected_false_pass_rate"],
            expected["expected_false_fail_rate"],
        ],
        abs=1e-7,
    )
    assert floor_decisions(np.array([]), np.array([]), 0) is None


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.just(0.0) | st.floats(1e-6, 30)), min_size=1, max_size=9
    )
)
def test_every_decision_is_right_or_one_of_two_errors(pool) -> None:
    level, se = np.array(pool).T
    found = floor_decisions(level, se, 50.0)
    assert found.accuracy + found.false_pass + found.false_fail == pytest.approx(1)
    assert 0.5 - 1e-9 <= found.accuracy <= 1
    assert 0.5 - 1e-9 <= found.consistency <= found.accuracy + 1e-9


def test_livingston_and_lewis_1995_as_betafunctions_prints_them(case) -> None:
    given_case = case("UNC-05")
    inputs, expected = given_case["inputs"], given_case["expected"]
    found = livingston_lewis(
        inputs["l"],
        inputs["u"],
        inputs["alpha"],
        inputs["beta"],
        inputs["effective_test_length"],
        inputs["cut"],
    )
    assert [
        found.true_pass,
        found.false_pass,
        found.false_fail,
        found.true_fail,
        found.accuracy,
        found.consistency,
        found.chance,
        found.kappa,
        found.sensitivity,
        found.specificity,
    ] == pytest.approx(list(expected.values()), abs=given_case["tolerance"])


def test_a_cut_below_all_true_scores_leaves_nobody_truly_below() -> None:
    found = livingston_lewis(0.5, 0.9, 2, 2, 20, 0.3)
    assert found.true_fail == pytest.approx(0, abs=1e-9)
    assert found.specificity is None
    assert found.false_pass == 0


def test_effective_test_length_of_livingston_and_lewis_1995(case) -> None:
    given_case = case("UNC-06")
    inputs = given_case["inputs"]
    found = effective_length(
        inputs["mean"], inputs["var"], inputs["min"], inputs["max"], inputs["reliability"]
    )
    assert found == pytest.approx(given_case["expected"]["n"], abs=1e-7)


def test_raters_needed_by_spearman_brown(case) -> None:
    given_case = case("IRR-14")
    inputs, expected = given_case["inputs"], given_case["expected"]
    needed = [raters_needed(inputs["r1"], target) for target in inputs["targets"]]
    assert needed[0] == pytest.approx(expected["raters_needed_for_.70"], abs=1e-6)
    assert [int(np.ceil(number)) for number in needed] == expected["ceil"]
    assert raters_needed(0.0, 0.8) is None
    assert raters_needed(1.0, 0.8) is None


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_as_many_raters_as_needed_reach_what_was_wanted(single, wanted) -> None:
    assert spearman_brown(single, raters_needed(single, wanted)) == pytest.approx(wanted)


def test_composite_reliability_of_mosier_1943(case) -> None:
    given_case = case("UNC-09")
    inputs, expected = given_case["inputs"], given_case["expected"]
    r = inputs["r12"]
    found = composite(
        np.array(inputs["w"]),
        np.array(inputs["sd"]),
        np.array([[1.0, r], [r, 1.0]]),
        np.array(inputs["rxx"]),
    )
    assert [found.variance, found.reliability, found.sem] == pytest.approx(
        list(expected.values()), abs=1e-7
    )


def test_reliability_of_a_difference_score_lord_1956(case) -> None:
    given_case = case("UNC-10")
    inputs = given_case["inputs"]
    found = difference_reliability(inputs["rxx"], inputs["ryy"], inputs["rxy"])
    assert found == pytest.approx(given_case["expected"]["r_D"], abs=1e-7)
    assert difference_reliability(0.8, 0.8, 1.0) is None


def test_reliability_caps_validity_spearman_1904(case) -> None:
    given_case = case("SEL-10")
    inputs = given_case["inputs"]
    found = [largest_validity(inputs["rho_true"], rxx) for rxx in inputs["rxx"]]
    assert found == pytest.approx(given_case["expected"]["max"], abs=1e-7)
