"""Identifiers and names of a column in the form in which they are kept.

Work is done on the distinct cells, which are few, and most columns turn out to need none.
"""

from collections.abc import Callable

import polars as pl

from schemas.scale import NOT_ANSWERED

AROUND = " \t\r\n\u00a0;"
ANONYMOUS = ("anonymous", "anónimo", "anonym", "anonyme", "anonimo", "anônimo", "匿名")
"""What forms that do not record who answered put for everybody."""
NOBODY = (*NOT_ANSWERED, *ANONYMOUS)


def present(raw: pl.Series) -> pl.Series:
    """The trimmed cells; null where one says nothing."""
    return _by_distinct(raw, _present)


def identifiers(raw: pl.Series) -> pl.Series:
    """The trimmed cells; null where one names nobody; e-mail addresses in lower case."""
    return _by_distinct(raw, _identifiers)


def distinct_cells(raw: pl.Series) -> pl.Series:
    """Each cell once; looks only where one differs from that above, as rows of one person touch."""
    return pl.concat([raw.head(1), raw.filter(raw.ne_missing(raw.shift()))]).unique()


def _present(cells: pl.Series) -> pl.Series:
    text = cells.str.strip_chars(AROUND)
    return text.set(text.str.to_lowercase().is_in(NOT_ANSWERED), None)


def _identifiers(cells: pl.Series) -> pl.Series:
    text = cells.str.strip_chars(AROUND)
    folded = text.str.to_lowercase()
    address = text.str.contains("@", literal=True)
    return text.zip_with(~address, folded).set(folded.is_in(NOBODY), None)


def _by_distinct(raw: pl.Series, clean: Callable[[pl.Series], pl.Series]) -> pl.Series:
    distinct = distinct_cells(raw)
    cleaned = clean(distinct)
    changed = distinct.ne_missing(cleaned)
    if not changed.any():
        return raw
    if changed.sum() * 8 > raw.len():
        return clean(raw)
    return raw.replace(distinct.filter(changed), cleaned.filter(changed))
