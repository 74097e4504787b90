import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from scoring.reliability.icc import NAMES, intraclass, mean_squares, spearman_brown

TABLES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 7), st.integers(2, 5)),
    elements=st.integers(1, 9).map(float),
)


def test_the_six_coefficients_of_shrout_and_fleiss_1979(case) -> None:
    given_case = case("IRR-01")
    table, expected = np.array(given_case["inputs"]["ratings"]), given_case["expected"]
    ms, found = mean_squares(table), intraclass(table)
    assert [ms.between, ms.within, ms.raters, ms.error] == pytest.approx(
        [expected[name] for name in ("BMS", "WMS", "JMS", "EMS")], abs=given_case["tolerance"]
    )
    for name in NAMES:
        assert found[name].value == pytest.approx(expected[name.upper().replace("_K", "_k")])


def test_their_intervals_as_psych_prints_them(case) -> None:
    given_case = case("IRR-02")
    found = intraclass(np.array(given_case["inputs"]["ratings"]))
    for name, limits in given_case["expected"].items():
        if name == "ICC2_k_irr_variant":
            continue
        ours = found[name.removesuffix("_from_SB").lower()]
        assert [ours.low, ours.high] == pytest.approx(limits, abs=given_case["tolerance"])


def test_cronbachs_alpha_over_raters_is_icc_3_k_hoyt_1941(case) -> None:
    given_case = case("IRR-18")
    table = np.array(given_case["inputs"]["ratings"])
    k = table.shape[1]
    items, total = table.var(axis=0, ddof=1).sum(), table.sum(axis=1).var(ddof=1)
    cronbach = k / (k - 1) * (1 - items / total)
    assert cronbach == pytest.approx(given_case["expected"]["alpha"], abs=1e-7)
    assert intraclass(table)["icc3_k"].value == pytest.approx(cronbach, abs=1e-12)


def test_spearman_brown_steps_icc_2_1_up_to_icc_2_4(case) -> None:
    given_case = case("IRR-14")
    inputs = given_case["inputs"]
    assert spearman_brown(inputs["r1"], inputs["k"]) == pytest.approx(
        given_case["expected"]["ICC2_k_from_SB"], abs=given_case["tolerance"]
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([[3.0, 3.0], [3.0, 3.0]], "every rating is the same"),
        ([[3.0], [4.0]], "two raters"),
        ([[3.0, 4.0]], "two targets"),
    ],
)
def test_what_is_undefined_is_said_in_words(table: list[list[float]], words: str) -> None:
    found = intraclass(np.array(table))
    assert set(found) == set(NAMES)
    for coefficient in found.values():
        assert coefficient.value is None
        assert words in coefficient.said


def test_raters_who_differ_by_a_constant_leave_icc_3_without_an_interval() -> None:
    # Rater 2 always gives 1 more: no residual, so ICC(3,1) is 1 and F is infinite.
    found = intraclass(np.array([[1.0, 2.0], [3.0, 4.0], [4.0, 5.0]]))
    assert found["icc3_1"].value == pytest.approx(1.0)
    assert found["icc3_1"].low is None
    assert "do not vary" in found["icc3_1"].said
    assert found["icc2_1"].value is not None
    assert found["icc2_1"].value < 1


def test_targets_that_do_not_differ_have_no_mean_reliability() -> None:
    # BMS = 0: ICC(1,1) = -WMS / WMS = -1 for two raters, and its mean has no limit below.
    found = intraclass(np.array([[1.0, 2.0], [2.0, 1.0]]))
    assert found["icc1_1"].value == pytest.approx(-1.0)
    assert found["icc1_k"].value is None
    assert found["icc2_1"].value is None
    assert "too little" in found["icc2_1"].said


@given(TABLES, st.randoms(use_true_random=False), st.floats(0.5, 20), st.integers(-50, 50))
def test_order_of_people_and_the_unit_of_the_scale_change_nothing(
    table, shuffler, scale, shift
) -> None:
    rows, columns = list(range(table.shape[0])), list(range(table.shape[1]))
    shuffler.shuffle(rows)
    shuffler.shuffle(columns)
    first = intraclass(table)
    second = intraclass(table[rows][:, columns] * scale + shift)
    for name in NAMES:
        assert (first[name].value is None) == (second[name].value is None)
        if first[name].value is not None:
            assert second[name].value == pytest.approx(first[name].value, rel=1e-6, abs=1e-6)


@given(TABLES)
def test_no_coefficient_is_above_one_and_each_lies_in_its_interval(table) -> None:
    for coefficient in intraclass(table).values():
        if coefficient.value is not None:
            assert coefficient.value <= 1 + 1e-9
            assert coefficient.low is None or coefficient.low <= coefficient.value + 1e-9
            assert coefficient.high is None or coefficient.high >= coefficient.value - 1e-9


def test_a_latin_square_of_ratings_defeats_the_approximation_and_says_so() -> None:
    # Neither targets nor raters differ: BMS = JMS = 0, EMS = 1.5, ICC(2,1) = -1.5 / 1.5 = -1.
    found = intraclass(np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 1.0], [3.0, 1.0, 2.0]]))
    assert found["icc2_1"].value == pytest.approx(-1)
    assert found["icc2_1"].low is None
    assert "approximation fails" in found["icc2_1"].said
