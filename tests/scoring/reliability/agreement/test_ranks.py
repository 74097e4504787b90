import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.reliability.agreement.ranks import concordance, mean_correlation


def test_kendalls_w_of_the_anxiety_data_as_irr_prints_it(case) -> None:
    given_case = case("IRR-05")
    table, expected = np.array(given_case["inputs"]["ratings"]), given_case["expected"]
    found = concordance(table)
    plain = concordance(table, correct_ties=False)
    spearman = mean_correlation(table, ranks=True)
    assert [found.w.value, found.chi2, found.p, plain.w.value, spearman.value] == pytest.approx(
        [
            expected["W_tie_corrected"],
            expected["chi2_corrected"],
            expected["p_corrected"],
            expected["W_uncorrected"],
            expected["mean_pairwise_spearman"],
        ],
        abs=given_case["tolerance"],
    )


def test_w_and_the_mean_rank_correlation_are_one_figure_without_ties_kendall_1970(case) -> None:
    given_case = case("IRR-06")
    table = np.array(given_case["inputs"]["ranks"])
    w, m = concordance(table).w.value, table.shape[1]
    assert w == pytest.approx(given_case["expected"]["W"], abs=1e-7)
    assert (m * w - 1) / (m - 1) == pytest.approx(given_case["expected"]["mean_rho"], abs=1e-7)
    assert mean_correlation(table, ranks=True).value == pytest.approx((m * w - 1) / (m - 1))


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_w_runs_from_none_to_full_concordance(first, second) -> None:
    table = np.array([first, second], dtype=float).T
    w = concordance(table).w.value
    assert -1e-9 <= w <= 1 + 1e-9
    assert concordance(np.exp(table)).w.value == pytest.approx(w)
    assert concordance(np.array([first, first]).T * 1.0).w.value == pytest.approx(1.0)


def test_fishers_z_draws_the_mean_outwards_and_bears_perfect_pairs() -> None:
    # Pairs: 1-2 agree fully, 1-3 and 2-3 correlate .5; the plain mean is 2/3.
    table = np.array([[1.0, 1.0, 2.0], [2.0, 2.0, 1.0], [3.0, 3.0, 3.0]])
    assert mean_correlation(table).value == pytest.approx(2 / 3)
    assert mean_correlation(table, fisher_z=True).value > 2 / 3


def test_what_is_undefined_is_said_in_words() -> None:
    flat = np.array([[1.0, 2.0], [1.0, 3.0]])
    assert "gave everybody the same" in mean_correlation(flat).said
    assert "every rating is the same" in concordance(np.ones((3, 2))).w.said
    for table, words in ((np.ones((1, 2)), "two targets"), (np.ones((3, 1)), "two raters")):
        assert words in mean_correlation(table).said
        assert words in concordance(table).w.said
