"""The one theme of every workbook: fonts, palette, number formats, and cell formats by name.

The palette keeps its order of lightness in greyscale, and no meaning rests on colour alone: every
status has a sign as well. The font is named, because a reader without a default falls back to a
serif. Formats are made once for a workbook and shared by its cells: new style objects for every
cell cost fifty times as much.
"""

from dataclasses import dataclass, replace
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from schemas.words import Status

FONT = "Arial"

INK = "1F2937"
NAVY = "12355B"
MUTED = "5B6675"
LINE = "D3DAE3"
PAPER = "F3F6FA"
WHITE = "FFFFFF"
INPUT = "FFF8DC"
LINK = "1F5FA8"
GOOD = "DCEFE1"
WARN = "FDEBC8"
BAD = "F8D7CF"
BLUE = "3F7FBF"
PALE = "B9D2EA"
AMBER = "E3A21A"
BRICK = "A63D1E"
GREEN = "4F8A5B"
GREY = "9AA5B1"

STATUS_COLOURS: dict[Status, str] = {
    Status.SHORTLISTED: NAVY,
    Status.ELIGIBLE: BLUE,
    Status.SECOND_LOOK: AMBER,
    Status.SKILL_ONLY: BRICK,
    Status.VALUES_ONLY: GREEN,
    Status.NEITHER: GREY,
    Status.INCOMPLETE: GREY,
    Status.BLOCKED: INK,
}
STATUS_SIGNS: dict[Status, str] = {
    Status.SHORTLISTED: "◆",
    Status.ELIGIBLE: "●",
    Status.SECOND_LOOK: "▲",
    Status.SKILL_ONLY: "■",
    Status.VALUES_ONLY: "✶",
    Status.NEITHER: "×",
    Status.INCOMPLETE: "–",
    Status.BLOCKED: "+",
}
"""The sign before a status in text; the chart draws the same shape."""

LEVEL = '[>100]0.0"↑";0.0'
"""An arrow marks what lies above 100: levels are not clipped."""
ERROR = '"±"0.0'
SHARE = "0%"
CERTAINTY = '[>=0.995]">99%";[<0.005]"<1%";0%'
"""Nothing that rests on ratings is wholly certain, so neither 0% nor 100% is shown."""
SIGNED = "+0.0;−0.0;0.0"
COUNT = "0"
DAY = "yyyy-mm-dd"
TEXT = "@"


@dataclass(frozen=True)
class Look:
    """One cell format, in the theme's words."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str = ""
    number: str = "General"
    align: str = "left"
    vertical: str = "center"
    wrap: bool = False
    line: str = LINE
    indent: int = 0
    unlocked: bool = False
    outside: bool = False
    box: bool = False


BARE = Look(line="", vertical="top")
LOOKS: dict[str, Look] = {
    "title": replace(BARE, size=18, bold=True, colour=NAVY, vertical="center"),
    "subtitle": replace(BARE, colour=MUTED, vertical="center"),
    "section": replace(BARE, size=12, bold=True, colour=NAVY, vertical="bottom"),
    "verdict": replace(BARE, size=12, wrap=True, fill=PAPER, vertical="center"),
    "note": replace(BARE, colour=MUTED, outside=True, indent=1, vertical="center"),
    "warning": replace(BARE, bold=True, colour=BRICK, wrap=True, vertical="center"),
    "prose": replace(BARE, wrap=True, outside=True),
    "label": replace(BARE, bold=True, vertical="center"),
    "over_figures": replace(
        BARE, bold=True, colour=NAVY, vertical="bottom", align="right", indent=1
    ),
    "heading": Look(
        indent=1, bold=True, colour=WHITE, fill=NAVY, wrap=True, vertical="center", line=NAVY
    ),
    "heading_number": Look(
        bold=True,
        colour=WHITE,
        fill=NAVY,
        wrap=True,
        vertical="center",
        align="right",
        indent=1,
        line=NAVY,
    ),
    "heading_centred": Look(
        bold=True, colour=WHITE, fill=NAVY, wrap=True, vertical="center", align="center", line=NAVY
    ),
    "heading_input": Look(indent=1, bold=True, fill=AMBER, wrap=True, vertical="center", line=NAVY),
    "text": Look(outside=True, indent=1),
    "wrapped": Look(outside=True, wrap=True, indent=1),
    "small": Look(outside=True, wrap=True, indent=1, size=9, colour=MUTED),
    "strong": Look(outside=True, wrap=True, indent=1, bold=True),
    "link": Look(outside=True, wrap=True, indent=1, bold=True, colour=LINK),
    "status": Look(outside=True, indent=1, bold=True, colour=LINK, vertical="center"),
    "meaning": Look(outside=True, indent=1, size=9, colour=MUTED, wrap=True, vertical="center"),
    "count": Look(number=COUNT, align="right", indent=1),
    "count_strong": Look(
        number=COUNT, align="right", indent=1, bold=True, size=13, colour=NAVY, vertical="center"
    ),
    "level_count": Look(number=COUNT, align="right", indent=1, bold=True, colour=NAVY),
    "level": Look(number=LEVEL, align="right", indent=1, bold=True),
    "figure": Look(number=LEVEL, align="right", indent=1),
    "centred": Look(number=LEVEL, align="center"),
    "error": Look(number=ERROR, align="right", indent=1, colour=MUTED),
    "certainty": Look(number=CERTAINTY, align="right", indent=1),
    "share": Look(number=SHARE, align="right", indent=1),
    "ratio": Look(number="0.00", align="right", indent=1),
    "p_value": Look(number="0.000", align="right", indent=1),
    "signed": Look(number=SIGNED, align="right", indent=1, colour=MUTED),
    "weight": Look(number="0.0%", align="right", indent=1, colour=MUTED),
    "day": Look(number=DAY, align="left", indent=1),
    "input_text": Look(outside=True, wrap=True, indent=1, fill=INPUT, unlocked=True),
    "input_choice": Look(
        size=12, bold=True, align="center", fill=INPUT, unlocked=True, vertical="center", box=True
    ),
    "input_note": Look(outside=True, wrap=True, indent=1, fill=INPUT, unlocked=True, box=True),
    "band": Look(
        bold=True, colour=NAVY, fill=PAPER, wrap=True, vertical="center", outside=True, indent=1
    ),
    "anchors": Look(size=9, wrap=True, outside=True, indent=1, vertical="top"),
    "asked": Look(wrap=True, outside=True, indent=1, vertical="top"),
    "explained": replace(BARE, wrap=True, outside=True, indent=1, vertical="center"),
    "explained_muted": replace(
        BARE, colour=MUTED, wrap=True, outside=True, indent=1, vertical="center"
    ),
    "input_day": Look(number=DAY, align="left", indent=1, fill=INPUT, unlocked=True),
    "faulty": Look(outside=True, wrap=True, bold=True, fill=BAD, unlocked=True, indent=1),
    "input_number": Look(
        number="0.0", align="right", indent=1, fill=INPUT, unlocked=True, bold=True, size=12
    ),
    "input_count": Look(
        number=COUNT, align="right", indent=1, fill=INPUT, unlocked=True, bold=True, size=12
    ),
    "hidden": Look(size=8, colour=MUTED, line="", outside=True),
}


class Styles:
    """The theme's cell formats, registered with one workbook and shared by its cells."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, StyleArray] = {}

    def of(self, name: str) -> StyleArray:
        """The format called `name` in `LOOKS`. Shared: never change a cell's format after it."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(LOOKS[name])
        return made

    def _make(self, look: Look) -> StyleArray:
        scratch: Any = Cell(self._book.worksheets[0], row=1, column=1)
        scratch.font = Font(
            name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.colour
        )
        if look.fill:
            scratch.fill = PatternFill("solid", fgColor=look.fill)
        if look.line:
            side = Side("thin", color=look.line)
            other = side if look.box else None
            scratch.border = Border(bottom=side, left=other, right=other, top=other)
        scratch.alignment = Alignment(
            horizontal=look.align, vertical=look.vertical, wrap_text=look.wrap, indent=look.indent
        )
        scratch.number_format = look.number
        if look.unlocked:
            scratch.protection = Protection(locked=False)
        if look.outside:
            scratch.quotePrefix = True
        made: StyleArray = scratch._style  # noqa: SLF001  # there is no public name for it
        return made
