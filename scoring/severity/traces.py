"""Traces that the slope of the likelihood needs: how much a design says about each component."""

import numpy as np
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Floats, Sparse, add_up
from scoring.severity.equations import Equations

ROWS_AT_ONCE = 65_536


def traces(system: Equations, *, fixed_known: bool) -> Floats:
    """Traces of Z'PZ for the absorbed factor, the kept one and halo, shape (3,).

    P is the residual-variance-scaled projection; with `fixed_known` (maximum likelihood) the
    inverse of the scaled covariance matrix instead.
    """
    found = np.array([_absorbed(system), system.kept.informed_trace, _halo(system)])
    return found if fixed_known else found - _lost_to_fixed(system)


def _absorbed(system: Equations) -> float:
    left = 1.0 - system.spread * system.information
    gone = system.links.T @ diags_array(left**2) @ system.links
    return float(system.information @ left) - system.kept.inner(csr_array(gone))


def _halo(system: Equations) -> float:
    at, strength = system.layout, system.sums.omega * system.rho
    square = add_up(at.absorbed, strength**2, at.n_absorbed)
    through: Sparse = csr_array(
        (strength**2, (at.absorbed, at.kept)), shape=(at.n_absorbed, at.n_kept)
    )
    crossed = through.T @ diags_array(system.spread) @ system.links
    own = diags_array(add_up(at.kept, strength**2, at.n_kept))
    spread = system.links.T @ diags_array(system.spread**2 * square) @ system.links
    known = strength.sum() - system.spread @ square
    return float(known) - system.kept.inner(csr_array(own - crossed - crossed.T + spread))


def _lost_to_fixed(system: Equations) -> Floats:
    """What estimating the fixed effects takes from each trace, shape (3,)."""
    at = system.layout
    along = system.absorbed_to_fixed - system.links @ system.regression
    left = (1.0 - system.spread * system.information)[:, None]
    halo = np.zeros((system.basis.shape[1],) * 2)
    strength = (system.sums.omega * system.rho)[:, None]
    direct = csr_array(diags_array(system.rho) @ system.sums.asked)
    through = system.spread[:, None] * along
    for start in range(0, len(at.absorbed), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        effects = through[at.absorbed[rows]] + system.regression[at.kept[rows]]
        moved = direct[rows] @ system.basis - strength[rows] * effects
        halo += moved.T @ moved
    kept = system.kept.shrunk(system.kept_to_fixed)
    squares = ((left * along).T @ (left * along), kept.T @ kept, halo)
    return np.array([float((system.fixed_inverse * square).sum()) for square in squares])
