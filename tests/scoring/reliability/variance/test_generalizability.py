import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.reliability.panel import Panel
from scoring.reliability.variance.generalizability import (
    dependability,
    design,
    generalizability,
    nested_components,
)


def panel_of(pairs: list[list]) -> Panel:
    frame = pl.DataFrame([pair[:2] for pair in pairs], schema=["t", "r"], orient="row")
    return Panel.from_frame(frame.with_columns(s=pl.lit(1.0)), ["t"], "r", "s")


def test_brennan_2001_synthetic_data_4_persons_by_raters_in_tasks(case) -> None:
    given_case = case("IRR-15")
    scores = np.array(given_case["inputs"]["scores[person][task][rater]"], dtype=float)
    found = nested_components(scores)
    assert [
        found.person,
        found.task,
        found.rater_in_task,
        found.person_task,
        found.residual,
        found.relative(),
        found.absolute(),
    ] == pytest.approx(list(given_case["expected"].values()), abs=given_case["tolerance"])


def test_the_multiplier_q_of_putka_2008_for_six_designs(case) -> None:
    given_case = case("IRR-16")
    inputs = given_case["inputs"] | {"unbal_24x6": case("BLUP-04")["inputs"]["ratings"]}
    for name, expected in given_case["expected"].items():
        found = design(panel_of(inputs[name]))
        assert [found.khat, found.q] == pytest.approx(list(expected.values()), abs=1e-7)


def test_g_q_k_of_putka_2008_under_given_variances(case) -> None:
    given_case = case("IRR-17")
    inputs = given_case["inputs"]
    variances = (inputs["var_T"], inputs["var_R"], inputs["var_TR_e"])
    for name, (khat, q) in inputs["designs"].items():
        found = generalizability(*variances, khat, q)
        assert found == pytest.approx(given_case["expected"][name], abs=1e-7)


def test_g_q_k_of_an_unbalanced_interview_table(case) -> None:
    expected = case("BLUP-04")["expected"]
    found = design(panel_of(case("BLUP-04")["inputs"]["ratings"]))
    variances = (expected["var_cand"], expected["var_rater"], expected["var_resid"])
    assert generalizability(*variances, found.khat, found.q) == pytest.approx(
        expected["G_q_k"], abs=1e-6
    )


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=25))
def test_q_lies_between_crossed_and_nested(pairs) -> None:
    found = design(panel_of([list(pair) for pair in pairs]))
    assert found == design(panel_of([list(pair) for pair in pairs + pairs[::-1]]))
    if found.q is not None:
        assert 0 <= found.q <= 1 / found.khat + 1e-12
    assert (found.q is None) == (len({t for t, _ in pairs}) == 1)


@given(
    st.floats(0.01, 10),
    st.floats(0, 10),
    st.floats(0.01, 10),
    st.floats(1, 9),
    st.floats(0, 1),
)
def test_ranking_is_never_less_reliable_than_holding_against_a_floor(
    target, rater, noise, khat, share
) -> None:
    ranking = generalizability(target, rater, noise, khat, share / khat)
    floor = dependability(target, rater, noise, khat)
    assert 0 <= floor <= ranking + 1e-12 <= 1 + 1e-9


def test_without_any_variance_there_is_nothing_to_generalise() -> None:
    assert generalizability(0, 0, 0, 2, 0) is None
    assert dependability(0, 0, 0, 2) is None
