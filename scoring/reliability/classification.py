"""How often a floor decision is right, and how often another panel would decide alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import integrate, stats

from scoring.floor import p_above_floor
from scoring.reliability.words import ratio


@dataclass(frozen=True)
class FloorDecisions:
    """Expected rates over candidates, 0 to 1.

    Attributes:
        p_above: Probability that each true level reaches the floor, shape (n,).
        accuracy: Share expected to be decided rightly.
        consistency: Share expected to be decided alike by an equal panel.
        false_pass: Share that passes though the true level is below.
        false_fail: Share that fails though the true level is above.
    """

    p_above: NDArray[np.float64]
    accuracy: float
    consistency: float
    false_pass: float
    false_fail: float


def floor_decisions(
    level: NDArray[np.float64], se: NDArray[np.float64], floor: float
) -> FloorDecisions | None:
    """Expected accuracy and consistency of passing those at or above the floor.

    Args:
        level: Shape (n,), none missing.
        se: Standard errors against the floor, 0 or more; 0 is certainty.
        floor: On the same scale.

    Returns:
        None for no levels.

    Source:
        Rudner (2001, 2005), P-method: p = Phi((level - floor) / se).
    """
    if len(level) == 0:
        return None
    p = p_above_floor(level, se, floor)
    passed = level >= floor
    return FloorDecisions(
        p_above=p,
        accuracy=float(np.where(passed, p, 1 - p).mean()),
        consistency=float((p**2 + (1 - p) ** 2).mean()),
        false_pass=float(np.where(passed, 1 - p, 0).mean()),
        false_fail=float(np.where(passed, 0, p).mean()),
    )


def effective_length(
    mean: float, variance: float, low: float, high: float, reliability: float
) -> float | None:
    """How many equal right-or-wrong items a test of this reliability is worth, not rounded.

    Source: Livingston and Lewis (1995).
    """
    above = (mean - low) * (high - mean) - reliability * variance
    return ratio(above, variance * (1 - reliability), variance)


@dataclass(frozen=True)
class Classification:
    """Passing and failing by true and observed score; passing is the positive class."""

    true_pass: float
    false_pass: float
    false_fail: float
    true_fail: float
    consistency: float

    @property
    def accuracy(self) -> float:
        """Share classified rightly."""
        return self.true_pass + self.true_fail

    @property
    def chance(self) -> float:
        """Share that two unrelated panels would classify alike."""
        passing = self.true_pass + self.false_pass
        return passing**2 + (1 - passing) ** 2

    @property
    def kappa(self) -> float | None:
        """Consistency beyond chance; None where all pass or all fail."""
        return ratio(self.consistency - self.chance, 1 - self.chance, 1.0)

    @property
    def sensitivity(self) -> float | None:
        """Share of those truly above who pass."""
        return ratio(self.true_pass, self.true_pass + self.false_fail, 1.0)

    @property
    def specificity(self) -> float | None:
        """Share of those truly below who fail."""
        return ratio(self.true_fail, self.true_fail + self.false_pass, 1.0)


def livingston_lewis(
    lower: float, upper: float, alpha: float, beta: float, length: int, cut: float
) -> Classification:
    """Expected classification under a four-parameter beta distribution of true scores.

    Args:
        lower: Lowest true proportion.
        upper: Highest true proportion.
        alpha: First shape of the beta distribution.
        beta: Second shape.
        length: Effective test length, in items.
        cut: Proportion from which one passes.

    Source:
        Livingston and Lewis (1995); Hanson (1991).
    """
    needed = int(np.ceil(cut * length - 1e-9))

    def density(true: float) -> float:
        return float(stats.beta.pdf(true, alpha, beta, loc=lower, scale=upper - lower))

    def passing(true: float, power: int) -> float:
        return float(stats.binom.sf(needed - 1, length, true)) ** power * density(true)

    def over(start: float, end: float, power: int) -> float:
        if start >= end:
            return 0.0
        return float(integrate.quad(passing, start, end, args=(power,), epsabs=1e-11)[0])

    split = min(max(cut, lower), upper)
    above = float(stats.beta.sf(split, alpha, beta, loc=lower, scale=upper - lower))
    true_pass, false_pass = over(split, upper, 1), over(lower, split, 1)
    twice = over(lower, split, 2) + over(split, upper, 2)
    return Classification(
        true_pass,
        false_pass,
        false_fail=above - true_pass,
        true_fail=1 - above - false_pass,
        consistency=1 - 2 * (true_pass + false_pass - twice),
    )
