"""Text from outside stays text: never a formula, never a broken file, never silently cut."""

import re
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell

LONGEST = 32_767
"""UTF-16 units in a cell; a spreadsheet program cuts what is longer without a word."""

_SHOWN = "\N{REPLACEMENT CHARACTER}"
_REORDERING = "\u202a-\u202e\u2066-\u2069"
_BAD = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff{_REORDERING}]")
_RETURN = re.compile("\r\n?")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")
_TROUBLE = re.compile(rf"{_BAD.pattern}|\r|_x[0-9A-Fa-f]{{4}}_")


def clean_text(text: str) -> str:
    """Make `text` fit for a cell, so that what a reader sees is what was written.

    Control characters, lone surrogates, non-characters and marks that reorder a line become �.
    A carriage return becomes a line feed. `_x000D_` and its like, which the file format would
    decode, are escaped as it asks. Over 32,767 units the end is cut, with a mark that says so.
    """
    if _TROUBLE.search(text):
        text = _ESCAPE.sub("_x005F_", _BAD.sub(_SHOWN, _RETURN.sub("\n", text)))
    return text if len(text) * 2 <= LONGEST or _units(text) <= LONGEST else _cut(text)


def shown_text(stored: str) -> str:
    """The text that a spreadsheet program shows for a cell that holds `stored`.

    For readers (openpyxl among them) that leave the escapes of `clean_text` as they are.
    """
    return _ESCAPED.sub("_", stored)


def put_text(cell: Cell, value: str | None) -> None:
    """Write outside text into `cell`, which stays text whatever it begins with.

    The cell keeps its look; None leaves it empty.
    """
    if value is None:
        cell.value = None
        return
    inside: Any = cell
    inside._value = clean_text(value)  # noqa: SLF001  # the setter would read a formula into it
    inside.data_type = "s"
    if not inside.quotePrefix:
        # The format may be shared by other cells: change a copy.
        inside._style = copy(inside._style)  # noqa: SLF001
        inside.quotePrefix = True


def _units(text: str) -> int:
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)


def _cut(text: str) -> str:
    mark = f" … [cut: {len(text):,} characters]"
    units = text.encode("utf-16-le")[: 2 * (LONGEST - len(mark))]
    # A pair or an escape that the cut splits goes altogether.
    kept = units.decode("utf-16-le", "ignore")
    return re.sub(r"_(x[0-9A-Fa-f]{0,4})?$", "", kept) + mark
