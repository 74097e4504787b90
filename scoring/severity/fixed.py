"""The classical correction: candidates and raters both fixed, rater effects summing to zero.

Where it is defined, it is what the levels tend to as raters are believed to differ without
bound. The product does not use it, since thin evidence about a rater would correct fully; it is
here to be compared with.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from schemas.errors import EmptyPoolError, TableError
from scoring.severity.arrays import Floats
from scoring.severity.design.coding import codes_of
from scoring.severity.design.islands import islands


@dataclass(frozen=True)
class FixedSeverity:
    """Ordinary least squares of score on candidate and rater.

    Attributes:
        targets: One row a candidate, sorted: `target`, `adjusted`, `se`.
        raters: One row a rater, sorted: `rater`, `effect` (sign of the ratings), `se`.
        sigma: Residual standard deviation; NaN without degrees of freedom.
    """

    targets: pl.DataFrame
    raters: pl.DataFrame
    sigma: float


def fixed_severity(table: pl.DataFrame, target: str, rater: str, score: str) -> FixedSeverity:
    """Fit the additive two-way model.

    Raises:
        EmptyPoolError: The table has no rows.
        TableError: Candidates and raters form islands, so that severities across them are not
            estimable.

    Source:
        Braun (1988); Houston, Raymond and Svec (1991).
    """
    if table.is_empty():
        raise EmptyPoolError("There are no ratings.")
    of_target, targets = codes_of(table[target])
    of_rater, raters = codes_of(table[rater])
    n_targets, n_raters = len(targets), len(raters)
    island, _ = islands(of_target, of_rater, n_targets, n_raters)
    if island.max() > 1:
        raise TableError(
            f"Candidates and raters form {island.max()} islands that no shared rating links; "
            "severities across them cannot be told without assuming something about panels."
        )
    effects = np.vstack([np.eye(n_raters - 1), -np.ones(n_raters - 1)])
    design = np.hstack([np.eye(n_targets)[of_target], effects[of_rater]])
    y = table[score].cast(pl.Float64).to_numpy()
    inverse: Floats = np.asarray(np.linalg.inv(design.T @ design), np.float64)
    coefficients = inverse @ (design.T @ y)
    left = y - design @ coefficients
    freedom = len(y) - design.shape[1]
    sigma = float(np.sqrt(left @ left / freedom)) if freedom > 0 else float("nan")
    of_effects: Floats = effects @ inverse[n_targets:, n_targets:] @ effects.T
    return FixedSeverity(
        targets=_table("target", targets, "adjusted", coefficients[:n_targets], inverse, sigma),
        raters=_table(
            "rater", raters, "effect", effects @ coefficients[n_targets:], of_effects, sigma
        ),
        sigma=sigma,
    )


def _table(
    key: str, names: pl.Series, value: str, values: Floats, spread: Floats, sigma: float
) -> pl.DataFrame:
    se = sigma * np.sqrt(np.diag(spread)[: len(names)])
    return pl.DataFrame({key: names, value: values, "se": se})
