"""The two systems of a track: levels (candidacies fixed) and predictions (candidacies random)."""

from dataclasses import dataclass

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.design.layout import Layout
from scoring.severity.design.ratings import Design
from scoring.severity.design.sums import Sums, sums_of, with_mean
from scoring.severity.fit import Estimate, Variance
from scoring.severity.solving.equations import Equations, Ratios
from scoring.severity.solving.errors import (
    absorbed_covariances,
    absorbed_variances,
    kept_covariances,
    kept_variances,
)
from scoring.severity.solving.kept import FOR_ERRORS
from scoring.severity.solving.plain import Plain


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
class Systems:
    """Levels and predictions of one design at one set of variances."""

    level: Equations
    prediction: Equations
    residual: float
    plain: Plain | None

    @property
    def _first(self) -> bool:
        return self.level.layout.candidacies_absorbed

    @property
    def levels(self) -> Side:
        """Candidacies in the level equations."""
        return Side(self.level, self._first, self.plain)

    @property
    def severities(self) -> Side:
        """Raters in the level equations."""
        return Side(self.level, not self._first, self.plain)

    @property
    def predictions(self) -> Side:
        """Candidacies in the prediction equations."""
        return Side(self.prediction, self._first)

    @property
    def rater_predictions(self) -> Side:
        """Raters in the prediction equations."""
        return Side(self.prediction, not self._first)

    def covariances(self, first: int, others: Codes, estimate: Estimate) -> Floats:
        """Error covariances of candidacy `first` with `others`, in squared scale points."""
        side = self.levels if estimate == "level" else self.predictions
        return self.residual * side.covariances(first, others)


def systems_of(design: Design, layout: Layout, variance: Variance) -> Systems:
    """Set up both systems."""
    rater = variance.rater / variance.residual
    halo = variance.target_rater / variance.residual
    target = variance.target / variance.residual
    plain = sums_of(design, layout.sheets, design.score)
    weighted = plain if design.even else sums_of(design, layout.sheets, design.score, design.weight)
    basis = design.contrasts.basis
    level = Equations(layout, weighted, _ratios(layout, np.inf, rater, halo), basis, FOR_ERRORS)
    return Systems(
        level=level,
        prediction=Equations(
            layout, plain, _ratios(layout, target, rater, halo), with_mean(design), FOR_ERRORS
        ),
        residual=variance.residual,
        plain=None if design.even else Plain(level, _surplus(design, layout)),
    )


def _surplus(design: Design, layout: Layout) -> Sums:
    return sums_of(design, layout.sheets, design.score, design.weight**2 - design.weight)


def _ratios(layout: Layout, candidacy: float, rater: float, halo: float) -> Ratios:
    if layout.candidacies_absorbed:
        return Ratios(candidacy, rater, halo)
    return Ratios(rater, candidacy, halo)
