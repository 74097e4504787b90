import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.reliability.agreement.within_group import (
    NULL_SHARES,
    a_wg,
    average_deviation,
    item_variances,
    null_variance,
    r_star_wg_j,
    r_wg,
    r_wg_j,
    uniform_variance,
    widest_variance,
)

PANELS = st.lists(st.integers(1, 5), min_size=2, max_size=8).map(lambda x: np.array(x, float))


def test_the_family_on_five_raters_and_three_items_as_r_multilevel_prints_it(case) -> None:
    given_case = case("IRR-11")
    ratings = np.array(given_case["inputs"]["ratings"])
    null, widest = uniform_variance(5), widest_variance(1, 5)
    assert (null, widest) == (2.0, 4.0)
    variances = item_variances(ratings)
    expected = given_case["expected"]
    assert variances == pytest.approx(expected["item_variances"])
    assert [
        r_wg(variances[0], null),
        r_wg_j(variances, null),
        r_star_wg_j(variances, null),
        r_star_wg_j(variances, widest),
        a_wg(ratings[:, 0], 1, 5),
        average_deviation(ratings),
        average_deviation(ratings[:, :1]),
    ] == pytest.approx(
        [
            expected["rWG_item1"],
            expected["rWG_J"],
            expected["r_star_WG_J"],
            expected["r_prime_WG_J_maxdissensus"],
            expected["aWG_item1"],
            expected["AD_M"],
            expected["AD_item1"],
        ],
        abs=given_case["tolerance"],
    )


def test_a_polarised_panel_is_below_zero_lebreton_and_senter_2008(case) -> None:
    given_case = case("IRR-12")
    ratings = np.array(given_case["inputs"]["ratings"])[:, None]
    variance = item_variances(ratings)[0]
    assert variance == pytest.approx(given_case["expected"]["s2"])
    assert r_wg(variance, 2.0) == pytest.approx(given_case["expected"]["rWG_raw"], abs=1e-7)


def test_the_null_variances_of_lebreton_and_senter_2008_table_2(case) -> None:
    given_case = case("IRR-13")
    for name, shares in NULL_SHARES.items():
        assert shares == pytest.approx(given_case["inputs"]["null_distributions"][name])
        null = null_variance(shares)
        assert null == pytest.approx(given_case["expected"]["sigma_E2"][name], abs=1e-7)
        assert r_wg(given_case["inputs"]["s2"], null) == pytest.approx(
            given_case["expected"]["rWG"][name], abs=1e-7
        )


def test_an_item_that_one_rater_rated_has_no_variance() -> None:
    found = item_variances(np.array([[1.0, 2.0], [3.0, np.nan]]))
    assert found[0] == pytest.approx(2.0)  # (1 - 2)2 + (3 - 2)2, over 1
    assert np.isnan(found[1])


@given(PANELS)
def test_full_agreement_is_one_and_agreement_never_exceeds_it(panel) -> None:
    variance = item_variances(panel[:, None])[0]
    assert r_wg(variance, 2.0) <= 1
    assert (r_wg(variance, 2.0) == 1) == (np.ptp(panel) == 0)
    found = a_wg(panel, 1, 5)
    assert found is None or found <= 1 + 1e-9
    assert 0 <= average_deviation(panel[:, None]) <= 2


def test_a_panel_at_the_end_of_the_scale_and_a_lone_rater_have_no_awg() -> None:
    assert a_wg(np.array([5.0, 5.0]), 1, 5) is None
    assert a_wg(np.array([3.0]), 1, 5) is None
