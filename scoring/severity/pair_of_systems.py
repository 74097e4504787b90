"""The two systems of a track: levels (candidacies fixed) and predictions (candidacies random)."""

from dataclasses import dataclass

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.design import Design
from scoring.severity.equations import Equations, Ratios, Solution
from scoring.severity.errors import (
    absorbed_covariances,
    absorbed_variances,
    kept_covariances,
    kept_variances,
)
from scoring.severity.fit import Estimate, Variance
from scoring.severity.layout import layout_of
from scoring.severity.plain import Plain
from scoring.severity.sums import sums_of


@dataclass(frozen=True)
class Side:
    """Equations seen from one factor of the design: which of absorbed and kept it is."""

    system: Equations
    is_absorbed: bool
    plain: Plain | None = None

    @property
    def effects(self) -> Floats:
        """Its effects."""
        solution = self.system.solution
        return solution.absorbed if self.is_absorbed else solution.kept

    def variances(self, offset: Floats | None = None, *, fixed_known: bool = False) -> Floats:
        """Their error variances, in residual variances."""
        find = absorbed_variances if self.is_absorbed else kept_variances
        found = find(self.system, offset, fixed_known=fixed_known)
        if self.plain is None:
            return found
        return found + (self.plain.of_absorbed() if self.is_absorbed else self.plain.of_kept())

    def covariances(self, first: int, others: Codes) -> Floats:
        """Error covariances of effect `first` with `others`, in residual variances."""
        find = absorbed_covariances if self.is_absorbed else kept_covariances
        found = find(self.system, first, others)
        if self.plain is None:
            return found
        add = self.plain.between_absorbed if self.is_absorbed else self.plain.between_kept
        return found + add(first, others)


@dataclass(frozen=True)
class Both:
    """Levels and predictions of one design at one set of variances."""

    level: Equations
    prediction: Equations
    candidacies_absorbed: bool
    residual: float
    plain: Plain | None

    @property
    def levels(self) -> Side:
        """Candidacies in the level equations."""
        return Side(self.level, self.candidacies_absorbed, self.plain)

    @property
    def severities(self) -> Side:
        """Raters in the level equations."""
        return Side(self.level, not self.candidacies_absorbed, self.plain)

    @property
    def predictions(self) -> Side:
        """Candidacies in the prediction equations."""
        return Side(self.prediction, self.candidacies_absorbed)

    @property
    def rater_predictions(self) -> Side:
        """Raters in the prediction equations."""
        return Side(self.prediction, not self.candidacies_absorbed)

    @property
    def solution(self) -> Solution:
        """Solution of the level equations."""
        return self.level.solution

    def variances_of_differences(self, first: int, others: Codes, estimate: Estimate) -> Floats:
        """Error variance of candidacy `first` minus each of `others`."""
        side = self.levels if estimate == "level" else self.predictions
        own = side.variances()
        shared = side.covariances(first, others)
        return np.asarray(self.residual * (own[first] + own[others] - 2.0 * shared))


def solve_both(design: Design, variance: Variance) -> Both:
    """Set up both systems; the larger factor is absorbed."""
    layout, first = layout_of(design)
    rater = variance.rater / variance.residual
    halo = variance.target_rater / variance.residual
    target = variance.target / variance.residual
    basis = design.contrasts.basis
    mean = np.ones((len(basis), 1))
    weighted = sums_of(design, design.score, design.weight)
    level = Equations(layout, weighted, _ratios(first, np.inf, rater, halo), basis)
    even = bool((design.weight == 1.0).all())
    surplus = design.weight**2 - design.weight
    return Both(
        level=level,
        prediction=Equations(
            layout,
            weighted if even else sums_of(design, design.score, np.ones(design.n_ratings)),
            _ratios(first, target, rater, halo),
            np.hstack([mean, basis]),
        ),
        candidacies_absorbed=first,
        residual=variance.residual,
        plain=None if even else Plain(level, sums_of(design, design.score, surplus)),
    )


def _ratios(candidacies_absorbed: bool, candidacy: float, rater: float, halo: float) -> Ratios:
    if candidacies_absorbed:
        return Ratios(candidacy, rater, halo)
    return Ratios(rater, candidacy, halo)
