"""The likelihood of variance components, its slope and its average information.

Source:
    Patterson and Thompson (1971), Biometrika 58; Gilmour, Thompson and Cullis (1995),
    Biometrics 51 (average information).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.severity.arrays import Floats, add_up
from scoring.severity.design.layout import Layout
from scoring.severity.design.sums import Sums
from scoring.severity.solving.equations import Equations, Ratios, Reduced
from scoring.severity.solving.kept import FOR_STEPS
from scoring.severity.variance.traces import traces

RESIDUAL = 3


@dataclass(frozen=True)
class Likelihood:
    """The criterion at one set of components.

    Attributes:
        regression: How kept effects answer to fixed ones there, shape (n_kept, n_fixed).
        criterion: Minus twice the (restricted) log-likelihood; None where out of reach.
        found: What the ratings show of absorbed, kept, halo and residual variance, shape (4,).
        expected: What these components would show, shape (4,).
        curvature: Average information, shape (4, 4).
    """

    regression: Floats
    criterion: float | None
    found: Floats
    expected: Floats
    curvature: Floats

    @property
    def slope(self) -> Floats:
        """The score: half of what is found beyond the expected."""
        return (self.found - self.expected) / 2


@dataclass(frozen=True)
class Problem:
    """What is estimated from what.

    Attributes:
        layout: The factors.
        sums: Unweighted sums of the ratings.
        basis: Fixed effects by question, shape (n_questions, n_fixed).
        n_ratings: Ratings.
        method_is_ml: Full instead of restricted likelihood.
        free: Which of absorbed, kept, halo and residual variance are estimated, shape (4,).
    """

    layout: Layout
    sums: Sums
    basis: Floats
    n_ratings: int
    method_is_ml: bool
    free: NDArray[np.bool_]


def likelihood(problem: Problem, variances: Floats, near: Floats | None = None) -> Likelihood:
    """Criterion, slope and curvature at the variances given (residual above 0)."""
    residual = float(variances[RESIDUAL])
    ratios = Ratios(*(float(v) / residual for v in variances[:3]))
    system = Equations(problem.layout, problem.sums, ratios, problem.basis, FOR_STEPS, near)
    sides = _sides(system)
    squares = np.array([float(side @ side) for side in sides])
    scale = np.array([ratios.absorbed, ratios.kept, ratios.halo])
    quadratic = _quadratic(system)
    left = quadratic - float(scale @ squares)
    fixed = 0 if problem.method_is_ml else problem.basis.shape[1]
    counted = problem.n_ratings - fixed
    with_halo = bool(problem.free[2] or variances[2] > 0)
    trace = traces(system, fixed_known=problem.method_is_ml, halo=with_halo)
    information = _information(problem, system, sides, left)
    criterion = counted * np.log(2 * np.pi * residual) + quadratic / residual
    determinant = _log_determinant(system, restricted=not problem.method_is_ml)
    return Likelihood(
        regression=system.regression,
        criterion=None if determinant is None else float(criterion + determinant),
        found=np.append(squares, left) / residual**2,
        expected=np.append(trace, counted - scale @ trace) / residual,
        curvature=information / (2 * residual**3),
    )


def _information(
    problem: Problem, system: Equations, sides: tuple[Floats, Floats, Floats], left: float
) -> Floats:
    """F'Pf of the four working scores f (their own sides spread over ratings), shape (4, 4).

    f'Pg is f'g less what each elimination takes of it; the last working score is the residual
    itself, whose sums by question add nothing.
    """
    moving = [column for column in range(4) if problem.free[column]]
    scores = [_working(problem, system, sides, column) for column in moving]
    found = np.zeros((4, 4))
    spread = system.spread[problem.layout.panels.of]
    share = system.rho / problem.sums.omega
    for first, (row, (total, mine)) in enumerate(zip(moving, scores, strict=True)):
        answered = system.kept.solve(mine.kept)
        for column, (other, theirs) in zip(moving[first:], scores[first:], strict=True):
            base = float((share * total) @ other)
            if row == column == RESIDUAL:
                base = left - system.ratios.halo * float((system.rho * total) @ total)
            taken = float((spread * mine.absorbed) @ theirs.absorbed + answered @ theirs.kept)
            taken += float(mine.fixed @ system.fixed_inverse @ theirs.fixed)
            found[row, column] = found[column, row] = base - taken
    return found


def _working(
    problem: Problem, system: Equations, sides: tuple[Floats, Floats, Floats], column: int
) -> tuple[Floats, Reduced]:
    """A working score's sums by pair, and what the equations make of them."""
    at, sums = problem.layout, problem.sums
    if column == RESIDUAL:
        return sides[2], system.reduce(sides[2], np.zeros(len(sums.by_question)))
    fitted = (sides[0][at.absorbed], sides[1][at.kept], sides[2])[column]
    total = sums.omega * fitted
    return total, system.reduce(total, sums.to_questions(fitted))


def _sides(system: Equations) -> tuple[Floats, Floats, Floats]:
    """Sums of residuals by absorbed level, kept level and pair."""
    at, residual = system.layout, system.solution.residual
    return (
        add_up(at.absorbed, residual, at.n_absorbed),
        add_up(at.kept, residual, at.n_kept),
        residual,
    )


def _quadratic(system: Equations) -> float:
    """Score' projection score, in residual variances."""
    at, sums, solved = system.layout, system.sums, system.solution
    effects = solved.absorbed[at.absorbed] + solved.kept[at.kept] + solved.halo
    explained = sums.total_by_question @ (system.basis @ solved.fixed) + sums.total @ effects
    return float(sums.square - explained)


def _log_determinant(system: Equations, *, restricted: bool) -> float | None:
    kept = system.kept.log_determinant
    if kept is None:
        return None
    left = 1.0 - system.spread * system.information
    absorbed = -system.layout.panels.count @ np.log(left)
    fixed = np.linalg.slogdet(system.fixed_block)[1] if restricted else 0.0
    return float(absorbed - np.log(system.rho).sum() + kept + fixed)
