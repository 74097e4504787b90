"""Traces that the slope of the likelihood needs: how much a design says about each component."""

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, add_up, gram
from scoring.severity.solving.colours import signs
from scoring.severity.solving.equations import Equations

ROWS_AT_ONCE = 32_768
N_SIGNS = 8


def traces(system: Equations, *, fixed_known: bool, halo: bool) -> Floats:
    """Traces of Z'PZ for the absorbed factor, the kept one and halo, shape (3,).

    P is the residual-variance-scaled projection; with `fixed_known` (maximum likelihood) the
    inverse of the scaled covariance matrix instead. Without `halo` the last is 0.
    """
    of_halo = _halo(system) if halo else 0.0
    found = np.array([_absorbed(system), system.kept.informed_trace, of_halo])
    return found if fixed_known else found - _lost_to_fixed(system, halo=halo)


def _absorbed(system: Equations) -> float:
    count = system.layout.panels.count
    left = 1.0 - system.spread * system.information
    known = count * system.information @ left
    return float(known) - system.kept.inner(gram(system.links, count * left**2, system.links))


def _halo(system: Equations) -> float:
    at, panels, count = system.layout, system.layout.panels, system.layout.panels.count
    kept, squares = at.kept[panels.pairs], system.standing**2
    square = add_up(panels.panel, squares, panels.n_panels)
    through = csr_array((squares, (panels.panel, kept)), shape=system.links.shape)
    crossed = gram(through, count * system.spread, system.links)
    spread = gram(system.links, count * system.spread**2 * square, system.links)
    own = add_up(kept, count[panels.panel] * squares, at.n_kept)
    known = count @ (system.information - system.spread * square)
    lost = system.kept.inner_diagonal(own) - 2.0 * system.kept.inner(crossed)
    return float(known) - lost - system.kept.inner(spread)


def _lost_to_fixed(system: Equations, *, halo: bool) -> Floats:
    """What estimating the fixed effects takes from each trace, shape (3,).

    Each is a sum of squares of many rows. Where the kept block is too large to invert, and traces
    are estimated anyway, so are these, which are the smallest part of them.
    """
    kept = system.kept.shrunk(system.kept_to_fixed, system.regression)
    squared = _squared if system.kept.exact else _squared_by_signs
    absorbed, of_halo = squared(system, halo=halo)
    squares = (absorbed, kept.T @ kept, of_halo)
    return np.array([float((system.fixed_inverse * square).sum()) for square in squares])


def _squared(system: Equations, *, halo: bool) -> tuple[Floats, Floats]:
    """Squares of the absorbed effects' and the pairs' rows, each of shape (n_fixed, n_fixed)."""
    at, panels = system.layout, system.layout.panels
    often, left = np.sqrt(panels.count), 1.0 - system.spread * system.information
    absorbed, of_halo = (np.zeros((system.basis.shape[1],) * 2) for _ in range(2))
    for start in range(0, panels.n_panels, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        moved = (often * left)[rows, None] * system.along(rows)
        absorbed += moved.T @ moved
    for start in range(0, len(panels.pairs) if halo else 0, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        panel, kept = panels.panel[rows], at.kept[panels.pairs[rows]]
        effects = system.spread[panel, None] * system.along(panel) + system.regression[kept]
        moved = system.asked[rows] @ system.basis - system.standing[rows, None] * effects
        moved = often[panel, None] * np.asarray(moved)
        of_halo += moved.T @ moved
    return absorbed, of_halo


def _squared_by_signs(system: Equations, *, halo: bool) -> tuple[Floats, Floats]:
    """The same squares, estimated from the rows' sums under fixed signs."""
    at, panels = system.layout, system.layout.panels
    often, left = np.sqrt(panels.count), 1.0 - system.spread * system.information
    absorbed, of_halo = (np.zeros((system.basis.shape[1],) * 2) for _ in range(2))
    for turn in range(N_SIGNS):
        seen = _through_panels(system, often * left * signs(panels.n_panels, turn))
        absorbed += np.outer(seen, seen) / N_SIGNS
        if not halo:
            continue
        signed = often[panels.panel] * signs(len(panels.pairs), turn)
        strong = system.standing * signed
        of_panels = system.spread * add_up(panels.panel, strong, panels.n_panels)
        of_kept = add_up(at.kept[panels.pairs], strong, at.n_kept)
        seen = system.basis.T @ (system.asked.T @ signed) - _through_panels(system, of_panels)
        seen = seen - system.regression.T @ of_kept
        of_halo += np.outer(seen, seen) / N_SIGNS
    return absorbed, of_halo


def _through_panels(system: Equations, weights: Floats) -> Floats:
    """Weighted sum of the panels' rows of `Equations.along`, shape (n_fixed,)."""
    direct = system.basis.T @ (system.absorbed_asked.T @ weights)
    return np.asarray(direct - system.regression.T @ (system.links.T @ weights))
