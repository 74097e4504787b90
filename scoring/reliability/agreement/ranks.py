"""Agreement in rank: Kendall's W and the mean correlation of pairs of raters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from schemas.results.reliability import Coefficient
from scoring.reliability.words import ALL_EQUAL, FEW_TARGETS, ONE_RATER, ratio, undefined

A_FLAT_RATER = "Undefined: a rater gave everybody the same, so no correlation with the others."


@dataclass(frozen=True)
class Concordance:
    """Kendall's W, corrected for ties, and its test.

    Attributes:
        w: 1 is the same order by all raters, 0 none in common.
        chi2: m (n - 1) W with n - 1 degrees of freedom; None where W is undefined.
        p: Of the test that the raters order at random.
    """

    w: Coefficient
    chi2: float | None = None
    p: float | None = None


def concordance(table: NDArray[np.float64], *, correct_ties: bool = True) -> Concordance:
    """Kendall's W of a complete table, shape (n_targets, n_raters).

    Source: Kendall and Babington Smith (1939); ties after Siegel and Castellan (1988), 9.6.
    """
    n, m = table.shape
    if n < 2 or m < 2:
        return Concordance(undefined(FEW_TARGETS if n < 2 else ONE_RATER))
    ranks = stats.rankdata(table, axis=0)
    totals = ranks.sum(axis=1)
    squares = ((totals - totals.mean()) ** 2).sum()
    ties = _tie_term(ranks) if correct_ties else 0.0
    whole = m**2 * (n**3 - n)
    w = ratio(12 * squares, whole - m * ties, whole)
    if w is None:
        return Concordance(undefined(ALL_EQUAL))
    chi2 = m * (n - 1) * w
    return Concordance(Coefficient(value=float(w)), float(chi2), float(stats.chi2.sf(chi2, n - 1)))


def _tie_term(ranks: NDArray[np.float64]) -> float:
    tied = [np.unique(column, return_counts=True)[1].astype(float) for column in ranks.T]
    return float(sum((count**3 - count).sum() for count in tied))


def mean_correlation(
    table: NDArray[np.float64], *, ranks: bool = False, fisher_z: bool = False
) -> Coefficient:
    """The mean correlation over all pairs of raters of a complete table.

    Args:
        table: Shape (n_targets, n_raters).
        ranks: Spearman's instead of Pearson's.
        fisher_z: Average through Fisher's z, as R's irr does; the plain mean is the default
            since (m W - 1) / (m - 1) equals it where no ranks are tied.
    """
    n, m = table.shape
    if n < 2 or m < 2:
        return undefined(FEW_TARGETS if n < 2 else ONE_RATER)
    if (np.ptp(table, axis=0) == 0).any():
        return undefined(A_FLAT_RATER)
    columns = stats.rankdata(table, axis=0) if ranks else table
    pairs = np.asarray(np.corrcoef(columns, rowvar=False))[np.triu_indices(m, 1)]
    if not fisher_z:
        return Coefficient(value=float(pairs.mean()))
    inside = np.clip(pairs, -1 + 1e-15, 1 - 1e-15)
    return Coefficient(value=float(np.tanh(np.arctanh(inside).mean())))
