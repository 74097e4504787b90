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
from scipy.sparse import csr_array, hstack

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, adder, row_sums, scaled
from scoring.severity.equations import Equations
from scoring.severity.sums import Sums

CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Form:
    """The quadratic form of (kept, fixed) answers, and what an absorbed effect adds directly.

    Attributes:
        square: Shape (n_kept + n_fixed, n_kept + n_fixed).
        direct: Shape (n_panels, n_kept + n_fixed).
        own: Shape (n_panels,).
    """

    square: Sparse
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
        """The quadratic form, added up over the pairs that stand for panels."""
        system, panels = self.system, self.system.layout.panels
        rho, extra = system.rho[panels.pairs], self.surplus.omega[panels.pairs]
        whole, within = self._fitted(rho), self.surplus.asked[panels.pairs] @ system.basis
        inside = _beside(csr_array((len(rho), system.layout.n_kept)), csr_array(within))
        half = csr_array(scaled(extra, whole) + inside)
        often = panels.count[panels.panel]
        square = whole.T @ scaled(often, half) + inside.T @ scaled(often, whole)
        by_question = self.surplus.by_question[:, None] * system.basis
        corner = csr_array(system.basis.T @ by_question)
        gather = adder(panels.panel, panels.n_panels, rho)
        own = add_up(panels.panel, extra * rho**2, panels.n_panels)
        return Form(
            csr_array(square + _in_corner(corner, system.layout.n_kept)),
            scaled(system.spread, csr_array(gather @ half)),
            system.spread**2 * own,
        )

    def _fitted(self, rho: Floats) -> Sparse:
        """Fitted value of each standing pair by kept and fixed answers, questions apart."""
        system, panels = self.system, self.system.layout.panels
        n, kept = len(rho), system.layout.kept[panels.pairs]
        rows = np.arange(n)
        to_absorbed = csr_array(
            (system.spread[panels.panel], (rows, panels.panel)), shape=(n, panels.n_panels)
        )
        to_kept = csr_array((np.ones(n), (rows, kept)), shape=(n, system.layout.n_kept))
        by_kept = scaled(rho, csr_array(to_kept - to_absorbed @ system.links))
        halo = system.ratios.halo * (system.asked @ system.basis)
        by_fixed = -rho[:, None] * (to_absorbed @ system.absorbed_to_fixed) - halo
        return _beside(by_kept, csr_array(by_fixed))

    def of_absorbed(self) -> Floats:
        """Added to the error variance of each absorbed effect, shape (n_absorbed,)."""
        panels = self.system.layout.panels
        found = np.empty(panels.n_panels)
        step = max(1, CELLS_AT_ONCE // self.form.square.shape[0])
        for start in range(0, len(found), step):
            rows = np.arange(start, min(start + step, len(found)))
            answers = self._panel_answers(rows)
            through = np.einsum("ij,ij->i", np.asarray(answers @ self.form.square), answers)
            direct = row_sums(csr_array(self.form.direct[rows].multiply(answers)))
            found[rows] = through + 2.0 * direct + self.form.own[rows]
        return found[panels.of]

    def of_kept(self) -> Floats:
        """Added to the error variance of each kept effect, shape (n_kept,)."""
        answers = self._kept_answers(np.arange(self.system.layout.n_kept))
        found: Floats = np.einsum("ij,ij->i", np.asarray(answers @ self.form.square), answers)
        return found

    def between_absorbed(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of absorbed effect `first` with `others`."""
        of = self.system.layout.panels.of
        mine, theirs = of[[first]], of[others]
        answer = self._panel_answers(mine)[0]
        direct = self.form.direct[mine].toarray().ravel()
        shared = self._panel_answers(theirs) @ (self.form.square @ answer + direct)
        shared = shared + self.form.direct[theirs] @ answer
        return np.asarray(shared + np.where(others == first, self.form.own[mine], 0.0))

    def between_kept(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of kept effect `first` with `others`."""
        answer = self._kept_answers(np.array([first]))[0]
        return np.asarray(self._kept_answers(others) @ (self.form.square @ answer))

    def _panel_answers(self, rows: Codes) -> Floats:
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


def _in_corner(corner: Sparse, before: int) -> Sparse:
    """The matrix with zeros before it, shape (before + n, before + n)."""
    at, size = corner.tocoo(), before + corner.shape[0]
    places = (at.coords[0] + before, at.coords[1] + before)
    return csr_array((at.data, places), shape=(size, size))
