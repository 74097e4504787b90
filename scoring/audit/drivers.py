"""How an outcome goes with each key, and what a plain average of the keys would weigh."""

import numpy as np
from numpy.typing import NDArray

from schemas.audit import Drivers, EffectiveWeights
from schemas.policy import OrderRule
from scoring.audit.importance import effective_weights, shapley_shares
from scoring.audit.rank_comparison import tau_bs

Array = NDArray[np.float64]

MIN_CANDIDACIES = 3
"""Two candidacies always lie on a line."""


def drivers(outcome: Array, values: Array, skill: Array) -> Drivers | None:
    """Describe how an outcome goes with each key.

    Args:
        outcome: Larger is preferred; NaN is left out, as are keys that are not finite.
        values: Values levels.
        skill: Skill levels.

    Returns:
        Rank correlations and Shapley shares; None with fewer than three candidacies.
    """
    known = np.isfinite(outcome) & np.isfinite(values) & np.isfinite(skill)
    outcome, values, skill = outcome[known], values[known], skill[known]
    if outcome.size < MIN_CANDIDACIES:
        return None
    shares = _shares(outcome, values, skill)
    tau_values, tau_skill = tau_bs(outcome, values, skill)
    return Drivers(
        n=outcome.size,
        tau_values=tau_values,
        tau_skill=tau_skill,
        share_values=None if shares is None else shares[0],
        share_skill=None if shares is None else shares[1],
        r2=None if shares is None else shares[2],
    )


def _shares(outcome: Array, values: Array, skill: Array) -> tuple[float, float, float] | None:
    covariance = _covariance(values, skill, outcome)
    spreads = np.sqrt(np.diag(covariance))
    if spreads.min() == 0:
        return None
    split = shapley_shares(covariance / np.outer(spreads, spreads))
    explained = float(split.sum())
    if explained <= 0:
        return None
    return float(split[0]) / explained, float(split[1]) / explained, min(1.0, explained)


def _covariance(*columns: Array) -> Array:
    together = np.array(columns)
    # A column of one value must have exactly no spread, whatever its mean rounds to.
    centred = together - together[:, :1]
    centred -= centred.mean(axis=1, keepdims=True)
    covariance: Array = centred @ centred.T / (together.shape[1] - 1)
    return covariance


def weights_of_average(values: Array, skill: Array, rule: OrderRule) -> EffectiveWeights:
    """Set the nominal weights of a plain average beside what they come to.

    Args:
        values: Values levels of complete candidacies; those not finite are left out.
        skill: Skill levels of the same.
        rule: The nominal weights, and the share of skill that draws a warning where the policy
            asks for a weighted order.
    """
    known = np.isfinite(values) & np.isfinite(skill)
    keys = np.stack([values[known], skill[known]])
    nominal = np.array([rule.values_weight, 1 - rule.values_weight])
    found, correlation = None, None
    if keys.shape[1] >= MIN_CANDIDACIES:
        covariance = _covariance(*keys)
        found = effective_weights(nominal, covariance)
        spreads = np.sqrt(np.diag(covariance))
        if spreads.min() > 0:
            correlation = float(covariance[0, 1] / spreads.prod())
    return EffectiveWeights(
        n=keys.shape[1],
        nominal_values=nominal[0],
        nominal_skill=nominal[1],
        effective_values=None if found is None else float(found[0]),
        effective_skill=None if found is None else float(found[1]),
        correlation=correlation,
        warning="" if found is None else _warning(rule, float(found[1])),
    )


def _warning(rule: OrderRule, skill_share: float) -> str:
    if rule.by != "weighted" or skill_share <= rule.skill_share_cap:
        return ""
    return (
        f"The policy orders passers by a weighted average of {rule.values_weight:.0%} values and "
        f"{1 - rule.values_weight:.0%} skill, but skill decides {skill_share:.0%} of it, above "
        f"the cap of {rule.skill_share_cap:.0%}: ratings of skill spread more here."
    )
