"""The tables of a fit, from solved equations."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from scoring.severity.arrays import Codes, Floats, add_up
from scoring.severity.design.ratings import Design
from scoring.severity.fit import Estimate, TrackFit
from scoring.severity.solving.systems import Systems
from scoring.severity.variance.estimate import Components


@dataclass(frozen=True)
class Solved:
    """A design with its solved systems."""

    design: Design
    systems: Systems

    @property
    def question_effects(self) -> Floats:
        """Effect of each question, shape (n_questions,)."""
        return np.asarray(self.design.contrasts.basis @ self.systems.level.solution.fixed)

    def covariances(self, first: int, others: Codes, estimate: Estimate) -> Floats:
        """Error covariances of candidacy `first` with `others`, in squared scale points."""
        return self.systems.covariances(first, others, estimate)

    def corrections(self) -> pl.DataFrame:
        """The arithmetic of each rating, in the order given."""
        design, pair = self.design, self.design.pair
        candidacy = design.candidacy[pair]
        effect = self.question_effects[design.question]
        severity = -self.systems.severities.effects[design.rater[pair]]
        halo = self.systems.level.solution.halo[pair]
        whole = add_up(candidacy, design.weight, len(design.candidacies))
        lines = pl.DataFrame(
            {
                "question_effect": effect,
                "severity": severity,
                "halo": halo,
                "corrected": design.score - effect + severity - halo,
                "share": design.weight / whole[candidacy],
            }
        )
        back = np.empty(len(design.order), np.int64)
        back[design.order] = np.arange(len(design.order))
        return lines[back]


def frames_of(
    solved: Solved, found: Components, island: tuple[Codes, Codes], notes: tuple[str, ...]
) -> TrackFit:
    """Lay out levels, raters and questions; `island` of candidacies and of raters."""
    design, systems = solved.design, solved.systems
    prediction = systems.prediction
    return TrackFit(
        levels=_levels(solved, island[0]),
        raters=_raters(solved, island[1]),
        questions=design.contrasts.table.with_columns(
            effect=pl.Series(solved.question_effects, dtype=pl.Float64),
            n_candidacies=pl.Series(_asked_of(design), dtype=pl.Int64),
        ),
        variance=found.variance,
        intercept=float(prediction.solution.fixed[0]),
        intercept_se=float(np.sqrt(systems.residual * prediction.fixed_inverse[0, 0])),
        criterion=found.criterion,
        n_islands=int(island[0].max(initial=0)),
        notes=notes,
        workings=solved,
    )


def _asked_of(design: Design) -> Codes:
    counted = design.contrasts.n_candidacies
    return np.array([len(design.candidacies)]) if counted is None else counted


def _levels(solved: Solved, island: Codes) -> pl.DataFrame:
    design, systems = solved.design, solved.systems
    sums, size = systems.level.sums, len(design.candidacies)
    weight = add_up(design.candidacy, sums.omega, size)

    def mean(of_pairs: Floats) -> Floats:
        return add_up(design.candidacy, of_pairs, size) / weight

    raw = mean(sums.total)
    question = -mean(sums.to_pairs(solved.question_effects))
    severity = -mean(sums.omega * systems.severities.effects[design.rater])
    halo = -mean(sums.omega * systems.level.solution.halo)
    predicted, scale = systems.predictions, systems.residual
    offset = np.zeros(systems.prediction.basis.shape[1])
    offset[0] = 1.0
    return pl.DataFrame(
        {
            "candidacy": design.candidacies,
            "n": add_up(design.candidacy, np.diff(design.starts), size).astype(np.int64),
            "n_raters": np.bincount(design.candidacy, minlength=size),
            "raw": raw,
            "question_correction": question,
            "severity_correction": severity,
            "halo_correction": halo,
            "level": raw + question + severity + halo,
            "se": np.sqrt(scale * systems.levels.variances()),
            "blup": predicted.effects + systems.prediction.solution.fixed[0],
            "blup_se": np.sqrt(scale * predicted.variances(offset)),
            "blup_cond_sd": np.sqrt(scale * predicted.variances(fixed_known=True)),
            "deviation": predicted.effects,
            "deviation_se": np.sqrt(scale * predicted.variances()),
            "island": island,
        }
    )


def _raters(solved: Solved, island: Codes) -> pl.DataFrame:
    design, systems = solved.design, solved.systems
    predicted, scale = systems.rater_predictions, systems.residual
    n_ratings = np.diff(design.starts).astype(np.float64)
    return pl.DataFrame(
        {
            "rater_id": design.raters,
            "n": add_up(design.rater, n_ratings, len(design.raters)).astype(np.int64),
            "severity": -systems.severities.effects,
            "severity_se": np.sqrt(scale * systems.severities.variances()),
            "blup": predicted.effects,
            "blup_se": np.sqrt(scale * predicted.variances()),
            "blup_cond_sd": np.sqrt(scale * predicted.variances(fixed_known=True)),
            "island": island,
        }
    )
