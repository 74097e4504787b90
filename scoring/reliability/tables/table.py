"""Every coefficient of an analyst's table, so that anyone can hold our numbers against theirs."""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.results.reliability import Coefficient, ReliabilityTable
from scoring.reliability.agreement.chance_corrected import chance_corrected
from scoring.reliability.agreement.kappa import Weighting, agreement_weights, cohens_kappa
from scoring.reliability.agreement.krippendorff import METRICS, Metric, agreement_rate, alpha
from scoring.reliability.agreement.ranks import concordance, mean_correlation
from scoring.reliability.icc import NAMES, intraclass
from scoring.reliability.panel import Panel
from scoring.reliability.precision import raters_needed
from scoring.reliability.tables.elsewhere import printed_elsewhere
from scoring.reliability.tables.models import gwet_coefficients, nested
from scoring.reliability.variance.generalizability import (
    Design,
    dependability,
    design,
    generalizability,
)
from scoring.reliability.words import ALL_EQUAL, FEW_TARGETS, NOT_COMPLETE, undefined

ON_COMPLETE = (*NAMES, "cronbach_alpha", "kendall_w", "mean_pearson", "mean_spearman")
WEIGHTINGS: tuple[Weighting, ...] = ("unweighted", "linear", "quadratic")
MOST_VALUES = 60
"""With more different scores than this, kappas count as categories what is a measurement."""


@dataclass(frozen=True)
class TableOptions:
    """What to compute.

    Attributes:
        metrics: Of Krippendorff's alpha.
        labels: What the scores stand for when they are codes of words, in order.
        draws: Bootstrap samples for alpha.
        seed: Of the bootstrap.
        confidence: Of all intervals, 0 to 1.
        variance: Between targets, between raters and residual, where a model was fitted.
    """

    metrics: tuple[Metric, ...] = METRICS
    labels: tuple[str, ...] = ()
    draws: int = 1000
    seed: int = 1
    confidence: float = 0.95
    variance: tuple[float, float, float] | None = None


def reliability_of_table(ratings: pl.DataFrame, options: TableOptions) -> ReliabilityTable:
    """All that the table bears; what it does not is null and said in words.

    Args:
        ratings: `target`, `rater` (str), `score` (float, null is unrated) and, where a target
            was rated on several, `item` (str).
        options: What to compute.
    """
    items = ["item"] if "item" in ratings.columns else []
    units = Panel.from_frame(ratings, ["target", *items], "rater", "score")
    rows = Panel.from_frame(ratings, ["target"], "rater", "score")
    if units.n_ratings == 0:
        return ReliabilityTable(n_targets=0, n_complete=0, n_raters=0, n_ratings=0, coefficients={})
    means, used = rows.cell_means(), design(rows)
    complete = means.complete()
    found = _agreement(units.cell_means() if units.has_repeats else units, options)
    tests: dict[str, float | None] = {}
    variance: dict[str, dict[str, float | None]] = {}
    if not options.labels:
        w = concordance(complete)
        found |= _numeric(complete, w.w, options) | _generalized(used, options)
        tests = {"kendall_chi2": w.chi2, "kendall_p": w.p}
        more, variance = gwet_coefficients(rows)
        if options.variance is not None:
            names = ("target", "rater", "residual")
            variance["two_way"] = dict(zip(names, options.variance, strict=True))
        in_tasks, parts = nested(ratings) if items else ({}, {})
        found |= more | in_tasks
        variance |= parts
    return ReliabilityTable(
        n_targets=int((rows.per_target > 0).sum()),
        n_complete=len(complete),
        n_raters=int((rows.per_rater > 0).sum()),
        n_ratings=rows.n_ratings,
        raters_per_target=used.khat,
        q=used.q,
        coefficients=found,
        variance=variance,
        tests=tests,
        raters_needed=_needed(found),
        elsewhere={}
        if options.labels
        else printed_elsewhere(means, complete, found, options.confidence),
        labels=options.labels,
        notes=_notes(rows, complete, options),
    )


def _agreement(panel: Panel, options: TableOptions) -> dict[str, Coefficient]:
    found = {
        f"alpha_{metric}": alpha(
            panel, metric, draws=options.draws, seed=options.seed, confidence=options.confidence
        )
        for metric in options.metrics
    }
    table = panel.complete()
    shared = Panel.from_matrix(table) if len(table) and panel.n_raters > 1 else panel
    found["exact_agreement"] = _rate(shared, 0.0)
    if not options.labels:
        found["within_one_agreement"] = _rate(shared, 1.0)
    if len(panel.values) > MOST_VALUES:
        return found
    for weighting in WEIGHTINGS:
        ending = "" if weighting == "unweighted" else f"_{weighting}"
        family = chance_corrected(panel, weighting, options.confidence)
        found |= {f"{name}{ending}": value for name, value in family.items()}
        if panel.n_raters == 2:
            joint = _joint(table, panel.values)
            weights = agreement_weights(panel.values, weighting)
            kappa = cohens_kappa(joint, weights, options.confidence) if len(table) else None
            found[f"cohen_kappa{ending}"] = kappa or undefined(FEW_TARGETS)
    return found


def _rate(panel: Panel, within: float) -> Coefficient:
    value = agreement_rate(panel, within)
    return Coefficient(value=value, said="" if value is not None else FEW_TARGETS)


def _joint(table: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    first, second = (np.searchsorted(values, column) for column in table.T)
    size = len(values)
    pairs = np.bincount(first * size + second, minlength=size * size)
    return pairs.reshape(size, size).astype(np.float64)


def _numeric(
    complete: NDArray[np.float64], w: Coefficient, options: TableOptions
) -> dict[str, Coefficient]:
    if len(complete) < 2 and complete.shape[1] > 1:
        return dict.fromkeys(ON_COMPLETE, undefined(NOT_COMPLETE))
    six = intraclass(complete, options.confidence)
    return {
        **six,
        "cronbach_alpha": six["icc3_k"],
        "kendall_w": w,
        "mean_pearson": mean_correlation(complete),
        "mean_spearman": mean_correlation(complete, ranks=True),
    }


def _generalized(used: Design, options: TableOptions) -> dict[str, Coefficient]:
    """G(q,k) and dependability by the fitted variances."""
    if options.variance is None:
        return {}
    target, rater, noise = options.variance
    values = {
        "g_q_k": None
        if used.q is None
        else generalizability(target, rater, noise, used.khat, used.q),
        "dependability_1": dependability(target, rater, noise, 1.0),
        "dependability_k": dependability(target, rater, noise, used.khat),
    }
    return {
        name: undefined(ALL_EQUAL) if value is None else Coefficient(value=value)
        for name, value in values.items()
    }


def _needed(found: dict[str, Coefficient]) -> dict[str, int | None]:
    """Raters for .70, .80, .90, from the fitted dependability or else ICC(2,1)."""
    single = found.get("dependability_1") or found.get("icc2_1")
    if single is None or single.value is None:
        return {}
    needed = {f".{wanted}": raters_needed(single.value, wanted / 100) for wanted in (70, 80, 90)}
    return {
        name: None if number is None else math.ceil(number - 1e-9)
        for name, number in needed.items()
    }


def _notes(rows: Panel, complete: NDArray[np.float64], options: TableOptions) -> tuple[str, ...]:
    notes = []
    n_rated = int((rows.per_target > 0).sum())
    if len(complete) < n_rated and not options.labels:
        notes.append(
            f"{len(complete)} of {n_rated} targets were rated by every rater: intraclass "
            "correlations, Kendall's W and mean correlations rest on those alone."
        )
    if rows.has_repeats:
        notes.append("A rater's repeated ratings of one target count by their mean.")
    if options.labels:
        notes.append(f"Scores are words, in this order: {', '.join(options.labels)}.")
    if len(rows.values) > MOST_VALUES:
        notes.append(
            f"{len(rows.values)} different scores: kappas are left out, they are for categories."
        )
    return tuple(notes)
