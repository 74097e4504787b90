"""The sheet that answers: on which dimensions is each candidate strong or weak?"""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.draft import Draft
from reports.grid import Grid, Value
from reports.layout.marks import highlight
from reports.layout.page import TABLE_TOP, protect, set_print
from reports.layout.table import Column, Extent, add_table
from reports.theme import BAD, GOOD
from reports.wording import shown, status_of
from schemas.results.shortlist import Candidacy
from schemas.words import KEYS, Track

NAME = "Dimensions"
HIGH = 75
"""From here upwards, a described high anchor was usually met: marked as a strength."""

_GROUP_ROW = TABLE_TOP - 1
Place = tuple[Track, str]


def add_dimensions_sheet(draft: Draft) -> Worksheet:
    """Append one row a candidate and one column a dimension, values before skill."""
    grid = draft.page(
        NAME,
        NAME,
        "Levels by dimension, 0 to 100, to prepare a talk. Statuses come from the keys and from "
        "floors of their own, never from one cell here.",
    )
    places = _places(draft)
    columns = [Column("Candidate", 24, "strong"), Column("Status", 22, "text")]
    columns += [_column(draft, place) for place in places]
    extent = add_table(
        grid, TABLE_TOP, columns, [_row(who, places) for who in draft.shortlist.candidates]
    )
    if not draft.shortlist.candidates:
        grid.put(TABLE_TOP + 1, 1, "No candidate yet.", "note")
    _groups(grid, places)
    _mark(draft, grid.sheet, extent, places)
    grid.height(TABLE_TOP, 46)
    grid.sheet.freeze_panes = f"C{extent.first}"
    grid.sheet.auto_filter.ref = f"A{extent.heading}:{get_column_letter(len(columns))}{extent.last}"
    set_print(grid.sheet, draft.footer, len(columns), extent.heading)
    protect(grid.sheet)
    return grid.sheet


def _places(draft: Draft) -> list[Place]:
    """The dimensions that anyone was rated on, in the order in which they are declared."""
    declared = list(draft.context.dimension_names)
    found = {
        (score.track, score.dimension)
        for who in draft.shortlist.candidates
        for score in who.dimensions
    }

    def order(place: Place) -> tuple[bool, int, str]:
        known = place[1] in declared
        at = declared.index(place[1]) if known else len(declared)
        return (place[0] is not Track.VALUES, at, place[1])

    return sorted(found, key=order)


def _column(draft: Draft, place: Place) -> Column:
    track, dimension = place
    name = draft.context.dimension_names.get(dimension, dimension)
    own = draft.context.policy.dimension_floors.get(dimension)
    term = f"Of the {track.value} key." + ("" if own is None else f" It has a floor: {own:g}.")
    return Column(name, 13, "centred", term)


def _row(candidacy: Candidacy, places: list[Place]) -> list[Value]:
    levels = {(score.track, score.dimension): score.level for score in candidacy.dimensions}
    return [
        shown(candidacy),
        status_of(candidacy),
        *(levels.get(place) for place in places),
    ]


def _groups(grid: Grid, places: list[Place]) -> None:
    """Say over the headings which key each dimension serves."""
    for track in KEYS:
        at = [column for column, place in enumerate(places, 3) if place[0] is track]
        if at:
            grid.put(_GROUP_ROW, at[0], f"{track.value.capitalize()} key", "section")


def _mark(draft: Draft, sheet: Worksheet, extent: Extent, places: list[Place]) -> None:
    """Mark what lies below its floor, and what is a strength; the figure stands in the cell."""
    policy, floors = draft.context.policy, draft.shortlist.floors
    for column, (track, dimension) in enumerate(places, 3):
        letter = get_column_letter(column)
        cell = f"{letter}{extent.first}"
        floor = policy.dimension_floors.get(dimension, floors.of(track))
        area = f"{cell}:{letter}{max(extent.last, extent.first)}"
        highlight(sheet, area, f"AND(ISNUMBER({cell}),{cell}<{floor!r})", BAD, last=True)
        highlight(sheet, area, f"AND(ISNUMBER({cell}),{cell}>={HIGH})", GOOD, last=True)
