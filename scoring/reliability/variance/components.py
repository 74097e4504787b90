"""Variance components by moments, for tables with gaps and repeated ratings (Gwet's models)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.panel import Panel
from scoring.reliability.variance.sums import Sums
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


def by_target(panel: Panel) -> Components | None:
    """Model 1A: raters differ from target to target. Source: Gwet (2014), equation 8.1.3."""
    s = Sums(panel)
    return _one_way(s, s.by_target, s.n, s.k4, target=True)


def by_rater(panel: Panel) -> Components | None:
    """Model 1B: each rater with himself over targets. Source: Gwet (2014), equation 8.2.4."""
    s = Sums(panel)
    return _one_way(s, s.by_rater, s.r, s.k3, target=False)


def _one_way(
    s: Sums, between: float, groups: int, share: float, *, target: bool
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
    s = Sums(panel)
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


def _additive_system(s: Sums) -> NDArray[np.float64] | None:
    # Unknown: target, rater, residual; each line is an expected sum of squares.
    lines = [
        [0, s.total - s.k3, s.total - s.n],
        [s.total - s.k4, 0, s.total - s.r],
        [s.total - s.k1, s.total - s.k2, s.total - 1],
    ]
    seen = [s.squares - s.by_target, s.squares - s.by_rater, s.squares]
    return _solve(np.array(lines, dtype=float), np.array(seen))


def _interaction_system(s: Sums, noise: float) -> NDArray[np.float64] | None:
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
