"""Generalizability: what a panel's mean is worth under the design that was really used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.panel import Panel
from scoring.reliability.words import ratio


@dataclass(frozen=True)
class Design:
    """Who rated whom, in the two figures that reliability depends on.

    Attributes:
        khat: Harmonic mean of raters per target.
        q: Weight of the rater variance in comparisons of targets: 0 where all raters rate all
            targets, 1/khat where no rater is shared. None for a single target.
    """

    khat: float
    q: float | None


def design(panel: Panel) -> Design:
    """The design of a panel, over its rated targets; repeats count once.

    Source: Putka, Le, McCloy and Diaz (2008), with q = 1/khat minus the mean, over ordered
    pairs of targets, of (raters shared) / (raters of one times raters of the other).
    """
    once = panel.cell_means()
    raters = once.per_target[once.target]
    n = int((once.per_target > 0).sum())
    inverse = float((1 / once.per_target[once.per_target > 0]).sum())
    if n < 2:
        return Design(n / inverse, None)
    carried = np.bincount(once.rater, weights=1 / raters)
    shared = float((carried**2).sum()) - inverse
    q = inverse / n - shared / (n * (n - 1))
    return Design(n / inverse, max(q, 0.0) if q > -1e-12 else q)


def generalizability(
    target: float, rater: float, noise: float, khat: float, q: float
) -> float | None:
    """G(q,k): reliability of differences between panel means, raters uncorrected.

    Args:
        target: Variance between targets.
        rater: Variance between raters.
        noise: Variance of target by rater and residual together, for one rater.
        khat: See `Design`.
        q: See `Design`.

    Returns:
        0 to 1; None where all three are nothing.

    Source:
        Putka, Le, McCloy and Diaz (2008).
    """
    return ratio(target, target + q * rater + noise / khat, target + rater + noise)


def dependability(target: float, rater: float, noise: float, raters: float) -> float | None:
    """Reliability of a mean over `raters` against a fixed floor. Source: Brennan (2001), Phi."""
    return ratio(target, target + (rater + noise) / raters, target + rater + noise)


@dataclass(frozen=True)
class NestedComponents:
    """Persons crossed with tasks, raters nested in tasks: p x (r:t)."""

    person: float
    task: float
    rater_in_task: float
    person_task: float
    residual: float
    n_tasks: int
    n_raters: int

    def relative(self) -> float | None:
        """E-rho squared, for ranking, with as many tasks and raters as were used."""
        noise = self.person_task / self.n_tasks + self.residual / (self.n_tasks * self.n_raters)
        return ratio(self.person, self.person + noise, self._size)

    def absolute(self) -> float | None:
        """Phi, for a fixed floor, with as many tasks and raters as were used."""
        noise = (self.task + self.person_task) / self.n_tasks
        noise += (self.rater_in_task + self.residual) / (self.n_tasks * self.n_raters)
        return ratio(self.person, self.person + noise, self._size)

    @property
    def _size(self) -> float:
        return abs(self.person) + self.task + self.rater_in_task + self.person_task + self.residual


def nested_components(scores: NDArray[np.float64]) -> NestedComponents:
    """Variance components of p x (r:t) by expected mean squares; they may come out negative.

    Args:
        scores: Complete, shape (n_persons, n_tasks, n_raters), each at least 2.

    Source:
        Brennan (2001), Generalizability Theory, chapter 3.
    """
    p, t, r = scores.shape
    grand, persons, tasks = scores.mean(), scores.mean(axis=(1, 2)), scores.mean(axis=(0, 2))
    raters, cells = scores.mean(axis=0), scores.mean(axis=2)
    ms_p = t * r * ((persons - grand) ** 2).sum() / (p - 1)
    ms_t = p * r * ((tasks - grand) ** 2).sum() / (t - 1)
    ms_rt = p * ((raters - tasks[:, None]) ** 2).sum() / (t * (r - 1))
    ms_pt = r * ((cells - persons[:, None] - tasks + grand) ** 2).sum() / ((p - 1) * (t - 1))
    rest = scores - cells[:, :, None] - raters + tasks[:, None]
    ms_e = (rest**2).sum() / ((p - 1) * t * (r - 1))
    return NestedComponents(
        person=float((ms_p - ms_pt) / (t * r)),
        task=float((ms_t - ms_pt - ms_rt + ms_e) / (p * r)),
        rater_in_task=float((ms_rt - ms_e) / p),
        person_task=float((ms_pt - ms_e) / r),
        residual=float(ms_e),
        n_tasks=t,
        n_raters=r,
    )
