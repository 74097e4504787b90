"""A fix-me workbook that comes back: its rows go in as those of the file they came from."""

from dataclasses import replace

import polars as pl

from flows.intake.ats.maps import scale_of
from flows.intake.canonical import CANONICAL_SOURCE
from flows.intake.files.grid import Grid, table_of
from flows.intake.reading import Reading
from flows.intake.tabular.joined import joined
from flows.intake.tabular.mapper import read_table
from schemas.books.fixme import (
    OWN_HEADINGS,
    FixMeIdentity,
    SheetIdentity,
    fixme_identity_of,
    is_fixme,
)
from schemas.books.returned import IDENTITY_SHEET
from schemas.config.scale import FOUR_POINT, HIRING_RECOMMENDATION, HIRING_VERDICT, Scale
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
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


def returned_parts(grids: list[Grid], identity: FixMeIdentity) -> list[tuple[SheetIdentity, Grid]]:
    """The sheets that still hold rows, each as what it goes back to.

    Raises:
        UnreadableFileError: It never held a row, or a sheet is no longer there.
    """
    if not identity.sheets:
        raise UnreadableFileError(
            "This fix-me workbook of ours holds no rows to mend: what it says concerns the whole "
            "file. Mend that in the file itself and drop the file again under its own name."
        )
    by_title = {grid.sheet: grid for grid in grids}
    if any(part.title not in by_title for part in identity.sheets):
        raise UnreadableFileError(
            "A sheet of this fix-me workbook of ours was renamed or removed. Give it back the name "
            "it had; to leave rows out, delete the rows and keep their sheet."
        )
    returned = [(part, _as_it_was(by_title[part.title], part)) for part in identity.sheets]
    return [(part, grid) for part, grid in returned if _holds_rows(grid, part)]


def original_grids(parts: list[tuple[SheetIdentity, Grid]]) -> list[Grid]:
    """The sheets of the dropped file as they would be with the mended rows only."""
    return [grid for part, grid in parts if not part.canonical]


def without_rows(identity: FixMeIdentity) -> Reading:
    """A fix-me whose rows were all deleted: none of them should count."""
    return Reading(
        source=identity.source,
        source_map=identity.source_map,
        notes=("A fix-me workbook whose rows were all deleted: none goes in.",),
    )


def read_records(
    parts: list[tuple[SheetIdentity, Grid]],
    identity: FixMeIdentity,
    guides: Guides,
    sources: tuple[Source, ...],
) -> Reading | None:
    """The mended records of a JSON export; None where the fix-me shows none."""
    scales = _scales_of(identity.source, sources)
    readings = [
        read_table(
            table_of(grid),
            CANONICAL_SOURCE,
            guides,
            identity.source,
            scales,
        )
        for part, grid in parts
        if part.canonical
    ]
    return joined(readings) if readings else None


def _scales_of(source: SourceName, sources: tuple[Source, ...]) -> dict[str, Scale]:
    """The scales of the tool's own answers, by question; under no name that of all others."""
    scales = dict(TOOL_SCALES.get(source, {}))
    declared = scale_of(source, sources)
    return scales | {"": declared} if declared else scales


def _holds_rows(grid: Grid, part: SheetIdentity) -> bool:
    below = grid.cells.slice(grid.top + part.header_rows)
    return any(below.to_series(at).null_count() < below.height for at in range(below.width))


def _as_it_was(grid: Grid, part: SheetIdentity) -> Grid:
    """Take our own columns off."""
    cells = grid.cells.select(grid.cells.columns[len(OWN_HEADINGS) :])
    renamed = cells.rename({name: f"c{index}" for index, name in enumerate(cells.columns)})
    return replace(grid, sheet=part.sheet, cells=renamed.with_columns(pl.all().cast(pl.String)))
