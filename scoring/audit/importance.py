"""How much each component of a composite, or each predictor of an outcome, really counts."""

from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_REPEATS = 1e-12
"""Unshared variance below which one predictor only repeats another."""


def effective_weights(weights: Array, covariance: Array) -> Array | None:
    """Say what the components of a weighted sum C contribute to its spread.

    Args:
        weights: Nominal weights, shape (n_components,).
        covariance: Of the components, shape (n_components, n_components).

    Returns:
        w_i cov(X_i, C) / var(C), which sums to 1; None where C does not vary.

    Source:
        Wang and Stanley (1970), Review of Educational Research 40:663-705.
    """
    with_sum = covariance @ weights
    spread = float(weights @ with_sum)
    return None if spread <= 0 else weights * with_sum / spread


def equalising_weights(spreads: Array) -> Array:
    """Give the nominal weights at which two components count the same, whatever they share.

    Args:
        spreads: Standard deviations, shape (2,).

    Returns:
        Proportional to 1 / spread, summing to 1.
    """
    inverse = 1 / spreads
    share: Array = inverse / inverse.sum()
    return share


def explained_variance(correlation: Array, predictors: tuple[int, ...]) -> float:
    """The squared multiple correlation of the last variable with some of the others.

    Args:
        correlation: Of predictors and outcome (last), shape (n + 1, n + 1).
        predictors: Which of them, by position. Predictors that repeat each other count once.
    """
    chosen = list(predictors)
    with_outcome = correlation[chosen, -1]
    if len(chosen) == 2:
        between = float(correlation[chosen[0], chosen[1]])
        return _by_two(float(with_outcome[0]), float(with_outcome[1]), between)
    if len(chosen) < 2:
        return float(with_outcome @ with_outcome)
    among = correlation[np.ix_(chosen, chosen)]
    return float(with_outcome @ np.linalg.pinv(among, hermitian=True) @ with_outcome)


def _by_two(first: float, second: float, between: float) -> float:
    """Two predictors, the usual case here, without a general inverse."""
    own = 1 - between**2
    if own < _REPEATS:
        return first**2
    return (first**2 + second**2 - 2 * first * second * between) / own


def shapley_shares(correlation: Array) -> Array:
    """Split explained variance over predictors: the average over all orders of entering them.

    Args:
        correlation: Of predictors and outcome (last), shape (n + 1, n + 1).

    Returns:
        One share of the squared multiple correlation for each predictor; they sum to it.

    Source:
        LMG of Lindeman, Merenda and Gold, as in Groemping (2006), J. Stat. Softw. 17(1).
    """
    size = len(correlation) - 1
    if size == 2:
        return _shares_of_two(correlation)
    explained = {
        frozenset(subset): explained_variance(correlation, subset)
        for n in range(size + 1)
        for subset in combinations(range(size), n)
    }
    shares = np.zeros(size)
    for before, already in explained.items():
        left = size - len(before)
        chance = factorial(len(before)) * factorial(left) / factorial(size) / max(1, left)
        for predictor in set(range(size)) - before:
            shares[predictor] += chance * (explained[before | {predictor}] - already)
    return shares


def _shares_of_two(correlation: Array) -> Array:
    """The usual case here: what each explains alone, and beyond the other, by halves."""
    (_, between, first), (_, _, second) = correlation[:2].tolist()
    both = _by_two(first, second, between)
    own = first * first, second * second
    return np.array([0.5 * own[0] + 0.5 * (both - own[1]), 0.5 * own[1] + 0.5 * (both - own[0])])


def relative_weights(correlation: Array) -> Array:
    """Split explained variance over predictors through their closest orthogonal counterparts.

    For two predictors it is the same as `shapley_shares`, for more nearly so, at a cost that
    does not grow with the number of subsets.

    Args:
        correlation: Of predictors and outcome (last), shape (n + 1, n + 1), predictors
            linearly independent.

    Returns:
        One share of the squared multiple correlation for each predictor; they sum to it.

    Source:
        Johnson (2000), Multivariate Behavioral Research 35:1-19.
    """
    eigenvalues, vectors = np.linalg.eigh(correlation[:-1, :-1])
    loadings = vectors @ np.diag(np.sqrt(eigenvalues)) @ vectors.T
    weights = np.linalg.solve(loadings, correlation[:-1, -1])
    share: Array = loadings**2 @ weights**2
    return share
