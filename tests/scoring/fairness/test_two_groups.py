import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scoring.fairness.implied import (
    cohens_d,
    composite_d,
    false_alarm_rates,
    hedges_factor,
    rates_implied,
    ratio_at_majority_rate,
)
from scoring.fairness.intervals import clopper_pearson, katz, wilson, woolf
from scoring.fairness.two_groups import (
    Counts,
    below_four_fifths,
    cohens_h,
    compare,
    flips,
    impact_ratio,
    ratio_with_one_moved,
)

COUNTS = st.tuples(st.integers(1, 40), st.integers(1, 40), st.floats(0, 1), st.floats(0, 1)).map(
    lambda x: Counts(round(x[0] * x[2]), x[0], round(x[1] * x[3]), x[1])
)
RENAMED = {"shortfall_expected_minus_actual": "shortfall"}


@pytest.mark.parametrize("identifier", ["AI-01", "AI-02", "AI-03"])
def test_every_named_test_on_the_uniform_guidelines_and_morris_2017_tables(
    case, identifier: str
) -> None:
    given_case = case(identifier)
    inputs, tolerance = given_case["inputs"], given_case["tolerance"]
    counts = Counts(
        inputs["focal_selected"], inputs["focal_n"], inputs["ref_selected"], inputs["ref_n"]
    )
    expected = dict(given_case["expected"])
    assert impact_ratio(counts) == pytest.approx(expected.pop("impact_ratio"), abs=tolerance)
    assert below_four_fifths(counts) is expected.pop("four_fifths_violation")
    limits = katz(counts.a, counts.n1, counts.b, counts.n2)
    assert limits == pytest.approx(expected.pop("IR_CI95"), abs=tolerance)
    assert counts.a / counts.n1 == pytest.approx(expected.pop("rate_focal"))
    assert counts.b / counts.n2 == pytest.approx(expected.pop("rate_ref"))
    # The Katz interval is symmetric on the log scale: twice 1.959964 errors wide.
    assert np.log(limits[1] / limits[0]) / (2 * 1.959963984540054) == pytest.approx(
        expected.pop("lnIR_se"), abs=tolerance
    )
    found = compare("focal", "reference", counts).model_dump()
    for name, value in expected.items():
        assert found[RENAMED.get(name, name)] == pytest.approx(value, abs=tolerance), name


def test_the_flip_flop_rule_of_questions_and_answers_21(case) -> None:
    given_case = case("AI-04")
    for name, expected in given_case["expected"].items():
        counts = Counts(*given_case["inputs"][name])
        assert flips(counts) is expected["flips"]
        ratio = ratio_with_one_moved(counts)
        assert min(ratio, 1 / ratio) == pytest.approx(expected["new_impact_ratio"], abs=1e-7)


def test_one_selection_moved_is_weaker_than_the_flip_roth_bobko_and_switzer_2006(case) -> None:
    given_case = case("AI-05")
    for name, inputs in given_case["inputs"].items():
        found = ratio_with_one_moved(Counts(*inputs))
        assert found == pytest.approx(given_case["expected"][name], abs=1e-7)
    base = impact_ratio(Counts(*given_case["inputs"]["10_of_20_vs_13_of_20"]))
    assert base == pytest.approx(given_case["expected"]["base_10_of_20_vs_13_of_20"], abs=1e-7)


def test_four_fifths_is_compared_in_whole_numbers(case) -> None:
    given_case = case("AI-23")
    for a, n1, b, n2 in given_case["inputs"]["pairs"]:
        assert impact_ratio(Counts(a, n1, b, n2)) == 0.8
        assert not below_four_fifths(Counts(a, n1, b, n2))
        assert below_four_fifths(Counts(a * 100 - 1, n1 * 100, b * 100, n2 * 100))


def test_wilson_and_clopper_pearson_on_two_of_ten(case) -> None:
    given_case = case("AI-19")
    inputs, expected = given_case["inputs"], given_case["expected"]
    assert wilson(inputs["x"], inputs["n"]) == pytest.approx(expected["wilson"], abs=1e-6)
    assert clopper_pearson(inputs["x"], inputs["n"]) == pytest.approx(
        expected["clopper_pearson"], abs=1e-6
    )
    assert wilson(0, 0) is None
    assert clopper_pearson(0, 0) is None
    assert clopper_pearson(0, 4)[0] == 0
    assert clopper_pearson(4, 4)[1] == 1


def test_katz_and_woolf_intervals_on_morris_data(case) -> None:
    given_case = case("AI-21")
    counts = (*given_case["inputs"]["focal"], *given_case["inputs"]["ref"])
    expected = given_case["expected"]
    assert katz(*counts) == pytest.approx(expected["IR_CI95"], abs=1e-6)
    assert woolf(*counts) == pytest.approx(expected["OR_CI95"], abs=1e-6)
    assert katz(0, 5, 2, 5) is None
    assert woolf(5, 5, 2, 5) is None


def test_cohens_h_of_six_and_three_in_ten(case) -> None:
    given_case = case("AI-17")
    inputs = given_case["inputs"]
    found = cohens_h(inputs["p1"], inputs["p2"])
    assert found == pytest.approx(given_case["expected"]["h"], abs=1e-7)


@pytest.mark.parametrize("identifier", ["AI-12", "AI-13"])
def test_rates_implied_by_a_difference_de_corte_and_lievens_2003(case, identifier) -> None:
    given_case = case(identifier)
    inputs, expected = given_case["inputs"], given_case["expected"]
    majority, minority = rates_implied(inputs["d"], inputs["sr"], inputs["pct_minority"])
    assert [majority, minority, minority / majority] == pytest.approx(
        [expected["sr_majority"], expected["sr_minority"], expected["impact_ratio"]], abs=1e-6
    )


def test_ratios_by_difference_and_majority_rate_sackett_and_wilk_1994(case) -> None:
    for name, expected in case("AI-14")["expected"].items():
        d, rate = (float(part.split("=")[1]) for part in name.split(","))
        assert ratio_at_majority_rate(d, rate) == pytest.approx(expected, abs=1e-6)


def test_d_of_a_composite_sackett_and_ellingson_1997(case) -> None:
    given_case = case("AI-15")
    differences = np.array(given_case["inputs"]["d"])
    found = [composite_d(differences, r) for r in given_case["inputs"]["r"]]
    assert found == pytest.approx(list(given_case["expected"].values()), abs=1e-7)


def test_cohens_d_and_hedges_correction(case) -> None:
    given_case = case("AI-22")
    x, y = (np.array(given_case["inputs"][name]) for name in "xy")
    expected, freedom = given_case["expected"], len(x) + len(y) - 2
    d = cohens_d(x, y)
    assert [d, d * hedges_factor(freedom, exact=False), hedges_factor(freedom)] == pytest.approx(
        [expected["d"], expected["g_approx"], expected["J_exact"]], abs=1e-7
    )
    assert cohens_d(x, np.array([])) is None
    assert cohens_d(np.array([1.0]), np.array([2.0])) is None
    assert cohens_d(np.ones(3), np.ones(3)) is None


def test_how_often_equal_groups_break_four_fifths(case) -> None:
    given_case = case("AI-20")
    expected = given_case["expected"]
    for config, either, focal in zip(
        given_case["inputs"]["configs(n_focal,n_ref,p)"],
        expected["P(any group flagged)"],
        expected["P(focal flagged)"],
        strict=True,
    ):
        assert false_alarm_rates(*config) == pytest.approx((either, focal), abs=1e-7)


def test_when_all_fare_alike_there_is_no_z_and_no_way_to_move() -> None:
    found = compare("a", "b", Counts(3, 3, 5, 5))
    assert (found.z, found.p_z_two_sided, found.chi2, found.phi) == (None,) * 4
    assert (found.odds_ratio, found.odds_low, found.one_more_ratio) == (None,) * 3
    assert found.fisher_two_sided == pytest.approx(1)
    assert found.flips is False
    assert ratio_with_one_moved(Counts(0, 4, 1, 4)) is None


@given(COUNTS)
def test_exact_tests_are_scipys_and_mid_p_is_milder(counts) -> None:
    found = compare("a", "b", counts)
    for p in (found.fisher_two_sided, found.fisher_one_sided_less, found.midp_two_sided_central):
        assert -1e-12 <= p <= 1 + 1e-9
    assert found.midp_one_sided <= found.fisher_one_sided_less + 1e-9
    table = np.array([[counts.a, counts.n1 - counts.a], [counts.b, counts.n2 - counts.b]])
    assert found.fisher_two_sided == pytest.approx(stats.fisher_exact(table).pvalue)
    one_sided = stats.fisher_exact(table, alternative="less").pvalue
    assert found.fisher_one_sided_less == pytest.approx(one_sided)
    if found.flips:
        assert counts.a * counts.n2 < counts.b * counts.n1


@given(COUNTS)
def test_the_rate_lies_in_its_intervals(counts) -> None:
    rate = counts.a / counts.n1
    for limits in (wilson(counts.a, counts.n1), clopper_pearson(counts.a, counts.n1)):
        assert limits[0] - 1e-12 <= rate <= limits[1] + 1e-12


@given(COUNTS, st.integers(2, 5))
def test_four_fifths_does_not_depend_on_how_many_times_the_same_happened(counts, times) -> None:
    larger = Counts(*(times * count for count in (counts.a, counts.n1, counts.b, counts.n2)))
    assert below_four_fifths(counts) is below_four_fifths(larger)
    assert impact_ratio(counts) == impact_ratio(larger)
