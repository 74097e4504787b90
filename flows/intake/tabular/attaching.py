"""What was found out about distinct cells, put beside every row that holds them."""

from collections.abc import Mapping

import polars as pl

FEW = 0.25
"""Share of rows up to which it pays to look up the odd ones alone."""


def attached(
    rows: pl.DataFrame,
    facts: pl.DataFrame,
    on: list[str],
    same_as: Mapping[str, str],
    number_of: Mapping[str, str],
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Join facts about distinct cells to the rows, moving as little as can be.

    A fact that is one and the same for all cells becomes a constant, and one that repeats a
    column of the rows is named, not copied. Of the others only those are looked up that are not
    simply the number that a column spells.

    Args:
        rows: Has the columns of `facts` that are no facts.
        facts: One row for each distinct combination of those.
        on: The columns that tell the combinations apart; the last is the cell itself.
        same_as: For some facts a column of the rows that they mostly repeat.
        number_of: For some facts a column of the rows whose number they mostly are.

    Returns:
        The rows with the facts, and for each fact that repeats a column that column's name.
    """
    ready: list[pl.Expr] = []
    repeated: dict[str, str] = {}
    looked_up: list[str] = []
    for name in facts.columns:
        if name in rows.columns:
            continue
        other = same_as.get(name)
        column = facts[name]
        if other is not None and not column.ne_missing(facts[other]).any():
            repeated[name] = other
        elif column.n_unique() <= 1:
            fixed = column[0] if column.len() else None
            ready.append(pl.lit(fixed, dtype=column.dtype).alias(name))
        else:
            looked_up.append(name)
    found = rows.with_columns(ready)
    if looked_up:
        found = found.hstack(_looked_up(rows, facts, on, looked_up, number_of))
    return found, repeated


def _looked_up(
    rows: pl.DataFrame,
    facts: pl.DataFrame,
    on: list[str],
    names: list[str],
    number_of: Mapping[str, str],
) -> pl.DataFrame:
    """The facts of each row, in the order of the rows."""
    usual = {name: _usual(name, facts.schema[name], number_of) for name in names}
    odd = facts.filter(pl.any_horizontal(pl.col(name).ne_missing(usual[name]) for name in names))
    cell = on[-1]
    is_odd = rows[cell].is_in(odd[cell].unique().implode(), nulls_equal=True)
    if is_odd.sum() > FEW * rows.height:
        return _joined(rows.select(on), facts, on, names)
    plain = rows.select(usual[name].alias(name) for name in names)
    places = is_odd.arg_true()
    there = _joined(rows.select(on)[places], facts, on, names)
    return plain.with_columns(plain[name].scatter(places, there[name]) for name in names)


def _usual(name: str, kind: pl.DataType, number_of: Mapping[str, str]) -> pl.Expr:
    """What a fact mostly is: the number that a column spells, or nothing."""
    if name in number_of:
        return pl.col(number_of[name]).str.strip_chars().cast(kind, strict=False)
    return pl.lit(None, dtype=kind)


def _joined(
    keys: pl.DataFrame, facts: pl.DataFrame, on: list[str], names: list[str]
) -> pl.DataFrame:
    beside = keys.join(
        facts.select(*on, *names), on=on, how="left", nulls_equal=True, maintain_order="left"
    )
    return beside.select(names)
