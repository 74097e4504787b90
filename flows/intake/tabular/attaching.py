"""What was found out about distinct cells, put beside every row that holds them."""

from collections.abc import Mapping

import polars as pl


def attached(
    rows: pl.DataFrame, facts: pl.DataFrame, on: list[str], same_as: Mapping[str, str]
) -> pl.DataFrame:
    """Join facts about distinct cells to the rows, moving as little as can be.

    A fact that is one and the same for all cells becomes a constant, and one that repeats a
    column of the rows becomes that column; only the others are looked up.

    Args:
        rows: Has the columns of `facts` that are no facts.
        facts: One row for each distinct combination of those.
        on: The columns that tell the combinations apart.
        same_as: For some facts a column of the rows that they mostly repeat.
    """
    ready: list[pl.Expr] = []
    looked_up: list[str] = []
    for name in facts.columns:
        if name in rows.columns:
            continue
        other = same_as.get(name)
        column = facts[name]
        if other is not None and not column.ne_missing(facts[other]).any():
            ready.append(pl.col(other).alias(name))
        elif column.n_unique() <= 1:
            fixed = column[0] if column.len() else None
            ready.append(pl.lit(fixed, dtype=column.dtype).alias(name))
        else:
            looked_up.append(name)
    found = rows.with_columns(ready)
    if not looked_up:
        return found
    beside = rows.select(on).join(
        facts.select(*on, *looked_up), on=on, how="left", nulls_equal=True, maintain_order="left"
    )
    return found.hstack(beside.select(looked_up))
