"""Coefficients that rest on a stated model: Gwet's for gaps and repeats, raters in tasks."""

from collections.abc import Callable

import polars as pl

from schemas.results.reliability import Coefficient
from scoring.reliability.panel import Panel
from scoring.reliability.variance.components import Components, by_rater, by_target, crossed
from scoring.reliability.variance.fixed_raters import fixed_raters
from scoring.reliability.variance.generalizability import nested_components
from scoring.reliability.words import NO_SPREAD, undefined

MODELS: dict[str, Callable[[Panel], Components | None]] = {
    "gwet_1a": by_target,
    "gwet_1b": by_rater,
    "gwet_2": lambda panel: crossed(panel, interaction=False),
    "gwet_2_interaction": lambda panel: crossed(panel, interaction=True),
    "gwet_3": lambda panel: fixed_raters(panel, interaction=False),
    "gwet_3_interaction": lambda panel: fixed_raters(panel, interaction=True),
}
MOST_RATERS = 2000
MOST_CELLS = 50_000_000

Coefficients = dict[str, Coefficient]
Variances = dict[str, dict[str, float | None]]


def gwet_coefficients(panel: Panel) -> tuple[Coefficients, Variances]:
    """Reliability between raters and of each rater with himself, by six models.

    A model that the design does not bear (interaction without repeats, say) is left out, and
    so is the whole for tables past the size that dense cross-products bear.

    Returns:
        `<model>_inter` and `<model>_intra`, and each model's components.
    """
    if panel.n_raters > MOST_RATERS or panel.n_raters * panel.n_targets > MOST_CELLS:
        return {}, {}
    fitted = {name: model(panel) for name, model in MODELS.items()}
    found = {name: parts for name, parts in fitted.items() if parts is not None}
    return _pairs(found), {
        name: {
            "target": parts.target,
            "rater": parts.rater,
            "target_rater": parts.target_rater,
            "residual": parts.residual,
        }
        for name, parts in found.items()
    }


def _pairs(found: dict[str, Components]) -> Coefficients:
    coefficients = {}
    for name, parts in found.items():
        for kind, value, asked in (
            ("inter", parts.inter, name != "gwet_1b"),
            ("intra", parts.intra, name != "gwet_1a"),
        ):
            if asked:
                known = value is not None
                coefficients[f"{name}_{kind}"] = (
                    Coefficient(value=value) if known else undefined(NO_SPREAD)
                )
    return coefficients


def nested(ratings: pl.DataFrame) -> tuple[Coefficients, Variances]:
    """Targets by raters in items, p x (r:t): components, E-rho squared and Phi.

    Args:
        ratings: `target`, `item`, `rater`, `score`.

    Returns:
        Nothing where a rater rates several items, or the table is not complete.
    """
    known = ratings.drop_nulls("score")
    homes = known.group_by("rater").agg(n=pl.col("item").n_unique())
    if known.is_empty() or (homes["n"] > 1).any():
        return {}, {}
    p, t = known["target"].n_unique(), known["item"].n_unique()
    each = known.group_by("item").agg(r=pl.col("rater").n_unique())
    r = int(each["r"].item(0))
    whole = (each["r"] == r).all() and len(known) == p * t * r
    if not whole or min(p, t, r) < 2 or known.select("target", "rater").is_duplicated().any():
        return {}, {}
    scores = known.sort("target", "item", "rater")["score"].to_numpy().reshape(p, t, r)
    parts = nested_components(scores)
    coefficients = {
        name: undefined(NO_SPREAD) if value is None else Coefficient(value=value)
        for name, value in (("erho2", parts.relative()), ("phi", parts.absolute()))
    }
    return coefficients, {
        "p_x_r_in_t": {
            "target": parts.person,
            "item": parts.task,
            "rater_in_item": parts.rater_in_task,
            "target_item": parts.person_task,
            "residual": parts.residual,
        }
    }
