"""Conditional formats: cells that change their look with what stands in them."""

from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from reports.theme import INK


def highlight(
    sheet: Worksheet, cells: str, condition: str, colour: str, *, last: bool = False
) -> None:
    """Fill `cells` where `condition` (a formula for the first of them) holds.

    Rules count in the order in which they are added; `last` keeps later ones from applying.
    """
    look = DifferentialStyle(font=Font(color=INK), fill=PatternFill(bgColor=colour))
    rule = Rule(type="expression", formula=[condition], dxf=look, stopIfTrue=last or None)
    sheet.conditional_formatting.add(cells, rule)


def add_bars(sheet: Worksheet, cells: str, low: float, high: float, colour: str) -> None:
    """Draw a bar behind each figure, from `low` to `high`."""
    ends = [FormatObject(type="num", val=low), FormatObject(type="num", val=high)]
    bar = DataBar(cfvo=ends, color=colour, showValue=True)
    sheet.conditional_formatting.add(cells, Rule(type="dataBar", dataBar=bar))
