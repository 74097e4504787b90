"""A fix-me workbook that comes back: its rows go in as those of the file they came from."""

from dataclasses import replace

import polars as pl

from flows.intake.ats.maps import scale_of
from flows.intake.canonical import CANONICAL_SOURCE
from flows.intake.files.grid import Grid, table_of
from flows.intake.reading import Reading
from flows.intake.tabular.joined import joined
from flows.intake.tabular.mapper import read_table
from schemas.errors import UnreadableFileError
from schemas.fixme import (
    OWN_HEADINGS,
    FixMeIdentity,
    SheetIdentity,
    fixme_identity_of,
    is_fixme,
)
from schemas.returned import IDENTITY_SHEET
from schemas.scale import FOUR_POINT, HIRING_RECOMMENDATION, HIRING_VERDICT, Scale
from schemas.source import Source
from schemas.words import SourceName
from scoring.guides import Guides

TOOL_SCALES: dict[SourceName, dict[str, Scale]] = {
    SourceName.GREENHOUSE: {"": HIRING_VERDICT, "overall": HIRING_RECOMMENDATION},
    SourceName.LEVER: {"": FOUR_POINT, "overall": FOUR_POINT},
    SourceName.ASHBY: {"": FOUR_POINT, "overall": FOUR_POINT},
}
"""What the tools' readers read answers by, for records that come back as a table."""


def mended_identity(grids: list[Grid]) -> FixMeIdentity | None:
    """Which file a workbook mends; None where it is no fix-me of ours.

    Raises:
        UnreadableFileError: It is one, but its hidden identity was altered.
    """
    for grid in grids:
        if grid.sheet == IDENTITY_SHEET and grid.cells.width:
            chunks = tuple(grid.cells.to_series(0).drop_nulls().to_list())
            if is_fixme(chunks):
                try:
                    return fixme_identity_of(chunks)
                except ValueError as error:
                    raise UnreadableFileError(str(error)) from error
    return None


def original_grids(grids: list[Grid], identity: FixMeIdentity) -> list[Grid]:
    """The sheets of the dropped file as they would be with the mended rows only."""
    by_title = {grid.sheet: grid for grid in grids}
    return [
        _as_it_was(by_title[part.title], part)
        for part in identity.sheets
        if part.title in by_title and not part.canonical
    ]


def read_records(
    grids: list[Grid], identity: FixMeIdentity, guides: Guides, sources: tuple[Source, ...]
) -> Reading | None:
    """The mended records of a JSON export; None where the fix-me shows none."""
    by_title = {grid.sheet: grid for grid in grids}
    parts = [part for part in identity.sheets if part.canonical and part.title in by_title]
    scales = _scales_of(identity.source, sources)
    readings = [
        read_table(
            table_of(_as_it_was(by_title[part.title], part)),
            CANONICAL_SOURCE,
            guides,
            identity.source,
            scales,
        )
        for part in parts
    ]
    return joined(readings) if readings else None


def _scales_of(source: SourceName, sources: tuple[Source, ...]) -> dict[str, Scale]:
    """The scales of the tool's own answers, by question; under no name that of all others."""
    scales = dict(TOOL_SCALES.get(source, {}))
    declared = scale_of(source, sources)
    return scales | {"": declared} if declared else scales


def _as_it_was(grid: Grid, part: SheetIdentity) -> Grid:
    """Take our own columns off."""
    cells = grid.cells.select(grid.cells.columns[len(OWN_HEADINGS) :])
    renamed = cells.rename({name: f"c{index}" for index, name in enumerate(cells.columns)})
    return replace(grid, sheet=part.sheet, cells=renamed.with_columns(pl.all().cast(pl.String)))
