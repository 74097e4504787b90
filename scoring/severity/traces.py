"""Traces that the slope of the likelihood needs: how much a design says about each component."""

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, add_up, gram
from scoring.severity.equations import Equations

ROWS_AT_ONCE = 32_768


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
    """What estimating the fixed effects takes from each trace, shape (3,)."""
    at, panels = system.layout, system.layout.panels
    along = system.absorbed_to_fixed - system.links @ system.regression
    left = np.sqrt(panels.count) * (1.0 - system.spread * system.information)
    of_halo = np.zeros((system.basis.shape[1],) * 2)
    through, weight = system.spread[:, None] * along, np.sqrt(panels.count)[panels.panel]
    for start in range(0, len(panels.pairs) if halo else 0, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        effects = through[panels.panel[rows]] + system.regression[at.kept[panels.pairs[rows]]]
        moved = system.asked[rows] @ system.basis - system.standing[rows, None] * effects
        moved *= weight[rows, None]
        of_halo += moved.T @ moved
    moved, kept = left[:, None] * along, system.kept.shrunk(system.kept_to_fixed, system.regression)
    squares = (moved.T @ moved, kept.T @ kept, of_halo)
    return np.array([float((system.fixed_inverse * square).sum()) for square in squares])
