"""Traces that the slope of the likelihood needs: how much a design says about each component."""

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse, add_up, gram, scaled, turned
from scoring.severity.solving.equations import Equations


def traces(system: Equations, *, fixed_known: bool, halo: bool) -> Floats:
    """Traces of Z'PZ for the absorbed factor, the kept one and halo, shape (3,).

    P is the residual-variance-scaled projection; with `fixed_known` (maximum likelihood) the
    inverse of the scaled covariance matrix instead. Without `halo` the last is 0.
    """
    count = system.layout.panels.count
    left = 1.0 - system.spread * system.information
    seen = gram(system.linked, count * left**2, system.links)
    found = np.array([count * system.information @ left, system.kept.informed_trace, 0.0])
    found[0] -= system.kept.inner(seen)
    if not fixed_known:
        kept = system.kept.shrunk(system.kept_to_fixed, system.regression)
        found[0] -= _lost(system, _along(system, count * left**2, seen))
        found[1] -= _lost(system, kept.T @ kept)
    if halo:
        found[2] = _halo(system, fixed_known=fixed_known)
    return found


def _lost(system: Equations, square: Floats) -> float:
    """What estimating the fixed effects takes from a trace, whose rows have this square."""
    return float((system.fixed_inverse * square).sum())


def _along(system: Equations, weights: Floats, seen: Sparse) -> Floats:
    """The square of the panels' rows of `Equations.along`, shape (n_fixed, n_fixed).

    Args:
        system: The equations.
        weights: Weight of each panel, shape (n_panels,).
        seen: The square of the panels' rows of `links`, weighted, shape (n_kept, n_kept).
    """
    at, regression = system.layout, system.regression
    asked = np.asarray(system.asked @ system.basis)
    by_sheets = _from_sheets(system, gram(at.by_sheet, weights, at.filled_in), asked)
    crossed = _from_sheets(system, gram(at.by_sheet, weights, system.links), regression)
    return np.asarray(by_sheets - crossed - crossed.T + regression.T @ (seen @ regression))


def _from_sheets(system: Equations, to_sheets: Sparse, values: Floats) -> Floats:
    """Values, seen by sheet, passed on to the fixed effects, shape (n_fixed, n_columns)."""
    return np.asarray(system.basis.T @ (system.asked.T @ (to_sheets @ values)))


def _halo(system: Equations, *, fixed_known: bool) -> float:
    """The trace for pairs' own effects.

    A pair's row is its own information less its share of what the absorbed and the kept effect
    take; squares of the three and their products are added up apart.
    """
    at, panels, count = system.layout, system.layout.panels, system.layout.panels.count
    kept, squares = at.kept[panels.pairs], system.standing**2
    square = add_up(panels.panel, squares, panels.n_panels)
    through = at.across(squares)
    crossed = gram(system.linked, count * system.spread, through)
    own = add_up(kept, count[panels.panel] * squares, at.n_kept)
    weights = count * system.spread**2 * square
    seen = gram(system.linked, weights, system.links)
    known = float(count @ (system.information - system.spread * square))
    known -= float(system.kept.diagonal @ own) - 2.0 * system.kept.inner(crossed)
    known -= system.kept.inner(seen)
    if fixed_known:
        return known
    beside = _beside(system, through, crossed) + _along(system, weights, seen)
    of_kept = system.regression.T @ (own[:, None] * system.regression)
    return known - _lost(system, beside + of_kept)


def _beside(system: Equations, through: Sparse, crossed: Sparse) -> Floats:
    """Squares of the pairs' own rows and their products with others, shape (n_fixed, n_fixed).

    Args:
        system: The equations.
        through: Squared information of pairs, shape (n_panels, n_kept).
        crossed: The product of `links` and `through`, spread over panels.
    """
    at, weights = system.layout, system.layout.panels.count * system.spread
    (omega, rho), regression = system.by_sheet, system.regression
    alone = gram(turned(system.asked), at.pairs_by_sheet, system.asked)
    direct = np.asarray(system.basis.T @ (alone @ system.basis))
    asked, informed = np.asarray(system.asked @ system.basis), omega * rho
    of_kept = turned(at.kept_by_sheet) - gram(at.by_sheet, weights, system.links)
    taken = _from_sheets(system, scaled(informed, csr_array(of_kept)), regression)
    shared = scaled(informed, gram(at.by_sheet, weights, at.filled_in))
    taken += _from_sheets(system, shared, asked)
    both = _from_sheets(system, gram(at.by_sheet, weights, through), regression)
    doubled = both - np.asarray(regression.T @ (crossed @ regression)) - taken
    return np.asarray(direct + doubled + doubled.T)
