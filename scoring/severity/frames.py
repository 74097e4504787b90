"""The tables of a fit, from solved equations."""

import numpy as np
import polars as pl

from scoring.severity.arrays import Codes, Floats, add_up
from scoring.severity.design import Design
from scoring.severity.fit import TrackFit, Variance
from scoring.severity.pair_of_systems import Both
from scoring.severity.variances import Components

LEVELS = (
    "n",
    "n_raters",
    "raw",
    "question_correction",
    "severity_correction",
    "halo_correction",
    "level",
    "se",
    "blup",
    "blup_se",
    "blup_cond_sd",
    "deviation",
    "deviation_se",
    "island",
)
RATERS = ("n", "severity", "severity_se", "blup", "blup_se", "blup_cond_sd", "island")
LINES = ("question_effect", "severity", "halo", "corrected", "share")


def frames_of(
    design: Design,
    both: Both,
    found: Components,
    island: tuple[Codes, Codes],
    notes: tuple[str, ...],
) -> TrackFit:
    """Lay out levels, raters, questions and corrections; `island` of candidacies and of raters."""
    of_candidacy, of_rater = island
    lines = _lines(design, both)
    fixed = both.prediction.solution.fixed
    basis_fixed = design.contrasts.basis @ both.solution.fixed
    return TrackFit(
        levels=_levels(design, both, lines, of_candidacy),
        raters=_raters(design, both, of_rater),
        questions=design.contrasts.table.with_columns(
            effect=pl.Series(basis_fixed, dtype=pl.Float64),
            n_candidacies=pl.Series(design.contrasts.n_candidacies, dtype=pl.Int64),
        ),
        corrections=_in_given_order(lines, design.order),
        variance=found.variance,
        intercept=float(fixed[0]),
        intercept_se=float(np.sqrt(both.residual * both.prediction.fixed_inverse[0, 0])),
        criterion=found.criterion,
        n_islands=int(of_candidacy.max(initial=0)),
        notes=notes,
        covariances=both,
    )


def empty_fit(ratings: pl.DataFrame, variance: Variance) -> TrackFit:
    """A fit of no ratings: empty tables with the same columns."""
    names = {"n": pl.Int64, "n_raters": pl.Int64, "island": pl.Int64}
    return TrackFit(
        levels=_empty(("candidacy", ratings.schema["candidacy"]), LEVELS, names),
        raters=_empty(("rater_id", ratings.schema["rater_id"]), RATERS, names),
        questions=pl.DataFrame(
            schema={
                "guide": ratings.schema["guide"],
                "question_id": ratings.schema["question_id"],
                "effect": pl.Float64,
                "n_candidacies": pl.Int64,
            }
        ),
        corrections=pl.DataFrame(schema=dict.fromkeys(LINES, pl.Float64)),
        variance=variance,
        intercept=float("nan"),
        intercept_se=float("nan"),
        criterion=None,
        n_islands=0,
        notes=("There are no ratings.",),
    )


def _empty(
    key: tuple[str, pl.DataType], columns: tuple[str, ...], whole: dict[str, type[pl.Int64]]
) -> pl.DataFrame:
    return pl.DataFrame(
        schema={key[0]: key[1], **{name: whole.get(name, pl.Float64) for name in columns}}
    )


def _lines(design: Design, both: Both) -> pl.DataFrame:
    """The arithmetic of each rating, in the design's order."""
    candidacy = design.candidacy[design.pair]
    effect = (design.contrasts.basis @ both.solution.fixed)[design.question]
    severity = -both.severities.effects[design.rater[design.pair]]
    halo = both.solution.halo[design.pair]
    share = design.weight / add_up(candidacy, design.weight, len(design.candidacies))[candidacy]
    return pl.DataFrame(
        {
            "question_effect": effect,
            "severity": severity,
            "halo": halo,
            "corrected": design.score - effect + severity - halo,
            "share": share,
        }
    )


def _in_given_order(lines: pl.DataFrame, order: Codes) -> pl.DataFrame:
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return lines[back]


def _levels(design: Design, both: Both, lines: pl.DataFrame, island: Codes) -> pl.DataFrame:
    candidacy, size = design.candidacy[design.pair], len(design.candidacies)
    share = lines["share"].to_numpy()

    def mean(values: Floats) -> Floats:
        return add_up(candidacy, share * values, size)

    raw = mean(design.score)
    question = -mean(lines["question_effect"].to_numpy())
    severity = mean(lines["severity"].to_numpy())
    halo = -mean(lines["halo"].to_numpy())
    predicted, scale = both.predictions, both.residual
    offset = np.zeros(both.prediction.basis.shape[1])
    offset[0] = 1.0
    deviation = predicted.effects
    return pl.DataFrame(
        {
            "candidacy": design.candidacies,
            "n": np.bincount(candidacy, minlength=size),
            "n_raters": np.bincount(design.candidacy, minlength=size),
            "raw": raw,
            "question_correction": question,
            "severity_correction": severity,
            "halo_correction": halo,
            "level": raw + question + severity + halo,
            "se": np.sqrt(scale * both.levels.variances()),
            "blup": deviation + both.prediction.solution.fixed[0],
            "blup_se": np.sqrt(scale * predicted.variances(offset)),
            "blup_cond_sd": np.sqrt(scale * predicted.variances(fixed_known=True)),
            "deviation": deviation,
            "deviation_se": np.sqrt(scale * predicted.variances()),
            "island": island,
        }
    )


def _raters(design: Design, both: Both, island: Codes) -> pl.DataFrame:
    rater, scale = design.rater[design.pair], both.residual
    predicted = both.rater_predictions
    return pl.DataFrame(
        {
            "rater_id": design.raters,
            "n": np.bincount(rater, minlength=len(design.raters)),
            "severity": -both.severities.effects,
            "severity_se": np.sqrt(scale * both.severities.variances()),
            "blup": predicted.effects,
            "blup_se": np.sqrt(scale * predicted.variances()),
            "blup_cond_sd": np.sqrt(scale * predicted.variances(fixed_known=True)),
            "island": island,
        }
    )
