"""Variance components by moments, for tables with gaps and repeated ratings (Gwet's models)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.panel import Panel
from scoring.reliability.words import ratio


@dataclass(frozen=True)
class Components:
    """Variances, never below zero, and the two coefficients made of them.

    Attributes:
        target: Between targets; 0 where the model has none.
        rater: Between raters; 0 where the model has none or holds raters fixed.
        target_rater: Interaction; 0 where the model has none.
        residual: What is left.
        inter: Reliability between raters, None where undefined or not of this model.
        intra: Reliability of a rater with himself, None likewise.
    """

    target: float = 0.0
    rater: float = 0.0
    target_rater: float = 0.0
    residual: float = 0.0
    inter: float | None = None
    intra: float | None = None


class _Sums:
    """Counts and sums of squares that all models share, over rated targets and raters."""

    def __init__(self, panel: Panel) -> None:
        self.y = panel.score - panel.score.mean()
        self.target, n = _dense(panel.target)
        self.rater, r = _dense(panel.rater)
        self.n, self.r, self.total = n, r, panel.n_ratings
        cell, self.cell = np.unique(self.target * r + self.rater, return_inverse=True)
        self.cells = len(cell)
        self.m = np.bincount(self.target * r + self.rater, minlength=n * r).reshape(n, r) * 1.0
        self.rows, self.columns = self.m.sum(axis=1), self.m.sum(axis=0)
        self.squares = float((self.y**2).sum())
        self.by_target, self.by_rater = self._by(self.target), self._by(self.rater)
        self.by_cell = self._by(self.cell)
        self.k1, self.k2 = (
            float((counts**2).sum() / self.total) for counts in (self.rows, self.columns)
        )
        self.k3 = float((self.m**2 / self.rows[:, None]).sum())
        self.k4 = float((self.m**2 / self.columns).sum())
        self.k5 = float((self.m**2).sum() / self.total)

    @property
    def repeated(self) -> bool:
        return self.cells < self.total

    def _by(self, group: NDArray[np.intp]) -> float:
        """Sum over groups of their total squared over their number."""
        total = np.bincount(group, weights=self.y)
        return float((total**2 / np.bincount(group)).sum())


def _dense(index: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    used, place = np.unique(index, return_inverse=True)
    return place, len(used)


def by_target(panel: Panel) -> Components | None:
    """Model 1A: raters differ from target to target. Source: Gwet (2014), equation 8.1.3."""
    s = _Sums(panel)
    return _one_way(s, s.by_target, s.n, s.k4, target=True)


def by_rater(panel: Panel) -> Components | None:
    """Model 1B: each rater with himself over targets. Source: Gwet (2014), equation 8.2.4."""
    s = _Sums(panel)
    return _one_way(s, s.by_rater, s.r, s.k3, target=False)


def _one_way(
    s: _Sums, between: float, groups: int, share: float, *, target: bool
) -> Components | None:
    noise = ratio(s.squares - between, s.total - groups, 1.0)
    if noise is None:
        return None
    spread = ratio(between - (groups - 1) * noise, s.total - share, s.total)
    if spread is None:
        return None
    noise, spread = max(noise, 0.0), max(spread, 0.0)
    share_of = ratio(spread, spread + noise, s.squares)
    if target:
        return Components(target=spread, residual=noise, inter=share_of)
    return Components(rater=spread, residual=noise, intra=share_of)


def crossed(panel: Panel, *, interaction: bool) -> Components | None:
    """Model 2: targets and raters both random; None where the design cannot tell them apart.

    Args:
        panel: Gaps and repeats are allowed.
        interaction: Whether targets by raters is a component of its own; it needs repeats.

    Source:
        Henderson's first method; Gwet (2014), chapter 9 (with interaction) and 9.5 (without).
    """
    s = _Sums(panel)
    if interaction and not s.repeated:
        return None
    noise = (s.squares - s.by_cell) / (s.total - s.cells) if interaction else 0.0
    found = _interaction_system(s, max(noise, 0.0)) if interaction else _additive_system(s)
    if found is None:
        return None
    target, rater, rest = (max(float(part), 0.0) for part in found)
    residual, joint = (max(noise, 0.0), rest) if interaction else (rest, 0.0)
    whole = target + rater + joint + residual
    return Components(
        target,
        rater,
        joint,
        residual,
        inter=ratio(target, whole, s.squares),
        intra=ratio(target + rater + joint, whole, s.squares),
    )


def _additive_system(s: _Sums) -> NDArray[np.float64] | None:
    # Unknown: target, rater, residual; each line is an expected sum of squares.
    lines = [
        [0, s.total - s.k3, s.total - s.n],
        [s.total - s.k4, 0, s.total - s.r],
        [s.total - s.k1, s.total - s.k2, s.total - 1],
    ]
    seen = [s.squares - s.by_target, s.squares - s.by_rater, s.squares]
    return _solve(np.array(lines, dtype=float), np.array(seen))


def _interaction_system(s: _Sums, noise: float) -> NDArray[np.float64] | None:
    # Unknown: target, rater, interaction; the residual is known from the repeats.
    lines = [
        [0, s.total - s.k3, s.total - s.k3],
        [s.total - s.k4, 0, s.total - s.k4],
        [s.total - s.k1, s.k3 - s.k2, s.k3 - s.k5],
    ]
    seen = [
        s.by_cell - s.by_target - (s.cells - s.n) * noise,
        s.by_cell - s.by_rater - (s.cells - s.r) * noise,
        s.by_target - (s.n - 1) * noise,
    ]
    return _solve(np.array(lines, dtype=float), np.array(seen))


def _solve(lines: NDArray[np.float64], seen: NDArray[np.float64]) -> NDArray[np.float64] | None:
    if np.linalg.cond(lines) > 1e10:
        return None
    return np.asarray(np.linalg.solve(lines, seen), dtype=np.float64)


def fixed_raters(panel: Panel, *, interaction: bool) -> Components | None:
    """Model 3: random targets, these raters and no others; None where it cannot be told.

    Source: Gwet (2014), chapter 10, equations 10.2.9 and 10.2.10 with interaction.
    """
    s = _Sums(panel)
    if s.r < 2 or s.n < 2 or (interaction and not s.repeated):
        return None
    design, fitted, spread = _least_squares(s)
    if np.linalg.cond(design) > 1e10:
        return None
    if not interaction:
        return _fixed_additive(s, fitted)
    noise = (s.squares - s.by_cell) / (s.total - s.cells)
    joint = (s.by_cell - fitted - (s.cells - s.n - s.r + 1) * noise) / (s.total - spread)
    target = (s.by_cell - s.by_rater - (s.cells - s.r) * noise) / (s.total - s.k4)
    target -= (s.r - 1) * joint / s.r
    noise, joint, target = max(noise, 0.0), max(joint, 0.0), max(target, 0.0)
    whole = target + joint + noise
    return Components(
        target=target,
        target_rater=joint,
        residual=noise,
        inter=ratio(target - joint / (s.r - 1), whole, s.squares),
        intra=ratio(target + joint, whole, s.squares),
    )


def _fixed_additive(s: _Sums, fitted: float) -> Components | None:
    noise = ratio(s.squares - fitted, s.total - s.n - s.r + 1, 1.0)
    if noise is None:
        return None
    noise = max(noise, 0.0)
    target = max((fitted - s.by_rater - (s.n - 1) * noise) / (s.total - s.k4), 0.0)
    share = ratio(target, target + noise, s.squares)
    return Components(target=target, residual=noise, inter=share, intra=share)


def _least_squares(s: _Sums) -> tuple[NDArray[np.float64], float, float]:
    """The reduced normal matrix of raters, the fitted sum of squares, and k*.

    k* is what the interaction variance is multiplied by in the expected fitted sum of squares.
    """
    share = s.m / s.rows[:, None]
    inside = (s.m * share).sum(axis=1)
    design = np.diag(s.columns) - share.T @ s.m
    mixed = (share * s.m).T @ s.m
    carried = (share * inside[:, None]).T @ s.m - mixed - mixed.T + np.diag((s.m**2).sum(axis=0))
    means = np.bincount(s.target, weights=s.y) / s.rows
    gap = np.bincount(s.rater, weights=s.y) - s.m.T @ means
    kept = slice(0, s.r - 1)
    design = design[kept, kept]
    pinned = np.linalg.pinv(design)
    fitted = s.by_target + float(gap[kept] @ pinned @ gap[kept])
    return design, fitted, float(inside.sum() + np.trace(pinned @ carried[kept, kept]))
