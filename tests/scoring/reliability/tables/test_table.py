import numpy as np
import polars as pl
import pytest

from scoring.reliability.panel import Panel
from scoring.reliability.tables.elsewhere import irr_alpha, irr_average_limits
from scoring.reliability.tables.models import gwet_coefficients, nested
from scoring.reliability.tables.strata import reliability_by_stratum
from scoring.reliability.tables.table import TableOptions, reliability_of_table

QUICK = TableOptions(draws=0)


def long(table: np.ndarray) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"t{t}", f"r{r}", y) for t, row in enumerate(table) for r, y in enumerate(row)],
        schema={"target": str, "rater": str, "score": float},
        orient="row",
    ).with_columns(pl.col("score").fill_nan(None))


def test_the_other_interval_of_icc_2_k_as_irr_prints_it(case) -> None:
    given_case = case("IRR-02")
    found = irr_average_limits(np.array(given_case["inputs"]["ratings"]))
    assert found == pytest.approx(given_case["expected"]["ICC2_k_irr_variant"], abs=1e-6)
    assert irr_average_limits(np.ones((3, 3))) is None


def test_irr_prints_the_same_alpha_for_two_raters_and_a_lower_one_for_more() -> None:
    assert irr_alpha(0.4, 20, 2) == pytest.approx(0.4)
    # 60 ratings by 3: 1 - .6 x (120 - 1) / (2 x 59) = 1 - .6 x 119 / 118.
    assert irr_alpha(0.4, 60, 3) == pytest.approx(1 - 0.6 * 119 / 118)


def test_shrout_and_fleiss_whole_table(case) -> None:
    table = np.array(case("IRR-01")["inputs"]["ratings"])
    found = reliability_of_table(
        long(table), TableOptions(draws=0, variance=(2.555556, 5.2444444, 1.0194444))
    )
    expected = case("IRR-01")["expected"]
    coefficients = found.coefficients
    assert coefficients["icc2_k"].value == pytest.approx(expected["ICC2_k"])
    # By moments var target is (BMS - EMS) / 4 and G(q,k) on a crossed table is ICC(3,k).
    assert coefficients["g_q_k"].value == pytest.approx(expected["ICC3_k"], abs=1e-6)
    assert coefficients["dependability_k"].value == pytest.approx(expected["ICC2_k"], abs=1e-6)
    assert found.variance["two_way"]["rater"] == 5.2444444
    assert found.raters_needed == dict(
        zip((".70", ".80", ".90"), case("IRR-14")["expected"]["ceil"], strict=True)
    )
    assert (found.n_targets, found.n_complete, found.n_raters, found.n_ratings) == (6, 6, 4, 24)
    assert found.notes == ()


def test_gaps_repeats_and_measurements_are_told_in_notes() -> None:
    gap = reliability_of_table(long(np.array([[1, 2.0], [3, np.nan], [4, 5]])), QUICK)
    assert "2 of 3 targets were rated by every rater" in gap.notes[0]
    twice = pl.concat([long(np.array([[1, 2.0], [3, 4]]))] * 2)
    assert any("repeated" in note for note in reliability_of_table(twice, QUICK).notes)
    fine = reliability_of_table(long(np.arange(130.0).reshape(65, 2) ** 1.1), QUICK)
    assert any("kappas are left out" in note for note in fine.notes)
    assert "fleiss_kappa" not in fine.coefficients


def test_two_raters_have_cohens_kappa_and_its_absence_is_said() -> None:
    found = reliability_of_table(long(np.array([[1, 1.0], [2, 2], [2, 1]])), QUICK)
    assert found.coefficients["cohen_kappa"].value == pytest.approx(0.4)  # (2/3 - 4/9) / (5/9)
    none = reliability_of_table(long(np.array([[1, np.nan], [np.nan, 2.0]])), QUICK)
    assert none.coefficients["cohen_kappa"].value is None
    assert none.coefficients["exact_agreement"].value is None


def test_a_panel_that_never_sits_together_has_no_intraclass_correlation_and_says_why() -> None:
    found = reliability_of_table(long(np.array([[1, 2.0, np.nan], [np.nan, 3.0, 5.0]])), QUICK)
    assert "rated by every rater" in found.coefficients["icc2_1"].said
    assert "rated by every rater" in found.coefficients["kendall_w"].said


def test_a_table_without_any_score_has_no_coefficients() -> None:
    assert reliability_of_table(long(np.array([[np.nan, np.nan]])), QUICK).coefficients == {}


def test_words_have_kappas_but_no_intraclass_correlations() -> None:
    found = reliability_of_table(
        long(np.array([[0, 0.0], [1, 1], [1, 0]])), TableOptions(draws=0, labels=("no", "yes"))
    )
    assert "cohen_kappa" in found.coefficients
    assert "icc2_1" not in found.coefficients
    assert "in this order: no, yes" in found.notes[0]


def test_one_target_has_no_generalizability_and_says_so() -> None:
    found = reliability_of_table(
        long(np.array([[1.0, 2.0]])), TableOptions(draws=0, variance=(1.0, 1.0, 1.0))
    )
    assert found.coefficients["g_q_k"].value is None
    assert found.coefficients["g_q_k"].said
    assert found.coefficients["dependability_k"].value == pytest.approx(0.5)


def test_hopeless_raters_can_never_be_enough() -> None:
    found = reliability_of_table(
        long(np.array([[1.0, 2.0], [2.0, 1.0]])), TableOptions(draws=0, variance=(0.0, 1.0, 1.0))
    )
    assert found.raters_needed == {".70": None, ".80": None, ".90": None}


def test_models_that_the_design_does_not_bear_are_left_out() -> None:
    coefficients, variances = gwet_coefficients(
        Panel.from_matrix(np.array([[1.0, 2.0], [3.0, 5.0]]))
    )
    assert "gwet_2" in variances
    assert "gwet_2_interaction" not in variances
    assert "gwet_1b_inter" not in coefficients
    constant, _ = gwet_coefficients(Panel.from_matrix(np.full((3, 2), 2.0)))
    assert constant["gwet_1a_inter"].value is None
    wide = Panel(np.array([0]), np.array([0]), np.array([1.0]), 1, 3000)
    assert gwet_coefficients(wide) == ({}, {})


@pytest.mark.parametrize(
    "rows",
    [
        [("p", "t1", "r1", 1.0), ("p", "t2", "r1", 2.0)],  # a rater of two items
        [("p", "t1", "r1", 1.0), ("q", "t1", "r1", 1.0), ("p", "t2", "r2", 2.0)],  # a gap
        [
            ("p", "t1", "r1", 1.0),
            ("p", "t1", "r2", 1.0),
            ("p", "t2", "r3", 2.0),
            ("p", "t2", "r4", 2.0),
        ],
        [],
    ],
)
def test_raters_in_items_need_a_complete_nested_design(rows) -> None:
    names = {"target": str, "item": str, "rater": str, "score": float}
    assert nested(pl.DataFrame(rows, schema=names, orient="row")) == ({}, {})


def test_nested_ratings_that_never_differ_are_undefined_in_words() -> None:
    rows = [(p, t, t + r, 3.0) for p in "ab" for t in "xy" for r in "12"]
    names = {"target": str, "item": str, "rater": str, "score": float}
    found, _ = nested(pl.DataFrame(rows, schema=names, orient="row"))
    assert found["erho2"].value is None
    assert found["phi"].said


def test_strata_with_one_common_target_have_no_covariance() -> None:
    table = pl.concat(
        [long(np.array([[1.0, 2.0]])).with_columns(stratum=pl.lit(name)) for name in "ab"]
    )
    found = reliability_by_stratum(table, QUICK)
    assert set(found.strata) == {"a", "b"}
    assert found.between == {}


def test_nothing_is_printed_elsewhere_for_what_is_undefined_here() -> None:
    found = reliability_of_table(long(np.full((3, 3), 4.0)), QUICK)
    assert found.elsewhere == {}
