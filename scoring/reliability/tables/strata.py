"""The same coefficients within each part of a table, and how the parts go together."""

from dataclasses import replace

import numpy as np
import polars as pl

from schemas.results.reliability import StratifiedReliability
from scoring.reliability.tables.table import TableOptions, reliability_of_table


def reliability_by_stratum(ratings: pl.DataFrame, options: TableOptions) -> StratifiedReliability:
    """The same for each value of the column `stratum`, and the covariances between them.

    Covariances are of the targets' mean scores, over targets rated in every stratum.
    """
    parts = {
        str(key[0]): part.drop("stratum")
        for key, part in sorted(ratings.partition_by("stratum", as_dict=True).items())
    }
    plain = replace(options, variance=None)
    means = (
        ratings.group_by("target", "stratum")
        .agg(pl.col("score").mean())
        .pivot("stratum", index="target", values="score")
        .drop_nulls()
    )
    table = means.select(list(parts)).to_numpy()
    between = np.cov(table, rowvar=False).reshape(len(parts), -1) if len(table) > 1 else None
    return StratifiedReliability(
        strata={name: reliability_of_table(part, plain) for name, part in parts.items()},
        between={}
        if between is None
        else {
            name: dict(zip(parts, (float(value) for value in row), strict=True))
            for name, row in zip(parts, between, strict=True)
        },
    )
