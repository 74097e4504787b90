"""Error of a score against published numbers."""

import json
from pathlib import Path

import pytest

from scoring.measurement import (
    both_clear,
    in_band,
    standard_error_of_difference,
    standard_error_of_measurement,
    true_score,
)

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parents[1] / "reference" / "severity_cases.json").read_text("utf-8")
    )
}


def test_errors_of_measurement_and_of_a_difference_make_the_band() -> None:
    # Cascio, Outtz, Zedeck and Goldstein (1991).
    expected, within = CASES["UNC-01"]["expected"], CASES["UNC-01"]["tolerance"]
    assert standard_error_of_measurement(10.0, 0.84) == pytest.approx(expected["SEM"], abs=within)
    apart = standard_error_of_difference(10.0, 0.84)
    assert apart == pytest.approx(expected["SED"], abs=within)
    for multiple in ("1.96", "1.65", "1.00"):
        wanted = expected[f"band_{multiple}"]
        assert float(multiple) * apart == pytest.approx(wanted, abs=within)
    assert 93 - 1.96 * apart == pytest.approx(expected["band_floor_1.96"], abs=within)


def test_a_fixed_band_stays_and_a_sliding_one_moves_down() -> None:
    # Cascio et al. (1991); Zedeck et al. (1996).
    inputs, expected = CASES["UNC-02"]["inputs"], CASES["UNC-02"]["expected"]
    scores, width = inputs["scores"], inputs["width"]
    assert list(in_band(scores, width)) == expected["fixed_band"]
    assert list(in_band(scores[1:], width)) == expected["sliding_after_top_removed"]
    assert list(in_band(scores[2:], width)) == expected["sliding_after_two_removed"]
    assert in_band([], width) == ()


def test_a_regressed_score_is_less_sure_to_clear_the_cut() -> None:
    # Kelley (1947); Lord and Novick (1968); Dudek (1979).
    expected, within = CASES["UNC-03"]["expected"], CASES["UNC-03"]["tolerance"]
    found = true_score(82.0, 70.0, 10.0, 0.84)
    assert found.estimate == pytest.approx(expected["T_hat"], abs=within)
    assert found.se == pytest.approx(expected["SEE"], abs=within)
    assert [found.low, found.high] == pytest.approx(expected["CI95_T"], abs=within)
    assert found.p_above(80.0) == pytest.approx(expected["P_Kelley"], abs=within)


@pytest.mark.parametrize(
    ("correlation", "name"), [(0.0, "independent"), (0.3, "rho_.3"), (-0.3, "rho_-.3")]
)
def test_two_floors_are_cleared_together_less_surely_than_each(
    correlation: float, name: str
) -> None:
    # Douglas and Mislevy (2010); Chester (2003); Frechet (1951) for the bounds.
    expected, within = CASES["UNC-07"]["expected"], CASES["UNC-07"]["tolerance"]
    found = both_clear(0.9, 0.8, correlation)
    assert found.p == pytest.approx(expected[name], abs=within)
    assert [found.least, found.most] == pytest.approx(expected["frechet_bounds"])


def test_certainty_shrinks_with_each_independent_floor() -> None:
    # Hambleton and Slater (1997): .9, .81, .729, .59049 for one, two, three and five floors.
    case = CASES["UNC-08"]
    p = 1.0
    found = {0: p}
    for k in range(1, 6):
        p = both_clear(p, case["inputs"]["p"]).p
        found[k] = p
    wanted = dict(zip(case["inputs"]["k"], case["expected"]["p_all"], strict=True))
    assert {k: found[k] for k in wanted} == pytest.approx(wanted, abs=case["tolerance"])


def test_a_sure_key_leaves_the_other_to_decide() -> None:
    assert both_clear(1.0, 0.3).p == 0.3
    assert both_clear(0.0, 0.3).p == 0.0
