"""Reliability of these raters and no others (Gwet's model 3), with gaps and repeats."""

import numpy as np
from numpy.typing import NDArray

from scoring.reliability.panel import Panel
from scoring.reliability.variance.components import Components
from scoring.reliability.variance.sums import Sums
from scoring.reliability.words import ratio


def fixed_raters(panel: Panel, *, interaction: bool) -> Components | None:
    """Model 3: random targets, these raters and no others; None where it cannot be told.

    Source: Gwet (2014), chapter 10, equations 10.2.9 and 10.2.10 with interaction.
    """
    s = Sums(panel)
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


def _fixed_additive(s: Sums, fitted: float) -> Components | None:
    noise = ratio(s.squares - fitted, s.total - s.n - s.r + 1, 1.0)
    if noise is None:
        return None
    noise = max(noise, 0.0)
    target = max((fitted - s.by_rater - (s.n - 1) * noise) / (s.total - s.k4), 0.0)
    share = ratio(target, target + noise, s.squares)
    return Components(target=target, residual=noise, inter=share, intra=share)


def _least_squares(s: Sums) -> tuple[NDArray[np.float64], float, float]:
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
