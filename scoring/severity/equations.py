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

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, adder
from scoring.severity.kept import DenseBlock
from scoring.severity.layout import Layout
from scoring.severity.sums import Sums


@dataclass(frozen=True)
class Ratios:
    """Variances over the residual variance; infinity for a fixed factor, 0 for an absent one."""

    absorbed: float
    kept: float
    halo: float


@dataclass(frozen=True)
class Solution:
    """Effects for one or more columns of scores, each of shape (n,) or (n, n_columns).

    Attributes:
        fixed: Coefficients of the fixed effects.
        absorbed: Effects of the absorbed factor.
        kept: Effects of the kept factor.
        halo: Effects of pairs.
        residual: Sums by pair of weight times what is left of the scores.
    """

    fixed: Floats
    absorbed: Floats
    kept: Floats
    halo: Floats
    residual: Floats


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
    def information(self) -> Floats:
        """Information about each absorbed effect, shape (n_absorbed,)."""
        at = self.layout
        return add_up(at.absorbed, self.sums.omega * self.rho, at.n_absorbed)

    @cached_property
    def spread(self) -> Floats:
        """Conditional variance of each absorbed effect, shape (n_absorbed,)."""
        return 1.0 / (_ridge(self.ratios.absorbed) + self.information)

    @cached_property
    def absorbed_to_fixed(self) -> Floats:
        """Information between absorbed and fixed effects, shape (n_absorbed, n_fixed)."""
        return self._gather(self.layout.absorbed, self.layout.n_absorbed)

    @cached_property
    def kept(self) -> DenseBlock:
        """The kept factor's block."""
        at = self.layout
        own = add_up(at.kept, self.sums.omega * self.rho, at.n_kept)
        gone = (self.links.T @ diags_array(self.spread) @ self.links).toarray()
        return DenseBlock(np.diag(own) - gone, _ridge(self.ratios.kept))

    @cached_property
    def kept_to_fixed(self) -> Floats:
        """Information between kept and fixed effects, shape (n_kept, n_fixed)."""
        direct = self._gather(self.layout.kept, self.layout.n_kept)
        return np.asarray(direct - self.links.T @ (self.spread[:, None] * self.absorbed_to_fixed))

    @cached_property
    def regression(self) -> Floats:
        """How kept effects answer to fixed ones, shape (n_kept, n_fixed)."""
        return self.kept.solve(self.kept_to_fixed)

    @cached_property
    def fixed_block(self) -> Floats:
        """Information about the fixed effects alone, shape (n_fixed, n_fixed)."""
        asked = self.sums.asked
        halo = diags_array(self.ratios.halo * self.rho)
        within = np.diag(self.sums.by_question) - (asked.T @ halo @ asked).toarray()
        through = self.absorbed_to_fixed.T @ (self.spread[:, None] * self.absorbed_to_fixed)
        left = self.basis.T @ within @ self.basis - through
        return np.asarray(left - self.kept_to_fixed.T @ self.regression)

    @cached_property
    def fixed_inverse(self) -> Floats:
        """Covariance of the fixed effects, shape (n_fixed, n_fixed)."""
        return np.asarray(np.linalg.inv(self.fixed_block), np.float64)

    @cached_property
    def solution(self) -> Solution:
        """Effects for the scores themselves."""
        return self.solve(self.sums.total, self.sums.total_by_question)

    def solve(self, total: Floats, by_question: Floats) -> Solution:
        """Effects for other scores in the same design.

        Args:
            total: Sums of weight times score by pair, shape (n_pairs,) or (n_pairs, n_columns).
            by_question: The same sums by question.
        """
        at, down = self.layout, _down(total)
        pair_total = down(self.rho) * total
        of_absorbed = adder(at.absorbed, at.n_absorbed) @ pair_total
        of_kept = adder(at.kept, at.n_kept) @ pair_total
        of_kept = of_kept - self.links.T @ (down(self.spread) * of_absorbed)
        halo_part = self.sums.asked.T @ (self.ratios.halo * pair_total)
        of_fixed = self.basis.T @ (by_question - halo_part)
        of_fixed = of_fixed - self.absorbed_to_fixed.T @ (down(self.spread) * of_absorbed)
        fixed = self.fixed_inverse @ (of_fixed - self.regression.T @ of_kept)
        kept = self.kept.solve(of_kept - self.kept_to_fixed @ fixed)
        left = of_absorbed - self.links @ kept - self.absorbed_to_fixed @ fixed
        absorbed = down(self.spread) * left
        left = total - self.sums.asked @ (self.basis @ fixed)
        left = left - down(self.sums.omega) * (absorbed[at.absorbed] + kept[at.kept])
        residual = down(self.rho) * left
        return Solution(fixed, absorbed, kept, self.ratios.halo * residual, residual)

    def _gather(self, codes: Codes, size: int) -> Floats:
        asked = adder(codes, size) @ (diags_array(self.rho) @ self.sums.asked)
        return np.asarray(asked @ self.basis)


def _ridge(ratio: float) -> float:
    return np.inf if ratio == 0 else 1.0 / ratio


def _down(like: Floats) -> Callable[[Floats], Floats]:
    return (lambda values: values) if like.ndim == 1 else (lambda values: values[:, None])
