"""Errors of effects: prediction error variances and covariances, from solved equations.

All are in units of the residual variance. `offset` (shape (n_fixed,)) asks for the error of
offset'fixed + effect instead of the effect alone: for a prediction held against a floor the
mean's own error counts. With `fixed_known` the fixed effects count as known.
"""

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.equations import Equations


def absorbed_variances(
    system: Equations, offset: Floats | None = None, *, fixed_known: bool = False
) -> Floats:
    """Error variance of each absorbed effect, shape (n_absorbed,)."""
    variance = system.spread + system.spread**2 * system.kept.quadratic(system.links)
    if fixed_known:
        return variance
    return variance + _by_fixed(system, absorbed_loads(system, offset))


def kept_variances(
    system: Equations, offset: Floats | None = None, *, fixed_known: bool = False
) -> Floats:
    """Error variance of each kept effect, shape (n_kept,)."""
    variance: Floats = np.diag(system.kept.inverse).copy()
    if fixed_known:
        return variance
    return variance + _by_fixed(system, kept_loads(system, offset))


def absorbed_loads(system: Equations, offset: Floats | None = None) -> Floats:
    """How absorbed effects move with the fixed effects, shape (n_absorbed, n_fixed)."""
    through = system.absorbed_to_fixed - system.links @ system.regression
    return np.asarray(_shift(offset) - system.spread[:, None] * np.asarray(through))


def kept_loads(system: Equations, offset: Floats | None = None) -> Floats:
    """How kept effects move with the fixed effects, shape (n_kept, n_fixed)."""
    return np.asarray(_shift(offset) - system.regression)


def absorbed_covariances(
    system: Equations, first: int, others: Codes, offset: Floats | None = None
) -> Floats:
    """Error covariances of absorbed effect `first` with `others`, shape (n_others,)."""
    column = system.kept.solve(system.links[[first]].toarray().ravel())
    shared = system.spread[first] * system.spread[others] * (system.links[others] @ column)
    loads = absorbed_loads(system, offset)
    shared = shared + loads[others] @ (system.fixed_inverse @ loads[first])
    return np.asarray(shared + np.where(others == first, system.spread[first], 0.0))


def kept_covariances(
    system: Equations, first: int, others: Codes, offset: Floats | None = None
) -> Floats:
    """Error covariances of kept effect `first` with `others`, shape (n_others,)."""
    loads = kept_loads(system, offset)
    unit = np.zeros(system.layout.n_kept)
    unit[first] = 1.0
    by_fixed = loads[others] @ (system.fixed_inverse @ loads[first])
    return np.asarray(system.kept.solve(unit)[others] + by_fixed)


def _by_fixed(system: Equations, loads: Floats) -> Floats:
    found: Floats = ((loads @ system.fixed_inverse) * loads).sum(axis=1)
    return found


def _shift(offset: Floats | None) -> Floats | float:
    return 0.0 if offset is None else offset
