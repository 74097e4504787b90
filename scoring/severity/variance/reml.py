"""Variance components by restricted or full maximum likelihood, with average information.

Source:
    Gilmour, Thompson and Cullis (1995), Biometrics 51; Harville (1977), JASA 72 (constraints).
"""

import numpy as np

from scoring.severity.arrays import Floats
from scoring.severity.variance.likelihood import RESIDUAL, Likelihood, Problem, likelihood

MAX_STEPS = 100
PRECISION = 1e-8
ROUGH = 1e-3
"""Where traces are estimated, a step below this share of a variance is the last: the next, a
hundred times smaller, would be lost in their noise."""
NEGLIGIBLE = 1e-9
VANISHED = 1e-7
"""A residual variance below this share of the whole is perfect agreement: no error is seen."""


def estimate(problem: Problem, start: Floats) -> tuple[Floats, Likelihood]:
    """Climb to the maximum; components may end at zero.

    Args:
        problem: What is estimated from what.
        start: First guess of the four variances; those not free keep these values.

    Returns:
        The variances (absorbed, kept, halo, residual) and the likelihood there.
    """
    variances, here = start, likelihood(problem, start)
    for _ in range(MAX_STEPS):
        if variances[RESIDUAL] <= VANISHED * variances.sum():
            break
        step = _newton(problem, variances, here)
        if step is not None and _is_small(step, variances, PRECISION):
            break
        if step is not None and here.criterion is None and _is_small(step, variances, ROUGH):
            variances = _bounded(problem, variances, step)
            break
        moved, there = _advance(problem, variances, here, step)
        if there is None:
            break
        variances, here = moved, there
    return variances, here


def _is_small(step: Floats, variances: Floats, share: float) -> bool:
    return bool(np.all(np.abs(step) <= share * (variances + NEGLIGIBLE * variances.sum())))


def _newton(problem: Problem, variances: Floats, here: Likelihood) -> Floats | None:
    """Newton's step within bounds; None where the curvature has no answer to the slope.

    A component that the step would take below its bound goes to the bound, and the others' steps
    are worked out anew given that.
    """
    held = (variances == 0) & (here.slope <= 0)
    moving = problem.free & ~held
    lowest = -variances * (1.0 if here.criterion is not None else 0.9)
    lowest[RESIDUAL] = -0.9 * variances[RESIDUAL]
    step = np.zeros(4)
    while moving.any():
        slope = here.slope - here.curvature @ np.where(moving, 0.0, step)
        found = _solved(here.curvature[np.ix_(moving, moving)], slope[moving])
        if found is None:
            return None
        step[moving] = found
        low = moving & (step < lowest)
        if not low.any():
            break
        step = np.where(low, lowest, step)
        moving &= ~low
    return step


def _solved(curvature: Floats, slope: Floats) -> Floats | None:
    scale = np.sqrt(np.maximum(np.diag(curvature), 1e-300))
    curvature, slope = curvature / np.outer(scale, scale), slope / scale
    found = np.linalg.lstsq(curvature, slope, rcond=1e-12)[0]
    if np.abs(curvature @ found - slope).max() > 1e-6 * np.abs(slope).max():
        return None
    return np.asarray(found / scale)


def _sure(problem: Problem, variances: Floats, here: Likelihood) -> Floats:
    """A small step that never makes the criterion worse, for where Newton's fails.

    Each variance is multiplied by the root of found over expected (Zhou, Hu, Zhou and Lange
    2019, Journal of Computational and Graphical Statistics 28).
    """
    ratio = np.sqrt(np.maximum(here.found, 0.0) / np.maximum(here.expected, 1e-300))
    return np.where(problem.free, variances * (np.clip(ratio, 1e-3, 1e3) - 1.0), 0.0)


def _advance(
    problem: Problem, variances: Floats, here: Likelihood, step: Floats | None
) -> tuple[Floats, Likelihood | None]:
    """Go along Newton's step, shorter where the criterion would get worse, or the sure one."""
    steps = [] if step is None else [step * 0.5**halving for halving in range(4)]
    for tried in (*steps, _sure(problem, variances, here)):
        moved = _bounded(problem, variances, tried)
        there = likelihood(problem, moved, here.regression)
        if here.criterion is None or there.criterion is None:
            return moved, there
        if there.criterion <= here.criterion + 1e-12 * abs(here.criterion):
            return moved, there
    return variances, None


def _bounded(problem: Problem, variances: Floats, step: Floats) -> Floats:
    """The variances moved, none leaping; what is left of one that vanishes is zero."""
    whole = variances.sum()
    moved = np.minimum(variances + step, 4.0 * whole)
    gone = problem.free & (moved <= NEGLIGIBLE * whole)
    gone[RESIDUAL] = False
    return np.where(gone, 0.0, moved)
