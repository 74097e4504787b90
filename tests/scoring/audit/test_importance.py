"""Effective weights and shares of explained variance, against published numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.audit.importance import (
    effective_weights,
    equalising_weights,
    explained_variance,
    relative_weights,
    shapley_shares,
)


def symmetric(*lower: list[float]) -> np.ndarray:
    """A correlation matrix from the rows below its diagonal."""
    size = len(lower) + 1
    matrix = np.eye(size)
    for row, cells in enumerate(lower, 1):
        matrix[row, : len(cells)] = cells
        matrix[: len(cells), row] = cells
    return matrix


SWISS = symmetric(
    [-0.6865422086171],
    [-0.6395225189483, 0.6984152962885],
    [0.4010950530487, -0.5727418060642, -0.1538589170909],
    [-0.06085860841658, -0.114021596482, -0.09932184582135, 0.1754959075966],
    [0.35307918362, -0.6458827064573, -0.6637888570351, 0.4636847006518, 0.416556031435],
)
MTCARS = symmetric(
    [0.902032872147],
    [0.8324474527218, 0.7909485863698],
    [-0.4926865993895, -0.5555691985625, -0.1257042582255],
    [-0.8521619594266, -0.8475513792625, -0.7761683718266, 0.4802847573388],
)
IOPSYCH = symmetric([0.2], [0.3, 0.5], [0.4, 0.1, 0.2], [-0.4, 0.1, -0.3, 0.4])


def test_even_weights_give_skill_two_thirds_where_it_spreads_more() -> None:
    # Skill spreads 1.0 and values 0.6, correlation .30 (Wang and Stanley 1970): 69 / 31.
    covariance = np.array([[1.0, 0.18], [0.18, 0.36]])
    found = effective_weights(np.array([0.5, 0.5]), covariance)
    assert found == pytest.approx([0.68604651, 0.31395349], abs=1e-7)
    with_sum = covariance @ [0.5, 0.5] / np.sqrt(np.diag(covariance) * 0.43)
    assert with_sum == pytest.approx([0.89974156, 0.68624357], abs=1e-7)


def test_three_components() -> None:
    covariance = np.array([[100.0, 25, 4], [25, 25, 3], [4, 3, 4]])
    found = effective_weights(np.array([0.4, 0.3, 0.3]), covariance)
    assert found == pytest.approx([0.7460743, 0.21141325, 0.04251245], abs=1e-7)


def test_a_sum_that_does_not_vary_has_no_weights() -> None:
    assert effective_weights(np.array([0.5, 0.5]), np.zeros((2, 2))) is None


def test_weights_inverse_to_the_spread_make_two_components_equal() -> None:
    weights = equalising_weights(np.array([1.0, 0.6]))
    assert weights == pytest.approx([0.375, 0.625], abs=1e-7)
    covariance = np.array([[1.0, 0.18], [0.18, 0.36]])
    assert effective_weights(weights, covariance) == pytest.approx([0.5, 0.5], abs=1e-7)


def test_shapley_shares_of_the_swiss_data() -> None:
    # Groemping (2006), J. Stat. Softw. 17(1), section 4; R relaimpo 2.2-7.
    expected = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    assert shapley_shares(SWISS) == pytest.approx(expected, abs=1e-6)
    assert explained_variance(SWISS, (0, 1, 2, 3, 4)) == pytest.approx(0.706735, abs=1e-6)


def test_relative_weights_of_the_cars_data() -> None:
    # CRAN rwa README.
    expected = [0.22847973, 0.22214687, 0.23217444, 0.0963886]
    found = relative_weights(MTCARS)
    assert found == pytest.approx(expected, abs=1e-6)
    assert found.sum() == pytest.approx(0.77918964, abs=1e-6)
    shares = [29.32273666, 28.50998774, 29.79691049, 12.37036511]
    assert 100 * found / found.sum() == pytest.approx(shares, abs=1e-6)


def test_four_predictors_both_ways() -> None:
    # CRAN iopsych relWt example.
    raw = [0.24066119, 0.05492664, 0.12143476, 0.28158189]
    lmg = [0.23807039, 0.0561032, 0.11800387, 0.28642702]
    assert relative_weights(IOPSYCH) == pytest.approx(raw, abs=1e-7)
    assert shapley_shares(IOPSYCH) == pytest.approx(lmg, abs=1e-7)


def test_two_predictors_are_split_alike_both_ways() -> None:
    # r12 .3, r1y .5, r2y .4: .20434066 and .11434066, R2 .31868132 (Johnson 2000).
    matrix = symmetric([0.3], [0.5, 0.4])
    for found in (shapley_shares(matrix), relative_weights(matrix)):
        assert found == pytest.approx([0.20434066, 0.11434066], abs=1e-7)
        assert found.sum() == pytest.approx(0.31868132, abs=1e-7)


def test_a_predictor_that_repeats_another_shares_with_it() -> None:
    # r12 = 1 and r = .6 with the outcome: R2 is .36 with either or both, half for each.
    matrix = symmetric([1.0], [0.6, 0.6])
    assert shapley_shares(matrix) == pytest.approx([0.18, 0.18], abs=1e-9)


@given(st.floats(-0.9, 0.9), st.floats(-0.6, 0.6), st.floats(-0.6, 0.6))
def test_shares_sum_to_what_is_explained(r12: float, r1: float, r2: float) -> None:
    matrix = symmetric([r12], [r1, r2])
    assert shapley_shares(matrix).sum() == pytest.approx(explained_variance(matrix, (0, 1)))
