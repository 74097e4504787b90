"""Native charts in the theme: marks that differ in shape, named fonts, and words for the blind."""

from typing import Any, Literal

from openpyxl.chart import LineChart, Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from reports.save import ALTERNATIVE_TEXT
from reports.theme import BRICK, FONT, INK, LINE, WHITE

Chart = ScatterChart | LineChart
Dash = Literal["solid", "dash", "sysDot"]
_POINT = 12_700
"""English metric units in a typographic point."""


def base_chart(chart: Any, x_title: str, y_title: str, description: str) -> None:
    """Give a chart the theme's axes, grid and fonts, and its alternative text."""
    for axis, title in ((chart.x_axis, x_title), (chart.y_axis, y_title)):
        axis.title = _title(title)
        axis.delete = False
        axis.number_format = "0"
        axis.tickLblPos = "low"
        axis.txPr = _font(900)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=INK, w=9525))
        axis.majorGridlines = ChartLines(
            spPr=GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
        )
    chart.legend = Legend(legendPos="b", txPr=_font(900))
    chart.visible_cells_only = False
    vars(chart)[ALTERNATIVE_TEXT] = description


def span(axis: Any, low: float, high: float, step: float) -> None:
    """Fix an axis from `low` to `high`."""
    axis.scaling.min = low
    axis.scaling.max = high
    axis.majorUnit = step


def add_points(
    chart: ScatterChart, xs: Reference, ys: Reference, name: str, mark: tuple[str, str, int]
) -> None:
    """Add points of one kind; `mark` is its symbol, colour and size."""
    symbol, colour, size = mark
    series = Series(ys, xs, title=name)
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    series.marker.symbol = symbol
    series.marker.size = size
    hollow = symbol in ("x", "plus", "star")
    series.marker.graphicalProperties = (
        GraphicalProperties(noFill=True) if hollow else GraphicalProperties(solidFill=colour)
    )
    series.marker.graphicalProperties.line = LineProperties(solidFill=colour, w=_POINT)
    chart.series.append(series)


def add_line(
    chart: Chart, ys: Reference, xs: Reference | None, name: str, colour: str, dash: Dash = "solid"
) -> None:
    """Add a line without marks; on a scatter chart `xs` gives its places."""
    series = Series(ys, xs, title=name)
    series.marker.symbol = "none"
    series.smooth = False
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=colour, prstDash=dash, w=int(1.5 * _POINT))
    )
    chart.series.append(series)


def add_floor(chart: ScatterChart, xs: Reference, ys: Reference, name: str) -> None:
    """Add a floor: a dashed line through two points."""
    add_line(chart, ys, xs, name, BRICK, "dash")


def plot_area(chart: Any, title: str = "") -> None:
    """Leave room around the plot for titles and legend.

    A chart of one series needs a title: without one, programs make a title of the series' name.
    """
    top, height = (0.12, 0.62) if title else (0.04, 0.70)
    chart.title = _title(title) if title else None
    chart.layout = Layout(
        manualLayout=ManualLayout(
            xMode="edge", yMode="edge", x=0.09, y=top, w=0.87, h=height, layoutTarget="inner"
        )
    )
    chart.graphical_properties = GraphicalProperties(
        solidFill=WHITE, ln=LineProperties(solidFill=LINE)
    )


def _title(text: str) -> Title:
    properties = ParagraphProperties(defRPr=_characters(1000, bold=True))
    run = RegularTextRun(rPr=_characters(1000, bold=True), t=text)
    words = RichText(p=[Paragraph(pPr=properties, r=[run])])
    return Title(tx=Text(rich=words), overlay=False)


def _characters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold, solidFill=INK)


def _font(size: int) -> RichText:
    properties = ParagraphProperties(defRPr=_characters(size))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=_characters(size))])
