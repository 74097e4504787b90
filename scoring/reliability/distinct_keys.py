"""Whether the two keys are two: their correlation, corrected for the noise of each."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import special

from schemas.results.reliability import Coefficient, DistinctKeys
from scoring.reliability.words import ratio, undefined
from scoring.severity.fit import TrackFit

MIN_CANDIDACIES = 10
NEAR_ONE = 0.85
"""From here two measures are held to measure one thing. Source: Henseler et al. (2015)."""
NOT_BY_CHANCE = 0.50
"""A correlation near one on thin evidence says nothing unless its lower limit reaches this."""
LEAST_RELIABILITY = 0.10
MOST_COMPARED = 2000
ANCHORS = 8

TOO_FEW = f"Fewer than {MIN_CANDIDACIES} candidacies have both keys: too few to tell."
NO_SPREAD = "A key hardly differs between candidates beyond its error: nothing can be told."


def disattenuated(
    correlation: float, first_reliability: float, second_reliability: float
) -> float | None:
    """The correlation of two true scores; it may exceed 1. None without reliability.

    Source: Spearman (1904).
    """
    root = math.sqrt(max(first_reliability, 0.0) * max(second_reliability, 0.0))
    return None if root == 0 else correlation / root


def distinct_keys(
    levels: pl.DataFrame,
    *,
    reliabilities: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> DistinctKeys:
    """Say whether values ratings only repeat skill ratings.

    Args:
        levels: One row a candidacy: `values_level`, `values_se`, `skill_level`, `skill_se`;
            rows that lack any of them are left out.
        reliabilities: Of the values and the skill levels, where known better than from the
            levels' own errors (1 less mean squared error over variance).
        confidence: Of the interval: Fisher's z on the observed correlation, its limits
            corrected like the correlation itself.

    Source:
        Spearman (1904); Hunter and Schmidt (2004) for the interval.
    """
    names = ["values_level", "values_se", "skill_level", "skill_se"]
    known = levels.select(pl.col(names).cast(pl.Float64)).fill_nan(None).drop_nulls()
    n = len(known)
    if n < MIN_CANDIDACIES:
        return _unknown(n, TOO_FEW)
    values, values_se, skill, skill_se = known.to_numpy().T
    observed = _correlation(values, skill)
    found = reliabilities or (_reliability(values, values_se), _reliability(skill, skill_se))
    if observed is None or min(found) < LEAST_RELIABILITY:
        return _unknown(n, NO_SPREAD).model_copy(update={"observed": observed})
    root = math.sqrt(found[0] * found[1])
    low, high = (limit / root for limit in _fisher_limits(observed, n, confidence))
    corrected = Coefficient(value=observed / root, low=low, high=high)
    verdict, said = _verdict(observed / root, low, high)
    return DistinctKeys(
        n_candidacies=n,
        observed=observed,
        reliability_values=found[0],
        reliability_skill=found[1],
        corrected=corrected,
        verdict=verdict,
        said=said,
    )


def distinct_tracks(
    values: TrackFit,
    skill: TrackFit,
    candidacies: Sequence[str] | None = None,
    *,
    confidence: float = 0.95,
) -> DistinctKeys:
    """The same for two fitted tracks, each key's noise being that of comparing candidacies.

    An error against the floor holds the severity of raters whom all share, which disturbs no
    comparison: taken for noise it would make keys look more alike than they are.

    Args:
        values: The fitted values track.
        skill: The fitted skill track.
        candidacies: Which to compare, for example those of one requisition; all by default.
        confidence: Of the interval.
    """
    tracks = {"values": values.levels, "skill": skill.levels}
    parts = [
        found.select("candidacy", pl.col("level", "se").name.prefix(f"{name}_"))
        for name, found in tracks.items()
    ]
    levels = parts[0].join(parts[1], on="candidacy", how="inner").sort("candidacy")
    if candidacies is not None:
        levels = levels.filter(pl.col("candidacy").is_in(list(candidacies)))
    if len(levels) < MIN_CANDIDACIES:
        return _unknown(len(levels), TOO_FEW)
    names = levels["candidacy"].to_list()
    found = (
        _share(levels["values_level"].to_numpy(), _comparison_noise(values, names)),
        _share(levels["skill_level"].to_numpy(), _comparison_noise(skill, names)),
    )
    return distinct_keys(levels, reliabilities=found, confidence=confidence)


def _comparison_noise(fit: TrackFit, names: list[str]) -> float:
    """Half the mean squared error of a difference, from a few candidacies to many others."""
    others = names[:: max(1, len(names) // MOST_COMPARED)]
    anchors = others[:: max(1, len(others) // ANCHORS)][:ANCHORS]
    squares = [
        fit.contrast_ses(anchor, [name for name in others if name != anchor]) ** 2
        for anchor in anchors
    ]
    return float(np.concatenate(squares).mean()) / 2


def _correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    x, y = first - first.mean(), second - second.mean()
    size = math.sqrt(float((x**2).sum() * (y**2).sum()))
    return ratio(float((x * y).sum()), size, 1.0)


def _reliability(level: NDArray[np.float64], se: NDArray[np.float64]) -> float:
    return _share(level, float((se**2).mean()))


def _share(level: NDArray[np.float64], noise: float) -> float:
    """Share of the variance of levels that is not noise; 0 where they do not vary."""
    variance = float(level.var(ddof=1))
    return ratio(variance - noise, variance, 1.0) or 0.0


def _fisher_limits(correlation: float, n: int, confidence: float) -> tuple[float, float]:
    middle = math.atanh(max(min(correlation, 1 - 1e-12), -1 + 1e-12))
    reach = float(special.ndtri((1 + confidence) / 2)) / math.sqrt(n - 3)
    return math.tanh(middle - reach), math.tanh(middle + reach)


def _verdict(
    value: float, low: float, high: float
) -> tuple[Literal["distinct", "not_distinct", "undetermined"], str]:
    if value >= NEAR_ONE and low >= NOT_BY_CHANCE:
        return "not_distinct", (
            f"The two keys are not distinct: without their noise they correlate {value:.2f}, so "
            "values ratings only repeat skill ratings. Let different raters ask the values "
            "questions, and rate them before skill is known."
        )
    if value >= NEAR_ONE or high >= 1:
        return "undetermined", (
            f"The two keys correlate {value:.2f} without their noise, but the evidence is too "
            "thin to rule out that they are one."
        )
    return "distinct", f"The two keys are distinct: without their noise they correlate {value:.2f}."


def _unknown(n: int, why: str) -> DistinctKeys:
    return DistinctKeys(n_candidacies=n, corrected=undefined(why), verdict="undetermined", said=why)
