"""Columns of an analyst's table: found by name, read as numbers or as yes and no."""

import difflib

import polars as pl

from schemas.errors import TableError

YES = frozenset(
    {
        "1",
        "1.0",
        "true",
        "t",
        "yes",
        "y",
        "selected",
        "hired",
        "admitted",
        "promoted",
        "accepted",
        "accept",
        "shortlisted",
        "passed",
        "pass",
        "advance",
        "advanced",
        "offer",
        "offered",
        "invited",
    }
)
"""Words for being selected; with exactly one of two values among them, the other means no."""


def find(table: pl.DataFrame, name: str) -> str:
    """The column called `name`, in any case where that is unambiguous.

    Raises:
        TableError: there is none; the message lists those there are.
    """
    if name in table.columns:
        return name
    alike = [column for column in table.columns if column.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    near = difflib.get_close_matches(name, table.columns, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise TableError(f"The table has no column {name}. It has: {', '.join(table.columns)}.{hint}")


def numbers(table: pl.DataFrame, name: str) -> pl.Series:
    """A column as numbers; a decimal comma is read where no cell has a point.

    Raises:
        TableError: some cells are no numbers; the message says how many and where the first is.
    """
    column = table[name]
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        return column.cast(pl.Float64).fill_nan(None)
    text = column.cast(pl.String)
    if not text.str.contains(".", literal=True).any():
        text = text.str.replace(",", ".", literal=True)
    read = text.cast(pl.Float64, strict=False)
    wrong = (read.is_null() | ~read.is_finite()) & text.is_not_null()
    if wrong.any():
        raise TableError(
            f"Column {name} has {wrong.sum()} cells that are not numbers, the first in row "
            f"{wrong.arg_true().item(0) + 2} of the table."
        )
    return read


def is_numeric(table: pl.DataFrame, name: str) -> bool:
    """Whether every filled cell of a column is a number."""
    try:
        numbers(table, name)
    except TableError:
        return False
    return True


def numeric_share(table: pl.DataFrame, name: str) -> float:
    """Share of the filled cells of a column that are numbers, 0 to 1; 0 for none filled."""
    text = table[name].cast(pl.String)
    read = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return read.count() / max(text.count(), 1)


def labelled(table: pl.DataFrame, name: str) -> tuple[pl.Series, tuple[str, ...]]:
    """A column as numbers and no labels; or, for words, as codes and the words in order.

    Raises:
        TableError: most cells are numbers but some are not, which is a mistake and no scale.
    """
    if is_numeric(table, name) or numeric_share(table, name) > 0.5:
        return numbers(table, name), ()
    text = table[name].cast(pl.String)
    words = tuple(sorted(text.drop_nulls().unique()))
    codes = text.replace_strict({word: place for place, word in enumerate(words)}, default=None)
    return codes.cast(pl.Float64), words


def chosen(table: pl.DataFrame, name: str, selected_is: str | None = None) -> pl.Series:
    """A column as true for selected, false for not; null is unknown.

    Args:
        table: The table.
        name: Its column.
        selected_is: The cell that means selected; without it the usual words are known.

    Raises:
        TableError: it cannot be told which cells mean selected.
    """
    column = table[name]
    if column.dtype == pl.Boolean:
        return column
    text = column.cast(pl.String).str.to_lowercase()
    values = sorted(text.drop_nulls().unique())
    if selected_is is not None:
        wanted = selected_is.casefold()
        if wanted not in values:
            raise TableError(f"No cell of column {name} is {selected_is}. There: {_few(values)}.")
        return text == wanted
    meaning = [value for value in values if value in YES]
    if len(values) > 2 or len(meaning) > 1 or (values and not meaning and not _all_no(values)):
        raise TableError(
            f"Column {name} does not say who was selected: it holds {_few(values)}. "
            "Name the cell that means selected with --selected-is."
        )
    return text.is_in(meaning)


def _all_no(values: list[str]) -> bool:
    return set(values) <= {"0", "0.0", "false", "f", "no", "n"}


def _few(values: list[str]) -> str:
    more = f" and {len(values) - 6} more" if len(values) > 6 else ""
    return ", ".join(values[:6]) + more
