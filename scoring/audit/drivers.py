"""How an outcome goes with each key, and what a plain average of the keys would weigh."""

import numpy as np
from numpy.typing import NDArray

from schemas.config.policy import OrderRule
from schemas.results.audit import Drivers, EffectiveWeights
from scoring.audit.importance import effective_weights, shapley_shares
from scoring.audit.rank_comparison import tau_bs
from scoring.audit.requisitions import bounds, sizes_of_kept

Array = NDArray[np.float64]
Sizes = NDArray[np.int64]

MIN_CANDIDACIES = 3
"""Two candidacies always lie on a line."""


def drivers(outcome: Array, values: Array, skill: Array, sizes: Sizes) -> list[Drivers | None]:
    """Describe how the outcome of each requisition goes with each key.

    Args:
        outcome: Larger is preferred; NaN is left out, as are keys that are not finite. Here and
            in the keys, one requisition's candidacies after the other's.
        values: Values levels.
        skill: Skill levels.
        sizes: Candidacies of each requisition, shape (n_requisitions,).

    Returns:
        Rank correlations and Shapley shares of each requisition; None with fewer than three
        candidacies.
    """
    known = np.isfinite(outcome) & np.isfinite(values) & np.isfinite(skill)
    left = sizes_of_kept(known, sizes)
    columns = np.stack([values[known], skill[known], outcome[known]])
    covariance = _covariances(columns, left)
    taus = tau_bs(left, columns[2], columns[0], columns[1])
    return [
        None if n < MIN_CANDIDACIES else _drivers(n, found, *tau)
        for n, found, tau in zip(left.tolist(), covariance, taus, strict=True)
    ]


def _drivers(
    n: int, covariance: Array, tau_values: float | None, tau_skill: float | None
) -> Drivers:
    shares = _shares(covariance)
    return Drivers(
        n=n,
        tau_values=tau_values,
        tau_skill=tau_skill,
        share_values=None if shares is None else shares[0],
        share_skill=None if shares is None else shares[1],
        r2=None if shares is None else shares[2],
    )


def _shares(covariance: Array) -> tuple[float, float, float] | None:
    spreads = np.sqrt(covariance.diagonal())
    if not spreads.all():
        return None
    by_values, by_skill = shapley_shares(covariance / (spreads[:, None] * spreads)).tolist()
    explained = by_values + by_skill
    if explained <= 0:
        return None
    return by_values / explained, by_skill / explained, min(1.0, explained)


def _covariances(columns: Array, sizes: Sizes) -> Array:
    """Covariances of the columns in each requisition, shape (n_requisitions, n, n).

    They are nought where a requisition has fewer than `MIN_CANDIDACIES`.
    """
    found = np.zeros((len(sizes), len(columns), len(columns)))
    for place, (start, end) in enumerate(bounds(sizes)):
        n = end - start
        if n >= MIN_CANDIDACIES:
            part = columns[:, start:end]
            # A column of one value must have exactly no spread, whatever its mean rounds to.
            centred = part - part[:, :1]
            centred -= np.add.reduce(centred, axis=1, keepdims=True) / n
            found[place] = centred @ centred.T / (n - 1)
    return found


def weights_of_averages(
    values: Array, skill: Array, sizes: Sizes, rule: OrderRule
) -> list[EffectiveWeights]:
    """Set the nominal weights of a plain average beside what they come to in each requisition.

    Args:
        values: Values levels of complete candidacies, one requisition's after the other's;
            those not finite are left out.
        skill: Skill levels of the same.
        sizes: Candidacies of each requisition, shape (n_requisitions,).
        rule: The nominal weights, and the share of skill that draws a warning where the policy
            asks for a weighted order.
    """
    known = np.isfinite(values) & np.isfinite(skill)
    left = sizes_of_kept(known, sizes)
    covariances = _covariances(np.stack([values[known], skill[known]]), left)
    return [
        _weights(n, covariance, rule)
        for n, covariance in zip(left.tolist(), covariances, strict=True)
    ]


def _weights(n: int, covariance: Array, rule: OrderRule) -> EffectiveWeights:
    nominal = np.array([rule.values_weight, 1 - rule.values_weight])
    found = effective_weights(nominal, covariance)
    spreads = np.sqrt(covariance.diagonal())
    correlation = covariance[0, 1] / (spreads[0] * spreads[1]) if spreads.all() else None
    return EffectiveWeights(
        n=n,
        nominal_values=nominal[0],
        nominal_skill=nominal[1],
        effective_values=None if found is None else float(found[0]),
        effective_skill=None if found is None else float(found[1]),
        correlation=None if correlation is None else float(correlation),
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
