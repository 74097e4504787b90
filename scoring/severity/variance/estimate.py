"""The variance components of a track: estimated where the ratings tell, priors elsewhere."""

from dataclasses import dataclass

import numpy as np

from schemas.config.policy import PriorVariances
from scoring.severity.arrays import Floats
from scoring.severity.design.layout import Layout
from scoring.severity.design.ratings import Design
from scoring.severity.design.sums import sums_of, with_mean
from scoring.severity.fit import NAMES, Component, Origin, Variance
from scoring.severity.variance.components import WORDS, Counts, Plan, plan_of, split
from scoring.severity.variance.likelihood import Problem
from scoring.severity.variance.reml import VANISHED, estimate

USUAL: dict[Component, float] = {"target": 0.3, "rater": 0.1, "target_rater": 0.1, "residual": 0.5}
"""Shares of the scores' variance from which the search starts; the answer does not depend on it."""

ESTIMATED = (
    "Variance components are estimated with probes rather than worked out: too many raters hang "
    "together for that."
)


@dataclass(frozen=True)
class Components:
    """Variance components, with the criterion (None without an estimate) and notes in words."""

    variance: Variance
    criterion: float | None
    notes: tuple[str, ...]


def components_of(
    design: Design,
    layout: Layout,
    counts: Counts,
    priors: PriorVariances,
    *,
    method: str,
    halo: bool,
    min_freedom: int,
) -> Components:
    """Estimate what can be estimated; see `scoring.severity.variance.components` for the rest."""
    plan = plan_of(counts, halo=halo, min_freedom=min_freedom)
    spread = float(np.var(design.score)) if design.n_ratings else 0.0
    if spread <= 1e-12 * max(1.0, float(np.abs(design.score).max(initial=0.0)) ** 2):
        reason = "the ratings are all equal, and show no spread to tell it from"
        plan = Plan((), {name: reason for name in NAMES if halo or name != "target_rater"})
    if not plan.classes:
        return _described(plan, priors, {}, None)
    found, criterion = _estimated(design, layout, plan, priors, spread, method)
    whole = sum(found.values()) + sum(float(getattr(priors, name)) for name in plan.prior)
    if "residual" in found and found["residual"] <= VANISHED * whole:
        plan = _without_residual(plan)
        if not plan.classes:
            return _described(plan, priors, {}, None)
        found, criterion = _estimated(design, layout, plan, priors, spread, method)
    return _described(plan, priors, found, criterion)


def _without_residual(plan: Plan) -> Plan:
    reason = "raters agree without exception, and show no error to tell it from"
    gone = next(group for group in plan.classes if "residual" in group)
    classes = tuple(group for group in plan.classes if group != gone)
    return Plan(classes, {**plan.prior, **dict.fromkeys(gone, reason)})


def _estimated(
    design: Design, layout: Layout, plan: Plan, priors: PriorVariances, spread: float, method: str
) -> tuple[dict[Component, float], float | None]:
    """The variances of the classes, by the component that stands for each."""
    standing = {group[-1]: group for group in plan.classes}
    start = {name: float(getattr(priors, name)) for name in plan.prior}
    whole = sum(USUAL[name] for name in standing)
    start |= {name: spread * USUAL[name] / whole for name in standing}
    names: list[Component] = ["target", "rater", "target_rater", "residual"]
    if not layout.candidacies_absorbed:
        names[:2] = ["rater", "target"]
    problem = Problem(
        layout=layout,
        sums=sums_of(design, layout.sheets, design.score - design.score.mean()),
        basis=with_mean(design),
        n_ratings=design.n_ratings,
        method_is_ml=method == "ml",
        free=np.array([name in standing for name in names]),
    )
    found, there = estimate(problem, _vector(start, names))
    by_name = dict(zip(names, found.tolist(), strict=True))
    return {name: by_name[name] for name in standing}, there.criterion


def _vector(start: dict[Component, float], names: list[Component]) -> Floats:
    return np.array([start.get(name, 0.0) for name in names])


def _described(
    plan: Plan, priors: PriorVariances, found: dict[Component, float], criterion: float | None
) -> Components:
    value: dict[Component, float] = dict.fromkeys(NAMES, 0.0)
    origin: dict[Component, Origin] = dict.fromkeys(NAMES, "absent")
    notes = []
    for name, reason in plan.prior.items():
        value[name], origin[name] = float(getattr(priors, name)), "prior"
        notes.append(f"The {WORDS[name]} is the prior's, {value[name]:.4g}: {reason}.")
    if plan.classes and criterion is None:
        notes.append(ESTIMATED)
    for group in plan.classes:
        parts = split(found[group[-1]], group, priors)
        value |= parts
        origin |= dict.fromkeys(group, "estimated" if len(group) == 1 else "prior")
        if len(group) > 1:
            together = " and the ".join(WORDS[name] for name in group)
            notes.append(
                f"The {together} cannot be told apart in these ratings; their sum, "
                f"{sum(parts.values()):.4g}, is estimated and split as the priors are."
            )
    return Components(Variance(**value, origin=origin), criterion, tuple(notes))
