"""The mixed-model equations for given variance ratios, halo and the larger factor absorbed.

Henderson's equations of y = fixed + candidacy + rater + candidacy x rater + error are solved by
elimination. Halo effects, then one factor (`absorbed`), have diagonal blocks and go first; what
remains is a small system over the other factor (`kept`) and the fixed effects.

Variances are in units of the residual variance. A factor that is fixed has ratio infinity, one
that is absent ratio 0, so that levels (candidacies fixed) and predictions (candidacies random)
come from the same lines.

Source:
    Henderson (1975), Biometrics 31; Searle, Casella and McCulloch (1992), chapter 7.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, adder
from scoring.severity.sums import Sums


@dataclass(frozen=True)
class Layout:
    """Which factor is absorbed and which is kept; codes have shape (n_pairs,)."""

    absorbed: Codes
    kept: Codes
    n_absorbed: int
    n_kept: int


@dataclass(frozen=True)
class Ratios:
    """Variances over the residual variance; infinity for a fixed factor, 0 for an absent one."""

    absorbed: float
    kept: float
    halo: float


@dataclass(frozen=True)
class Equations:
    """The equations of one design at one set of ratios.

    Attributes:
        layout: The factors.
        sums: Weighted sums of the ratings.
        ratios: The variance ratios.
        basis: Fixed effects: means by question are `basis @ coefficients`, shape
            (n_questions, n_fixed).
    """

    layout: Layout
    sums: Sums
    ratios: Ratios
    basis: Floats

    @cached_property
    def rho(self) -> Floats:
        """What absorbing halo leaves of a pair's information, shape (n_pairs,)."""
        return 1.0 / (1.0 + self.ratios.halo * self.sums.omega)

    @cached_property
    def links(self) -> Sparse:
        """Information of pairs, shape (n_absorbed, n_kept)."""
        at = self.layout
        shape = (at.n_absorbed, at.n_kept)
        return csr_array((self.sums.omega * self.rho, (at.absorbed, at.kept)), shape=shape)

    @cached_property
    def spread(self) -> Floats:
        """Conditional variance of each absorbed effect, shape (n_absorbed,)."""
        information: Floats = np.asarray(self.links.sum(axis=1)).ravel()
        return 1.0 / (_ridge(self.ratios.absorbed) + information)

    @cached_property
    def fixed_of_pairs(self) -> Sparse:
        """Information between pairs and questions, shape (n_pairs, n_questions)."""
        return csr_array(diags_array(self.rho) @ self.sums.asked)

    @cached_property
    def fixed_of_absorbed(self) -> Floats:
        """Information between absorbed and fixed effects, shape (n_absorbed, n_fixed)."""
        gather = adder(self.layout.absorbed, self.layout.n_absorbed)
        return np.asarray((gather @ self.fixed_of_pairs) @ self.basis)

    @cached_property
    def kept_inverse(self) -> Floats:
        """Inverse of the kept factor's block, shape (n_kept, n_kept)."""
        ridge = _ridge(self.ratios.kept)
        if np.isinf(ridge):
            return np.zeros((self.layout.n_kept, self.layout.n_kept))
        own: Floats = np.asarray(self.links.sum(axis=0)).ravel()
        gone = (self.links.T @ diags_array(self.spread) @ self.links).toarray()
        block = np.diag(own + ridge) - gone
        return np.asarray(cho_solve(cho_factor(block, lower=True), np.eye(len(block))))

    @cached_property
    def fixed_of_kept(self) -> Floats:
        """Information between kept and fixed effects, shape (n_kept, n_fixed)."""
        gather = adder(self.layout.kept, self.layout.n_kept)
        direct = np.asarray((gather @ self.fixed_of_pairs) @ self.basis)
        through = self.spread[:, None] * self.fixed_of_absorbed
        return np.asarray(direct - self.links.T @ through)

    @cached_property
    def regression(self) -> Floats:
        """How kept effects answer to fixed ones, shape (n_kept, n_fixed)."""
        return self.kept_inverse @ self.fixed_of_kept

    @cached_property
    def fixed_inverse(self) -> Floats:
        """Covariance of the fixed effects, shape (n_fixed, n_fixed)."""
        asked = self.sums.asked
        halo = diags_array(self.ratios.halo * self.rho)
        within = np.diag(self.sums.by_question) - (asked.T @ halo @ asked).toarray()
        block = self.basis.T @ within @ self.basis
        through = self.spread[:, None] * self.fixed_of_absorbed
        block = block - self.fixed_of_absorbed.T @ through - self.fixed_of_kept.T @ self.regression
        return np.asarray(np.linalg.inv(block), np.float64)

    @cached_property
    def solution(self) -> "Solution":
        """Estimates and predictions."""
        at, pair_total = self.layout, self.rho * self.sums.total
        of_absorbed = add_up(at.absorbed, pair_total, at.n_absorbed)
        of_kept = add_up(at.kept, pair_total, at.n_kept)
        of_kept = of_kept - self.links.T @ (self.spread * of_absorbed)
        halo_part = self.sums.asked.T @ (self.ratios.halo * pair_total)
        of_fixed = self.basis.T @ (self.sums.total_by_question - halo_part)
        of_fixed = of_fixed - self.fixed_of_absorbed.T @ (self.spread * of_absorbed)
        fixed = self.fixed_inverse @ (of_fixed - self.regression.T @ of_kept)
        kept = self.kept_inverse @ (of_kept - self.fixed_of_kept @ fixed)
        left = of_absorbed - self.links @ kept - self.fixed_of_absorbed @ fixed
        absorbed = self.spread * left
        left_of_pairs = self.sums.total - self.sums.asked @ (self.basis @ fixed)
        left_of_pairs = left_of_pairs - self.sums.omega * (absorbed[at.absorbed] + kept[at.kept])
        halo = self.ratios.halo * self.rho * left_of_pairs
        return Solution(fixed, absorbed, kept, halo)


@dataclass(frozen=True)
class Solution:
    """Fixed coefficients, effects of both factors, and halo of each pair."""

    fixed: Floats
    absorbed: Floats
    kept: Floats
    halo: Floats


def _ridge(ratio: float) -> float:
    return np.inf if ratio == 0 else 1.0 / ratio
