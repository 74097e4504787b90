"""The mixed-model equations for given variance ratios, halo and the larger factor absorbed.

Henderson's equations of y = fixed + candidacy + rater + candidacy x rater + error are solved by
elimination. Halo effects, then one factor (`absorbed`), have diagonal blocks and go first; what
remains is a small system over the other factor (`kept`) and the fixed effects. Levels of the
absorbed factor that were rated alike (a panel) share their equations.

Variances are in units of the residual variance. A factor that is fixed has ratio infinity, one
that is absent ratio 0, so that levels (candidacies fixed) and predictions (candidacies random)
come from the same lines.

Source:
    Henderson (1975), Biometrics 31; Searle, Casella and McCulloch (1992), chapter 7.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, adder, gram, scaled
from scoring.severity.design.layout import Layout
from scoring.severity.design.sums import Sums
from scoring.severity.solving.kept import Kept, Precision, kept_block

ROWS_AT_ONCE = 32_768


@dataclass(frozen=True)
class Ratios:
    """Variances over the residual variance; infinity for a fixed factor, 0 for an absent one."""

    absorbed: float
    kept: float
    halo: float


@dataclass(frozen=True)
class Solution:
    """Effects for one set of scores.

    Attributes:
        fixed: Coefficients of the fixed effects, shape (n_fixed,).
        absorbed: Effects of the absorbed factor, shape (n_absorbed,).
        kept: Effects of the kept factor, shape (n_kept,).
        halo: Effects of pairs, shape (n_pairs,).
        residual: Sums by pair of weight times what is left of the scores, shape (n_pairs,).
    """

    fixed: Floats
    absorbed: Floats
    kept: Floats
    halo: Floats
    residual: Floats


@dataclass(frozen=True)
class Reduced:
    """Right-hand sides after elimination: absorbed, kept and fixed effects."""

    absorbed: Floats
    kept: Floats
    fixed: Floats


@dataclass(frozen=True)
class Equations:
    """The equations of one design at one set of ratios.

    Attributes:
        layout: The factors.
        sums: Weighted sums of the ratings.
        ratios: The variance ratios.
        basis: Fixed effects: means by question are `basis @ coefficients`, shape
            (n_questions, n_fixed).
        precision: How far exactness is carried where the kept factor is large.
        near: The regression at other ratios, to start a search from.
    """

    layout: Layout
    sums: Sums
    ratios: Ratios
    basis: Floats
    precision: Precision
    near: Floats | None = None

    @cached_property
    def rho(self) -> Floats:
        """What absorbing halo leaves of a pair's information, shape (n_pairs,)."""
        return 1.0 / (1.0 + self.ratios.halo * self.sums.omega)

    @cached_property
    def standing(self) -> Floats:
        """Information of the pairs that stand for panels, shape (n_standing,)."""
        pairs = self.layout.panels.pairs
        return self.sums.omega[pairs] * self.rho[pairs]

    @cached_property
    def links(self) -> Sparse:
        """Information of pairs, shape (n_panels, n_kept)."""
        panels, kept = self.layout.panels, self.layout.kept
        shape = (panels.n_panels, self.layout.n_kept)
        return csr_array((self.standing, (panels.panel, kept[panels.pairs])), shape=shape)

    @cached_property
    def information(self) -> Floats:
        """Information about an absorbed effect of each panel, shape (n_panels,)."""
        panels = self.layout.panels
        return add_up(panels.panel, self.standing, panels.n_panels)

    @cached_property
    def spread(self) -> Floats:
        """Conditional variance of an absorbed effect of each panel, shape (n_panels,)."""
        return 1.0 / (_ridge(self.ratios.absorbed) + self.information)

    @cached_property
    def asked(self) -> Sparse:
        """Information between standing pairs and questions, shape (n_standing, n_questions)."""
        pairs = self.layout.panels.pairs
        return scaled(self.rho[pairs], self.sums.asked[pairs])

    @cached_property
    def absorbed_asked(self) -> Sparse:
        """Information between absorbed effects and questions, shape (n_panels, n_questions)."""
        panels = self.layout.panels
        return csr_array(adder(panels.panel, panels.n_panels) @ self.asked)

    def along(self, panels: slice | Codes) -> Floats:
        """How absorbed effects of some panels answer to the fixed ones, shape (n, n_fixed).

        That is their information on fixed effects less what kept effects take of it.
        """
        direct = np.asarray(self.absorbed_asked[panels] @ self.basis)
        return np.asarray(direct - self.links[panels] @ self.regression)

    @cached_property
    def kept(self) -> Kept:
        """The kept factor's block."""
        at = self.layout
        own = add_up(at.kept, self.sums.omega * self.rho, at.n_kept)
        gone = gram(self.links, at.panels.count * self.spread, self.links)
        ridge = _ridge(self.ratios.kept)
        return kept_block(own, gone, ridge, self.precision, at.probes)

    @cached_property
    def through_kept(self) -> Floats:
        """What kept effects add to a panel's error, in its squared spread, shape (n_panels,)."""
        return self.kept.quadratic(self.links)

    @cached_property
    def kept_to_fixed(self) -> Floats:
        """Information between kept and fixed effects, shape (n_kept, n_fixed)."""
        at, panels = self.layout, self.layout.panels
        gather = adder(at.kept[panels.pairs], at.n_kept, panels.count[panels.panel])
        through = gram(self.links, panels.count * self.spread, self.absorbed_asked)
        return np.asarray((gather @ self.asked - through) @ self.basis)

    @cached_property
    def regression(self) -> Floats:
        """How kept effects answer to fixed ones, shape (n_kept, n_fixed)."""
        return self.kept.solve(self.kept_to_fixed, self.near)

    @cached_property
    def fixed_block(self) -> Floats:
        """Information about the fixed effects alone, shape (n_fixed, n_fixed)."""
        panels = self.layout.panels
        halo = self.ratios.halo * panels.count[panels.panel] / self.rho[panels.pairs]
        within = np.diag(self.sums.by_question) - gram(self.asked, halo, self.asked).toarray()
        absorbed = gram(self.absorbed_asked, panels.count * self.spread, self.absorbed_asked)
        left = self.basis.T @ (within - absorbed.toarray()) @ self.basis
        return np.asarray(left - self.kept_to_fixed.T @ self.regression)

    @cached_property
    def fixed_inverse(self) -> Floats:
        """Covariance of the fixed effects, shape (n_fixed, n_fixed)."""
        return np.asarray(np.linalg.inv(self.fixed_block), np.float64)

    @cached_property
    def through_fixed(self) -> Floats:
        """What fixed effects add to a panel's error, in its squared spread, shape (n_panels,)."""
        found = np.empty(self.layout.panels.n_panels)
        for start in range(0, len(found), ROWS_AT_ONCE):
            along = self.along(slice(start, start + ROWS_AT_ONCE))
            products = np.einsum("ij,ij->i", along @ self.fixed_inverse, along)
            found[start : start + ROWS_AT_ONCE] = products
        return found

    @cached_property
    def solution(self) -> Solution:
        """Effects for the scores themselves."""
        return self.solve(self.sums.total, self.sums.total_by_question)

    def reduce(self, total: Floats, by_question: Floats) -> "Reduced":
        """What scores say of each effect once the effects before it are eliminated.

        Args:
            total: Sums of weight times score by pair, shape (n_pairs,).
            by_question: The same sums by question, shape (n_questions,).
        """
        at, panels = self.layout, self.layout.panels
        left = total if self.ratios.halo == 0 else self.rho * total
        absorbed = add_up(at.absorbed, left, at.n_absorbed)
        through = self.spread * add_up(panels.of, absorbed, panels.n_panels)
        kept = add_up(at.kept, left, at.n_kept) - self.links.T @ through
        if self.ratios.halo > 0 and self.basis.size:
            by_question = by_question - self.sums.asked.T @ (self.ratios.halo * left)
        fixed = self.basis.T @ (by_question - self.absorbed_asked.T @ through)
        return Reduced(absorbed, kept, fixed - self.regression.T @ kept)

    def solve(self, total: Floats, by_question: Floats) -> Solution:
        """Effects for other scores in the same design; arguments as for `reduce`."""
        at, panels = self.layout, self.layout.panels
        reduced = self.reduce(total, by_question)
        fixed = self.fixed_inverse @ reduced.fixed
        kept = self.kept.solve(reduced.kept - self.kept_to_fixed @ fixed)
        asked = np.asarray(self.absorbed_asked @ (self.basis @ fixed))
        explained = np.asarray(self.links @ kept) + asked
        absorbed = self.spread[panels.of] * (reduced.absorbed - explained[panels.of])
        left = absorbed[at.absorbed] + kept[at.kept]
        left *= -self.sums.omega
        left += total
        left -= np.asarray(self.sums.asked @ (self.basis @ fixed))
        residual = left if self.ratios.halo == 0 else self.rho * left
        return Solution(fixed, absorbed, kept, self.ratios.halo * residual, residual)


def _ridge(ratio: float) -> float:
    return np.inf if ratio == 0 else 1.0 / ratio
