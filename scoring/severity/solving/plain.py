"""Errors without the weights: what a linear combination of ratings errs by if all err alike.

Weights say what matters, not what is precise. They shape the combination; its error is that of
ratings with one residual variance. With R the assumed and I the plain residual covariance (in
residual variances), a'(I - R)a is added to a'Va, and with R = 1/weight this is the sum of
(weight squared - weight) times the squared fitted value of each rating, when the equations are
solved for the effect's own unit vector.

A rating's fitted value is rho x (absorbed + kept) of its pair, less halo x rho x the pair's own
sum of question answers, plus the answer of its question; the absorbed one is spread x (1 for its
own effect, less what kept and question answers explain).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Codes, Floats, Sparse, add_up, gram, scaled, turned
from scoring.severity.design.sums import Sums
from scoring.severity.solving.equations import Equations
from scoring.severity.solving.kept import Symmetric

ROWS_AT_ONCE = 32_768


@dataclass(frozen=True)
class Form:
    """The quadratic form of (kept, fixed) answers, and what an absorbed effect adds directly.

    Attributes:
        kept: Of kept answers, shape (n_kept, n_kept).
        crossed: Of kept with fixed answers, shape (n_kept, n_fixed).
        fixed: Of fixed answers, shape (n_fixed, n_fixed).
        to_kept: Direct, with kept answers, shape (n_panels, n_kept).
        own: Direct, with itself, shape (n_panels,).
    """

    kept: Sparse
    crossed: Floats
    fixed: Floats
    to_kept: Sparse
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
    def _by_sheet(self) -> tuple[Floats, Floats]:
        """A sheet's surplus and `rho`, each of shape (n_sheets,)."""
        standing = self.system.layout.sheets.standing
        return self.surplus.omega[standing], self.system.rho[standing]

    @cached_property
    def _own(self) -> Floats:
        """Sums over each panel's pairs of surplus x rho squared, shape (n_panels,)."""
        extra, rho = self._by_sheet
        return np.asarray(self.system.layout.filled_in @ (extra * rho**2))

    @cached_property
    def _within(self) -> Sparse:
        """Rho x what a pair's questions share with its fitted value, (n_sheets, n_questions)."""
        (extra, rho), system = self._by_sheet, self.system
        taken = scaled(extra * system.ratios.halo * rho, system.sums.asked)
        return scaled(rho, csr_array(self.surplus.asked - taken))

    @cached_property
    def form(self) -> Form:
        """The quadratic form, added up over panels."""
        system, panels = self.system, self.system.layout.panels
        extra, rho = self._by_sheet
        squares = (extra * rho**2)[system.layout.sheets.of[panels.pairs]]
        owned = system.layout.across(squares)
        weights = panels.count * system.spread
        alone = add_up(
            system.layout.kept[panels.pairs], panels.count[panels.panel] * squares, len(self._unit)
        )
        direct = system.spread[panels.panel] * (
            squares - self._taken[panels.panel] * system.standing
        )
        crossed = gram(system.linked, weights, owned)
        twice = gram(system.linked, weights * system.spread * self._own, system.links)
        return Form(
            kept=csr_array(diags_array(alone) - crossed - crossed.T + twice),
            crossed=self._crossed(owned, weights),
            fixed=self._fixed(weights),
            to_kept=system.layout.across(direct),
            own=system.spread**2 * self._own,
        )

    @property
    def _unit(self) -> Floats:
        return np.zeros(self.system.layout.n_kept)

    @property
    def _taken(self) -> Floats:
        return np.asarray(self.system.spread * self._own)

    def _crossed(self, owned: Sparse, weights: Floats) -> Floats:
        system, at = self.system, self.system.layout
        linked, questions = system.linked, system.asked @ system.basis
        inside = at.kept_by_sheet - gram(linked, weights, at.filled_in)
        through = gram(linked, weights * self._taken, at.filled_in)
        through = through - gram(turned(owned), weights, at.filled_in)
        return np.asarray(inside @ (self._within @ system.basis) + through @ questions)

    def _fixed(self, weights: Floats) -> Floats:
        system, at, halo = self.system, self.system.layout, self.system.ratios.halo
        (extra, rho), asked = self._by_sheet, self.system.asked
        twice = gram(at.by_sheet, weights * self._taken, at.filled_in)
        shared = gram(at.by_sheet, weights, at.filled_in)
        by_absorbed = turned(asked) @ (twice @ asked - shared @ self._within)
        by_absorbed = by_absorbed - (turned(self._within) @ shared) @ asked
        raw = turned(system.sums.asked)
        doubled = gram(raw, at.pairs_by_sheet * halo * rho, self.surplus.asked)
        alone = gram(raw, at.pairs_by_sheet * extra * (halo * rho) ** 2, system.sums.asked)
        every = diags_array(self.surplus.by_question)
        inner = csr_array(by_absorbed + alone - doubled - doubled.T + every)
        return np.asarray(system.basis.T @ (inner @ system.basis))

    @cached_property
    def sandwiched(self) -> Symmetric:
        """The form of kept answers, seen from unit vectors of kept effects."""
        return self.system.kept.sandwiched(self.form.kept)

    @cached_property
    def _fixed_way(self) -> tuple[Floats, Floats]:
        """What kept answers share with those that move with fixed ones, and the latter's square.

        Shapes (n_kept, n_fixed) and (n_fixed, n_fixed).
        """
        form, regression = self.form, self.system.regression
        along = form.crossed - form.kept @ regression
        square = form.fixed - regression.T @ along - form.crossed.T @ regression
        return along, np.asarray(square)

    @cached_property
    def _kept_way(self) -> Floats:
        """Inverse of the kept block x the first of `_fixed_way`, shape (n_kept, n_fixed)."""
        return self.system.kept.solve(self._fixed_way[0])

    def of_absorbed(self) -> Floats:
        """Added to the error variance of each absorbed effect, shape (n_absorbed,)."""
        system, form = self.system, self.form
        found = system.spread**2 * self.sandwiched.quadratic(system.links) + form.own
        found -= 2.0 * system.spread * system.kept.bilinear(system.links, form.to_kept.data)
        for start in range(0, len(found), ROWS_AT_ONCE):
            found[start : start + ROWS_AT_ONCE] += self._of_panels(
                slice(start, start + ROWS_AT_ONCE)
            )
        return found[system.layout.panels.of]

    def _of_panels(self, rows: slice) -> Floats:
        """What comes with fixed answers."""
        system, square = self.system, self._fixed_way[1]
        by_fixed = self._panel_fixed(rows)
        beside = self._turned(rows) - system.spread[rows, None] * (
            system.links[rows] @ self._kept_way
        )
        return _row_products(2.0 * beside + by_fixed @ square, by_fixed)

    def _to_fixed(self, rows: slice | Codes) -> Floats:
        """Direct with fixed answers, shape (n_rows, n_fixed)."""
        system, spread = self.system, self.system.spread[rows, None]
        filled_in = system.layout.filled_in[rows]
        taken = spread * self._own[rows, None] * (filled_in @ system.asked @ system.basis)
        return np.asarray(spread * (filled_in @ self._within @ system.basis - taken))

    def _turned(self, rows: slice | Codes) -> Floats:
        """Direct with fixed answers and with the kept ones that move along."""
        return self._to_fixed(rows) - self.form.to_kept[rows] @ self.system.regression

    def of_kept(self) -> Floats:
        """Added to the error variance of each kept effect, shape (n_kept,)."""
        fixed = -self.system.regression @ self.system.fixed_inverse
        beside = 2.0 * self._kept_way + fixed @ self._fixed_way[1]
        return np.asarray(self.sandwiched.diagonal + _row_products(beside, fixed))

    def between_absorbed(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of absorbed effect `first` with `others`."""
        system, form, of = self.system, self.form, self.system.layout.panels.of
        mine, theirs = of[[first]], of[others]
        column = system.kept.solve(system.links[mine].toarray().ravel())
        by_fixed = self._panel_fixed(mine)[0]
        kept = -system.spread[mine[0]] * column - system.regression @ by_fixed
        direct = (form.to_kept[mine].toarray()[0], self._to_fixed(mine)[0])
        seen, fixed = self._seen(kept, by_fixed, direct)
        shared = -system.spread[theirs] * (system.links[theirs] @ seen)
        shared += self._panel_fixed(theirs) @ fixed + form.to_kept[theirs] @ kept
        shared += self._to_fixed(theirs) @ by_fixed
        return np.asarray(shared + np.where(others == first, form.own[mine], 0.0))

    def between_kept(self, first: int, others: Codes) -> Floats:
        """Added to the error covariances of kept effect `first` with `others`."""
        system, unit = self.system, self._unit
        unit[first] = 1.0
        fixed = -system.regression @ system.fixed_inverse
        kept = system.kept.solve(unit) - system.regression @ fixed[first]
        of_kept, of_fixed = self._seen(kept, fixed[first], (0.0, 0.0))
        return np.asarray(of_kept[others] + fixed[others] @ of_fixed)

    def _panel_fixed(self, rows: slice | Codes) -> Floats:
        """Fixed answers to unit vectors of absorbed effects, shape (n_rows, n_fixed)."""
        along = self.system.along(rows, self.system.fixed_inverse)
        return np.asarray(-self.system.spread[rows, None] * along)

    def _seen(
        self, kept: Floats, fixed: Floats, direct: tuple[Floats | float, Floats | float]
    ) -> tuple[Floats, Floats]:
        """What answers, and what is added directly, come to in the others' equations."""
        form, system = self.form, self.system
        of_kept = form.kept @ kept + form.crossed @ fixed + direct[0]
        of_fixed = form.crossed.T @ kept + form.fixed @ fixed + direct[1]
        return system.kept.solve(of_kept), of_fixed - system.regression.T @ of_kept


def _row_products(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", left, right), np.float64)
