"""Errors without the weights: what a linear combination of ratings errs by if all err alike.

Weights say what matters, not what is precise. They shape the combination; its error is that of
ratings with one residual variance. With R the assumed and I the plain residual covariance (in
residual variances), a'(I - R)a is added to a'Va, and with R = 1/weight this is the sum of
(weight squared - weight) times the squared fitted value of each rating, when the equations are
solved for the effect's own unit vector.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, adder, row_sums
from scoring.severity.equations import Equations
from scoring.severity.sums import Sums

ROWS_AT_ONCE = 2_048


@dataclass(frozen=True)
class Form:
    """The quadratic form of (kept, fixed) answers, and what an absorbed effect adds directly.

    Attributes:
        square: Shape (n_kept + n_fixed, n_kept + n_fixed).
        direct: Shape (n_absorbed, n_kept + n_fixed).
        own: Shape (n_absorbed,).
    """

    square: Floats
    direct: Sparse
    own: Floats


@dataclass(frozen=True)
class Plain:
    """What plain errors add to those of the weighted equations.

    Attributes:
        system: The weighted equations.
        surplus: Sums of the design under weight squared less weight.
    """

    system: Equations
    surplus: Sums

    @cached_property
    def form(self) -> Form:
        """The quadratic form, added up over pairs."""
        system, at = self.system, self.system.layout
        n_pairs, rho = len(at.absorbed), system.rho
        ones, pairs = np.ones(n_pairs), np.arange(n_pairs)
        to_absorbed = csr_array(
            (system.spread[at.absorbed], (pairs, at.absorbed)), shape=(n_pairs, at.n_absorbed)
        )
        to_kept = csr_array((ones, (pairs, at.kept)), shape=(n_pairs, at.n_kept))
        by_kept = diags_array(rho) @ (to_kept - to_absorbed @ system.links)
        by_fixed = -rho[:, None] * (to_absorbed @ system.absorbed_to_fixed)
        halo = diags_array(system.ratios.halo * rho) @ system.sums.asked
        by_fixed = by_fixed - halo @ system.basis
        within = csr_array(self.surplus.asked @ system.basis)
        whole = _beside(csr_array(by_kept), csr_array(by_fixed))
        inside = _beside(csr_array((n_pairs, at.n_kept)), within)
        half = diags_array(self.surplus.omega) @ whole + inside
        square = (whole.T @ half + inside.T @ whole).toarray()
        last = slice(at.n_kept, None)
        square[last, last] += system.basis.T @ (self.surplus.by_question[:, None] * system.basis)
        gather = adder(at.absorbed, at.n_absorbed)
        direct = diags_array(system.spread) @ (gather @ (diags_array(rho) @ half))
        own = add_up(at.absorbed, self.surplus.omega * rho**2, at.n_absorbed)
        return Form(square, csr_array(direct), system.spread**2 * own)

    def of_absorbed(self) -> Floats:
        """Added to the error variance of each absorbed effect, shape (n_absorbed,)."""
        found = np.empty(self.system.layout.n_absorbed)
        for start in range(0, len(found), ROWS_AT_ONCE):
            rows = np.arange(start, min(start + ROWS_AT_ONCE, len(found)))
            answers = self._absorbed_answers(rows)
            through = (answers @ self.form.square * answers).sum(axis=1)
            direct = row_sums(csr_array(self.form.direct[rows].multiply(answers)))
            found[rows] = through + 2.0 * direct + self.form.own[rows]
        return found

    def of_kept(self) -> Floats:
        """Added to the error variance of each kept effect, shape (n_kept,)."""
        answers = self._kept_answers(np.arange(self.system.layout.n_kept))
        found: Floats = (answers @ self.form.square * answers).sum(axis=1)
        return found

    def between_absorbed(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of absorbed effect `first` with `others`."""
        answer = self._absorbed_answers(np.array([first]))[0]
        direct = self.form.direct[[first]].toarray().ravel()
        answers = self._absorbed_answers(others)
        shared = answers @ (self.form.square @ answer + direct) + self.form.direct[others] @ answer
        return np.asarray(shared + np.where(others == first, self.form.own[first], 0.0))

    def between_kept(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of kept effect `first` with `others`."""
        answer = self._kept_answers(np.array([first]))[0]
        return np.asarray(self._kept_answers(others) @ (self.form.square @ answer))

    def _absorbed_answers(self, rows: Codes) -> Floats:
        """(kept, fixed) answers to unit vectors of absorbed effects, shape (n_rows, …)."""
        system = self.system
        links, spread = system.links[rows], system.spread[rows, None]
        along = system.absorbed_to_fixed[rows] - links @ system.regression
        fixed = -spread * (along @ system.fixed_inverse)
        kept = -spread * system.kept.solve(links.T.toarray()).T - fixed @ system.regression.T
        return np.hstack([kept, fixed])

    def _kept_answers(self, rows: Codes) -> Floats:
        system = self.system
        unit = np.zeros((system.layout.n_kept, len(rows)))
        unit[rows, np.arange(len(rows))] = 1.0
        fixed = -system.regression[rows] @ system.fixed_inverse
        return np.hstack([system.kept.solve(unit).T - fixed @ system.regression.T, fixed])


def _beside(left: Sparse, right: Sparse) -> Sparse:
    return csr_array(hstack([left, right]))
