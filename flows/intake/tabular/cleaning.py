"""Identifiers and names of a column in the form in which they are kept.

Work is done on the distinct cells, which are few, and most columns turn out to need none at all.
"""

from collections.abc import Callable

import polars as pl

from flows.intake.tabular.coding import run_starts
from schemas.config.scale import NOT_ANSWERED

AROUND = " \t\r\n\u00a0;\u200b\u200e\u200f\u2060\ufeff"
"""What copying leaves beside an id or a name; the last five cannot be seen."""
ANONYMOUS = ("anonymous", "anónimo", "anonym", "anonyme", "anonimo", "anônimo", "匿名")
"""What forms that do not record who answered put for everybody."""
NOBODY = (*NOT_ANSWERED, *ANONYMOUS)
DIGITS = b"0123456789"
PLAIN = bytes(sign for sign in range(ord("!"), ord("~") + 1) if sign not in b"0123456789;@")
"""What else there is in codes as most systems give them, which are kept as they are: each has a
digit, as no word for nobody has, and neither a space, a semicolon nor the sign of an address."""
BREAK = b"\n"


def present(raw: pl.Series) -> pl.Series:
    """The trimmed cells; null where one says nothing."""
    return _by_distinct(raw, _present)


def identifiers(raw: pl.Series) -> pl.Series:
    """The trimmed cells; null where one names nobody; e-mail addresses in lower case."""
    return _by_distinct(raw, _identifiers)


def _present(cells: pl.Series) -> pl.Series:
    text = cells.str.strip_chars(AROUND)
    nothing = text.str.to_lowercase().is_in(NOT_ANSWERED)
    return text.set(nothing, None) if nothing.any() else text


def _identifiers(cells: pl.Series) -> pl.Series:
    text = cells.str.strip_chars(AROUND)
    folded = text.str.to_lowercase()
    nobody = folded.is_in(NOBODY)
    address = text.str.contains("@", literal=True)
    if address.any():
        text = text.zip_with(~address, folded)
    return text.set(nobody, None) if nobody.any() else text


def _by_distinct(raw: pl.Series, clean: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Clean by what differs from the cell above, as the rows of one person touch."""
    if _are_codes(raw):
        return raw
    cells = raw.filter(run_starts(raw.to_frame()))
    changed = cells.ne_missing(clean(cells))
    if not changed.any():
        return raw
    odd = cells.filter(changed).unique()
    if odd.len() * 8 > raw.len():
        return clean(raw)
    return raw.replace(odd, clean(odd))


def _are_codes(cells: pl.Series) -> bool:
    """Whether each cell that is not empty is a plain code, looked for in all of them at once."""
    joined = BREAK + cells.str.join(BREAK.decode()).item().encode() + BREAK
    if joined.count(BREAK) != cells.len() - cells.null_count() + 1:
        return False
    digits = joined.translate(None, PLAIN)
    return BREAK * 2 not in digits and not digits.translate(None, DIGITS + BREAK)
