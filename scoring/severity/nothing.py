"""A fit of no ratings: the same tables, empty."""

import polars as pl

from scoring.severity.arrays import Codes, Floats
from scoring.severity.fit import Estimate, TrackFit, Variance

WHOLE = {"n": pl.Int64, "n_raters": pl.Int64, "island": pl.Int64}
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


class NoWorkings:
    """Workings of a fit without candidacies."""

    def covariances(self, first: int, others: Codes, estimate: Estimate) -> Floats:
        """No candidacy has a code that could be asked for.

        Raises:
            KeyError: Always.
        """
        raise KeyError(f"Candidacy {first} was not fitted ({estimate}, {len(others)} others).")

    def corrections(self) -> pl.DataFrame:
        """No rating has a correction."""
        return pl.DataFrame(schema=dict.fromkeys(LINES, pl.Float64))


def fit_of_nothing(ratings: pl.DataFrame, variance: Variance) -> TrackFit:
    """Empty tables with the columns and types that `ratings` would give with rows."""
    types = ratings.schema
    return TrackFit(
        levels=_empty("candidacy", types, LEVELS),
        raters=_empty("rater_id", types, RATERS),
        questions=pl.DataFrame(
            schema={
                "guide": types["guide"],
                "question_id": types["question_id"],
                "effect": pl.Float64,
                "n_candidacies": pl.Int64,
            }
        ),
        variance=variance,
        intercept=float("nan"),
        intercept_se=float("nan"),
        criterion=None,
        n_islands=0,
        notes=("There are no ratings.",),
        workings=NoWorkings(),
    )


def _empty(key: str, types: pl.Schema, columns: tuple[str, ...]) -> pl.DataFrame:
    numbers = {name: WHOLE.get(name, pl.Float64) for name in columns}
    return pl.DataFrame(schema={key: types[key], **numbers})
