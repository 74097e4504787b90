"""Rank correlation and overlap, against published numbers and another program."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from scoring.audit.rank_comparison import average_overlap, rank_biased_overlap, tau_b, tau_bs


def test_tau_b_with_ties() -> None:
    # SciPy documentation of kendalltau; R cor(method = "kendall").
    assert tau_b([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) == pytest.approx(-0.47140452, abs=1e-7)


def test_tau_b_is_undefined_without_spread() -> None:
    assert tau_b([1, 1, 1], [1, 2, 3]) is None
    assert tau_b([1, 2, 3], [4, 4, 4]) is None
    assert tau_b([], []) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=20))
def test_tau_b_agrees_with_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = zip(*pairs, strict=True)
    expected = kendalltau(one, other).statistic
    found = tau_b(one, other)
    assert (found is None) == bool(np.isnan(expected))
    assert found is None or found == pytest.approx(expected)


def test_tau_b_of_a_large_pool_is_taken_in_blocks() -> None:
    rng = np.random.default_rng(3)
    one, other = rng.integers(0, 50, (2, 1300))
    assert tau_b(one, other) == pytest.approx(kendalltau(one, other).statistic)


groups = st.lists(st.lists(st.tuples(*[st.integers(0, 4)] * 3), max_size=9), max_size=5)


@given(groups)
def test_each_group_is_ranked_as_if_alone(ranked: list[list[tuple[int, int, int]]]) -> None:
    rows = [row for group in ranked for row in group]
    one, other, third = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    found = tau_bs([len(group) for group in ranked], one, other, third)
    assert found == [
        tuple(tau_b([row[0] for row in group], [row[at] for row in group]) for at in (1, 2))
        for group in ranked
    ]


def test_overlap_of_the_lists_of_webber_and_others() -> None:
    # Webber, Moffat and Zobel (2010), Figure 5; average overlap as in the rbo package's tests.
    found = rank_biased_overlap("abcdefg", "zcavwxy", 0.9)
    assert found is not None
    assert found.extrapolated == pytest.approx(0.28821729, abs=1e-7)
    assert found.least == pytest.approx(0.22168558, abs=1e-7)
    assert average_overlap("abcdefg", "zcavwxy", 7) == pytest.approx(0.3122449, abs=1e-7)


@pytest.mark.parametrize(
    ("first", "second", "average", "extrapolated"),
    [
        ("abcde", "bacde", 0.8, 0.9),
        ("abcde", "abced", 0.95, 0.981775),
        ("abcde", "abcde", 1.0, 1.0),
        ("abcde", "fghij", 0.0, 0.0),
        ("123", "132", 0.83333333, 0.955),
    ],
)
def test_overlaps_of_the_packages_own_tests(
    first: str, second: str, average: float, extrapolated: float
) -> None:
    # rbo package (PyPI), tests and README.
    assert average_overlap(first, second, len(first)) == pytest.approx(average, abs=1e-7)
    found = rank_biased_overlap(first, second)
    assert found is not None
    assert found.extrapolated == pytest.approx(extrapolated, abs=1e-7)


def test_nothing_to_compare_has_no_overlap() -> None:
    assert average_overlap("", "abc", 3) is None
    assert rank_biased_overlap("abc", "") is None
