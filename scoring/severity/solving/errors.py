"""Errors of effects: prediction error variances and covariances, from solved equations.

All are in units of the residual variance. `offset` (shape (n_fixed,)) asks for the error of
offset'fixed + effect instead of the effect alone: for a prediction held against a floor the
mean's own error counts. With `fixed_known` the fixed effects count as known.
"""

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.solving.equations import Equations


def absorbed_variances(
    system: Equations, offset: Floats | None = None, *, fixed_known: bool = False
) -> Floats:
    """Error variance of each absorbed effect, shape (n_absorbed,)."""
    of = system.layout.panels.of
    variance = system.spread + system.spread**2 * system.through_kept
    if fixed_known:
        return variance[of]
    variance += system.spread**2 * system.through_fixed
    if offset is not None:
        shared = system.fixed_inverse @ offset
        asked = system.absorbed_asked(system.basis @ shared)
        variance += offset @ shared
        along = np.asarray(asked - system.links @ (system.regression @ shared))
        variance -= 2.0 * system.spread * along
    return variance[of]


def kept_variances(
    system: Equations, offset: Floats | None = None, *, fixed_known: bool = False
) -> Floats:
    """Error variance of each kept effect, shape (n_kept,)."""
    variance = system.kept.diagonal
    if fixed_known:
        return variance
    loads = (0.0 if offset is None else offset) - system.regression
    return np.asarray(variance + np.einsum("ij,ij->i", loads @ system.fixed_inverse, loads))


def panel_loads(system: Equations, panels: Codes) -> Floats:
    """How absorbed effects of some panels move with the fixed ones, shape (n, n_fixed)."""
    whole = np.eye(system.basis.shape[1])
    return np.asarray(-system.spread[panels, None] * system.along(panels, whole))


def absorbed_covariances(system: Equations, first: int, others: Codes) -> Floats:
    """Error covariances of absorbed effect `first` with `others`, shape (n_others,)."""
    of = system.layout.panels.of
    mine, theirs = of[[first]], of[others]
    column = system.kept.solve(system.links[mine].toarray().ravel())
    shared = system.spread[mine] * system.spread[theirs] * (system.links[theirs] @ column)
    load = system.fixed_inverse @ panel_loads(system, mine)[0]
    own = np.where(others == first, system.spread[mine], 0.0)
    return np.asarray(shared + panel_loads(system, theirs) @ load + own)


def kept_covariances(system: Equations, first: int, others: Codes) -> Floats:
    """Error covariances of kept effect `first` with `others`, shape (n_others,)."""
    unit = np.zeros(system.layout.n_kept)
    unit[first] = 1.0
    by_fixed = system.regression[others] @ (system.fixed_inverse @ system.regression[first])
    return np.asarray(system.kept.solve(unit)[others] + by_fixed)
