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

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, gram, scaled, turned
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
        if self.ratios.halo == 0:
            return np.broadcast_to(1.0, len(self.sums.omega))
        return 1.0 / (1.0 + self.ratios.halo * self.sums.omega)

    @cached_property
    def standing(self) -> Floats:
        """Information of the pairs that stand for panels, shape (n_standing,)."""
        pairs = self.layout.panels.pairs
        return self.sums.omega[pairs] * self.rho[pairs]

    @cached_property
    def links(self) -> Sparse:
        """Information of pairs, shape (n_panels, n_kept)."""
        return self.layout.across(self.standing)

    @cached_property
    def linked(self) -> Sparse:
        """The same turned round, shape (n_kept, n_panels)."""
        return turned(self.links)

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
    def by_sheet(self) -> tuple[Floats, Floats]:
        """What a pair of each sheet weighs, and `rho` of it, each of shape (n_sheets,)."""
        standing = self.layout.sheets.standing
        return self.sums.omega[standing], self.rho[standing]

    @cached_property
    def asked(self) -> Sparse:
        """Information between pairs of each sheet and questions, shape (n_sheets, n_questions)."""
        return scaled(self.by_sheet[1], self.sums.asked)

    def absorbed_asked(self, of_questions: Floats) -> Floats:
        """Information between absorbed effects and values by question, shape (n_panels,)."""
        return np.asarray(self.layout.filled_in @ (self.asked @ of_questions))

    def along(self, panels: slice | Codes, turn: Floats) -> Floats:
        """How absorbed effects of some panels answer to the fixed ones, shape (n, n_turned).

        That is their information on fixed effects less what kept effects take of it, x `turn`
        (shape (n_fixed, n_turned)).
        """
        rows = self.layout.filled_in[panels]
        sheets, column = np.unique(rows.indices, return_inverse=True)
        filled_in = csr_array((rows.data, column, rows.indptr), shape=(rows.shape[0], len(sheets)))
        direct = filled_in @ np.asarray(self.asked[sheets] @ (self.basis @ turn))
        return np.asarray(direct - self.links[panels] @ (self.regression @ turn))

    @cached_property
    def kept(self) -> Kept:
        """The kept factor's block."""
        at = self.layout
        own = add_up(at.kept, self.sums.omega * self.rho, at.n_kept)
        gone = gram(self.linked, at.panels.count * self.spread, self.links)
        return kept_block(own, gone, _ridge(self.ratios.kept), self.precision, at)

    @cached_property
    def through_kept(self) -> Floats:
        """What kept effects add to a panel's error, in its squared spread, shape (n_panels,)."""
        return self.kept.bilinear(self.links, self.standing)

    @cached_property
    def kept_to_fixed(self) -> Floats:
        """Information between kept and fixed effects, shape (n_kept, n_fixed)."""
        at, panels = self.layout, self.layout.panels
        through = gram(self.linked, panels.count * self.spread, at.filled_in)
        return np.asarray((at.kept_by_sheet - through) @ self.asked @ self.basis)

    @cached_property
    def regression(self) -> Floats:
        """How kept effects answer to fixed ones, shape (n_kept, n_fixed)."""
        return self.kept.solve(self.kept_to_fixed, self.near)

    @cached_property
    def fixed_block(self) -> Floats:
        """Information about the fixed effects alone, shape (n_fixed, n_fixed)."""
        at, panels = self.layout, self.layout.panels
        rho = self.by_sheet[1]
        raw = turned(self.sums.asked)
        halo = gram(raw, at.pairs_by_sheet * self.ratios.halo * rho, self.sums.asked)
        shared = gram(at.by_sheet, panels.count * self.spread, at.filled_in)
        absorbed = turned(self.asked) @ shared @ self.asked
        within = np.diag(self.sums.by_question) - halo.toarray() - absorbed.toarray()
        left = self.basis.T @ within @ self.basis
        return np.asarray(left - self.kept_to_fixed.T @ self.regression)

    @cached_property
    def fixed_inverse(self) -> Floats:
        """Covariance of the fixed effects, shape (n_fixed, n_fixed)."""
        return np.asarray(np.linalg.inv(self.fixed_block), np.float64)

    @cached_property
    def through_fixed(self) -> Floats:
        """What fixed effects add to a panel's error, in its squared spread, shape (n_panels,)."""
        found = np.empty(self.layout.panels.n_panels)
        root = np.asarray(np.linalg.cholesky(self.fixed_inverse), np.float64)
        for start in range(0, len(found), ROWS_AT_ONCE):
            along = self.along(slice(start, start + ROWS_AT_ONCE), root)
            found[start : start + ROWS_AT_ONCE] = np.einsum("ij,ij->i", along, along)
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
        kept = add_up(at.kept, left, at.n_kept) - self.linked @ through
        if self.ratios.halo > 0 and self.basis.size:
            by_question = by_question - self.sums.to_questions(self.ratios.halo * left)
        by_question = by_question - self.asked.T @ (at.by_sheet @ through)
        fixed = self.basis.T @ by_question
        return Reduced(absorbed, kept, fixed - self.regression.T @ kept)

    def solve(self, total: Floats, by_question: Floats) -> Solution:
        """Effects for other scores in the same design; arguments as for `reduce`."""
        at, panels = self.layout, self.layout.panels
        reduced = self.reduce(total, by_question)
        fixed = self.fixed_inverse @ reduced.fixed
        kept = self.kept.solve(reduced.kept - self.kept_to_fixed @ fixed)
        asked = self.absorbed_asked(self.basis @ fixed)
        explained = np.asarray(self.links @ kept) + asked
        absorbed = self.spread[panels.of] * (reduced.absorbed - explained[panels.of])
        left = absorbed[at.absorbed] + kept[at.kept]
        left *= -self.sums.omega
        left += total
        left -= self.sums.to_pairs(self.basis @ fixed)
        if self.ratios.halo == 0:
            return Solution(fixed, absorbed, kept, np.broadcast_to(0.0, len(left)), left)
        left *= self.rho
        return Solution(fixed, absorbed, kept, self.ratios.halo * left, left)


def _ridge(ratio: float) -> float:
    return np.inf if ratio == 0 else 1.0 / ratio
