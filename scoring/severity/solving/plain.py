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
from scipy.sparse import block_diag, csr_array, diags_array, hstack

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, adder, row_sums, scaled
from scoring.severity.design.sums import Sums
from scoring.severity.solving.equations import Equations

CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Form:
    """The quadratic form of (kept, fixed) answers, and what an absorbed effect adds directly.

    Attributes:
        square: Shape (n_kept + n_fixed, n_kept + n_fixed).
        to_kept: Direct, with kept answers, shape (n_panels, n_kept).
        to_asked: Direct, with answers by question, shape (n_panels, n_questions).
        own: Direct, with itself, shape (n_panels,).
    """

    square: Sparse
    to_kept: Sparse
    to_asked: Sparse
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
        system, panels, n_kept = self.system, self.system.layout.panels, self.system.layout.n_kept
        rho, extra = system.rho[panels.pairs], self.surplus.omega[panels.pairs]
        whole, within = self._fitted(rho), self.surplus.asked[panels.pairs]
        inside = _beside(csr_array((len(rho), n_kept)), csr_array(within))
        half = csr_array(scaled(extra, whole) + inside)
        often = panels.count[panels.panel]
        square = whole.T @ scaled(often, half) + inside.T @ scaled(often, whole)
        asked = csr_array(diags_array(self.surplus.by_question))
        turn = block_diag([diags_array(np.ones(n_kept)), csr_array(system.basis)])
        turned = turn.T @ (square + _in_corner(asked, n_kept)) @ turn
        direct = csr_array(adder(panels.panel, panels.n_panels, rho) @ half)
        direct = scaled(system.spread, direct)
        own = add_up(panels.panel, extra * rho**2, panels.n_panels)
        return Form(
            csr_array(turned),
            csr_array(direct[:, :n_kept]),
            csr_array(direct[:, n_kept:]),
            system.spread**2 * own,
        )

    def _fitted(self, rho: Floats) -> Sparse:
        """Fitted value of each standing pair by kept answers and those by question."""
        system, panels = self.system, self.system.layout.panels
        n, kept = len(rho), system.layout.kept[panels.pairs]
        rows = np.arange(n)
        to_absorbed = csr_array(
            (system.spread[panels.panel], (rows, panels.panel)), shape=(n, panels.n_panels)
        )
        to_kept = csr_array((np.ones(n), (rows, kept)), shape=(n, system.layout.n_kept))
        by_kept = scaled(rho, csr_array(to_kept - to_absorbed @ system.links))
        through = scaled(rho, csr_array(to_absorbed @ system.absorbed_asked))
        by_asked = -(through + system.ratios.halo * system.asked)
        return _beside(by_kept, csr_array(by_asked))

    @cached_property
    def _fixed_way(self) -> tuple[Floats, Floats]:
        """The square times the way fixed answers move all, and that way's own square."""
        way = np.vstack([-self.system.regression, np.eye(self.system.basis.shape[1])])
        through = np.asarray(self.form.square @ way)
        return through, way.T @ through

    def of_absorbed(self) -> Floats:
        """Added to the error variance of each absorbed effect, shape (n_absorbed,)."""
        panels = self.system.layout.panels
        found = np.empty(panels.n_panels)
        step = max(1, CELLS_AT_ONCE // self.form.square.shape[0])
        for start in range(0, len(found), step):
            rows = np.arange(start, min(start + step, len(found)))
            found[rows] = self._of_panels(rows)
        return found[panels.of]

    def _of_panels(self, rows: Codes) -> Floats:
        system, form = self.system, self.form
        by_fixed = self._panel_fixed(rows)
        by_kept = scaled(-system.spread[rows], system.kept.times(system.links[rows]))
        direct = form.to_kept[rows]
        turned = form.to_asked[rows] @ system.basis - direct @ system.regression
        beside = row_sums(csr_array(direct.multiply(by_kept)))
        beside += _row_products(np.asarray(turned), by_fixed)
        return self._squared(by_kept, by_fixed) + 2.0 * beside + form.own[rows]

    def of_kept(self) -> Floats:
        """Added to the error variance of each kept effect, shape (n_kept,)."""
        system = self.system
        every = csr_array(diags_array(np.ones(system.layout.n_kept)))
        return self._squared(system.kept.times(every), -system.regression @ system.fixed_inverse)

    def _squared(self, by_kept: Sparse, by_fixed: Floats) -> Floats:
        """The square of answers: `by_kept`, and what `by_fixed` (n, n_fixed) moves."""
        n_kept, (through, fixed) = self.system.layout.n_kept, self._fixed_way
        square = self.form.square[:n_kept, :n_kept]
        found = row_sums(csr_array((by_kept @ square).multiply(by_kept)))
        found += 2.0 * _row_products(np.asarray(by_kept @ through[:n_kept]), by_fixed)
        return found + _row_products(by_fixed @ fixed, by_fixed)

    def between_absorbed(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of absorbed effect `first` with `others`."""
        system, of = self.system, self.system.layout.panels.of
        mine, theirs = of[[first]], of[others]
        column = system.kept.solve(system.links[mine].toarray().ravel())
        answer = self._answer(-system.spread[mine[0]] * column, self._panel_fixed(mine)[0])
        form, n_kept = self.form, system.layout.n_kept
        direct = (
            form.to_kept[mine].toarray()[0],
            np.asarray(form.to_asked[mine] @ system.basis)[0],
        )
        kept, fixed = self._seen_by_effects(form.square @ answer + np.concatenate(direct))
        shared = -system.spread[theirs] * (system.links[theirs] @ kept)
        shared += self._panel_fixed(theirs) @ fixed + form.to_kept[theirs] @ answer[:n_kept]
        shared += form.to_asked[theirs] @ (system.basis @ answer[n_kept:])
        return np.asarray(shared + np.where(others == first, self.form.own[mine], 0.0))

    def between_kept(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of kept effect `first` with `others`."""
        system = self.system
        unit = np.zeros(system.layout.n_kept)
        unit[first] = 1.0
        fixed = -system.regression @ system.fixed_inverse
        answer = self._answer(system.kept.solve(unit), fixed[first])
        of_kept, of_fixed = self._seen_by_effects(np.asarray(self.form.square @ answer))
        return np.asarray(of_kept[others] + fixed[others] @ of_fixed)

    def _panel_fixed(self, rows: Codes) -> Floats:
        """Fixed answers to unit vectors of absorbed effects, shape (n_rows, n_fixed)."""
        system = self.system
        along = system.along(rows) @ system.fixed_inverse
        return np.asarray(-system.spread[rows, None] * along)

    def _answer(self, kept: Floats, fixed: Floats) -> Floats:
        return np.concatenate([kept - self.system.regression @ fixed, fixed])

    def _seen_by_effects(self, seen: Floats) -> tuple[Floats, Floats]:
        """Turn weights on answers into weights on effects' own equations."""
        n_kept = self.system.layout.n_kept
        kept, fixed = seen[:n_kept], seen[n_kept:]
        return self.system.kept.solve(kept), fixed - self.system.regression.T @ kept


def _row_products(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", left, right), np.float64)


def _beside(left: Sparse, right: Sparse) -> Sparse:
    return csr_array(hstack([left, right]))


def _in_corner(corner: Sparse, before: int) -> Sparse:
    """The matrix with zeros before it, shape (before + n, before + n)."""
    at, size = corner.tocoo(), before + corner.shape[0]
    places = (at.coords[0] + before, at.coords[1] + before)
    return csr_array((at.data, places), shape=(size, size))
