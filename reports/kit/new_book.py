"""A workbook whose usual font is the theme's.

Column widths count digits of the usual font. Where a program lacks that font and takes another,
all columns grow or shrink; with the theme's font, which has a twin of equal widths everywhere, a
sheet is as wide in one program as in another.
"""

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.indexed_list import IndexedList

from reports.theme import FONT

_SIZE = 10


def new_book() -> Workbook:
    """Make an empty workbook; it has one sheet, to be removed."""
    book: Any = Workbook()
    usual = Font(name=FONT, size=_SIZE, family=2)
    book._fonts = IndexedList([usual])  # noqa: SLF001  # openpyxl has no public name for it
    book._named_styles["Normal"].font = usual  # noqa: SLF001
    made: Workbook = book
    return made
