"""Kappa of two raters, plain and weighted, from their table of joint ratings."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from schemas.results.reliability import Coefficient
from scoring.reliability.words import ALL_EQUAL, ratio, undefined

Weighting = Literal["unweighted", "linear", "quadratic"]


def agreement_weights(values: NDArray[np.float64], weighting: Weighting) -> NDArray[np.float64]:
    """How far two values count as agreeing, 0 to 1, shape (n_values, n_values).

    Args:
        values: The different values, ascending; their distances matter, not their places.
        weighting: `unweighted` counts equal values only.
    """
    if weighting == "unweighted" or len(values) < 2:
        return np.eye(len(values))
    apart = np.abs(values[:, None] - values) / (values[-1] - values[0])
    return np.asarray(1 - (apart if weighting == "linear" else apart**2))


def cohens_kappa(
    joint: NDArray[np.float64],
    weights: NDArray[np.float64] | None = None,
    confidence: float = 0.95,
) -> Coefficient:
    """Cohen's kappa of a square table of counts (or proportions), one rater down, one across.

    Args:
        joint: How often each pair of values was given, shape (n_values, n_values).
        weights: Agreement weights, 1 for full agreement; equal values only by default.
        confidence: Of the interval, 0 to 1. No interval for proportions (a total of 1).

    Source:
        Cohen (1960, 1968); large-sample error of Fleiss, Cohen and Everitt (1969).
    """
    n = joint.sum()
    shared = joint / n
    w = np.eye(len(joint)) if weights is None else weights
    rows, columns = shared.sum(axis=1), shared.sum(axis=0)
    seen = float((w * shared).sum())
    chance = float((w * np.outer(rows, columns)).sum())
    value = ratio(seen - chance, 1 - chance, 1.0)
    if value is None:
        return undefined(ALL_EQUAL)
    if n <= 1:
        return Coefficient(value=value)
    reach = special.ndtri((1 + confidence) / 2) * kappa_error(joint, w)
    return Coefficient(value=value, low=float(value - reach), high=float(min(1.0, value + reach)))


def kappa_error(joint: NDArray[np.float64], w: NDArray[np.float64]) -> float:
    """Large-sample standard error of a weighted kappa. Source: Fleiss, Cohen, Everitt (1969)."""
    n = joint.sum()
    shared = joint / n
    rows, columns = shared.sum(axis=1), shared.sum(axis=0)
    seen, chance = (w * shared).sum(), (w * np.outer(rows, columns)).sum()
    kappa = (seen - chance) / (1 - chance)
    middle = (w @ columns)[:, None] + (w.T @ rows)
    terms = (shared * (w - middle * (1 - kappa)) ** 2).sum() - (kappa - chance * (1 - kappa)) ** 2
    return float(np.sqrt(max(terms, 0.0) / n) / (1 - chance))


def from_disagreement(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Agreement weights that give the same kappa as these disagreement weights (Cohen 1968)."""
    return np.asarray(1 - weights / weights.max())
