"""The sheet that answers: how far can the keys be trusted, and are they two keys at all?"""

from openpyxl.worksheet.worksheet import Worksheet

from reports.grid import Grid, Value
from reports.layout.page import TABLE_TOP, prose_height
from reports.layout.table import Column, add_table
from reports.portfolio.draft import PortfolioDraft
from schemas.results.reliability import Coefficient, TrackReliability

NAME = "Reliability"
NOTHING = "Too little has been rated to say how far the keys can be trusted."
_WORD_WIDTH = 110
_COLUMNS = [
    Column("Key", 12, "strong"),
    Column("Figure", 42, "wrapped"),
    Column("Value", 10, "ratio"),
    Column("Lowest", 10, "ratio", "Lower limit of the interval."),
    Column("Highest", 10, "ratio", "Upper limit of the interval."),
    Column("In words", 56, "wrapped"),
]


def add_trust_sheet(draft: PortfolioDraft) -> Worksheet:
    """Append reliability of each key, accuracy of its floor decision, and whether they differ."""
    portfolio = draft.portfolio
    grid = draft.page(
        NAME,
        NAME,
        "0 is noise, 1 is certainty. What is undefined, for example because everyone agrees, is "
        "said in words.",
    )
    rows = [row for found in portfolio.reliability for row in _track(found)]
    extent = add_table(grid, TABLE_TOP, _COLUMNS, rows)
    if not rows:
        grid.put(TABLE_TOP + 1, 1, NOTHING, "note")
    row = extent.last + 2
    notes = [note for found in portfolio.reliability for note in found.notes]
    if portfolio.distinct is not None:
        notes.insert(0, portfolio.distinct.said)
    for text in notes:
        row = _said(grid, row, text)
    draft.close(grid, len(_COLUMNS), extent.heading)
    return grid.sheet


def _track(found: TrackReliability) -> list[list[Value]]:
    coefficients = (
        ("Comparing candidates (generalizability)", found.generalizability),
        ("Holding one candidate against the floor (dependability)", found.dependability),
        ("One rater alone", found.single_rater),
        ("Agreement of raters (Krippendorff's alpha)", found.alpha),
    )
    rows = [_coefficient(found, name, figure) for name, figure in coefficients]
    plain: tuple[tuple[str, Value, str], ...] = (
        ("Floor decisions expected to be right", found.accuracy, ""),
        ("Floor decisions another panel would repeat", found.consistency, ""),
        (
            "Error of a key, in points",
            found.sem,
            "Root mean square of the standard errors.",
        ),
        ("Raters needed for a dependability of .80", found.raters_for_80, ""),
    )
    rows += [
        [found.track.value, name, figure, None, None, said or None] for name, figure, said in plain
    ]
    return rows


def _coefficient(found: TrackReliability, name: str, figure: Coefficient) -> list[Value]:
    return [found.track.value, name, figure.value, figure.low, figure.high, figure.said or None]


def _said(grid: Grid, row: int, text: str) -> int:
    grid.put(row, 1, text, "prose")
    grid.merge(row, 1, len(_COLUMNS))
    grid.height(row, prose_height(text, _WORD_WIDTH))
    return row + 1
