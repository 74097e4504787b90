"""The declared Source maps, each tried on each sheet by its headings."""

from flows.intake.files.grid import Grid, table_of
from flows.intake.reading import Reading, Table
from flows.intake.tabular.columns import column_of, matches, needed_headings
from flows.intake.tabular.joined import joined
from flows.intake.tabular.mapper import read_table
from schemas.config.role import spelling
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from scoring.guides import Guides


def read_by_sources(
    grids: list[Grid], guides: Guides, sources: tuple[Source, ...]
) -> Reading | None:
    """Read the sheets that a map of kind `table` is for; None where there is none.

    Raises:
        UnreadableFileError: Two maps claim one sheet with equal right.
    """
    readings, unread = [], []
    for grid in grids:
        found = best_map(grid, sources)
        if found is None:
            unread.append(grid.sheet)
            continue
        table, source = found
        readings.append(read_table(table, source, guides))
    if not readings:
        return None
    notes = tuple(f"sheet {sheet}: no Source map is for it" for sheet in unread if sheet)
    return joined(readings, notes)


def best_map(grid: Grid, sources: tuple[Source, ...]) -> tuple[Table, Source] | None:
    """The map that names most headings, of those that are for this sheet.

    That is most under `match.columns`, then all that another needs and more.

    Raises:
        UnreadableFileError: Two maps claim it with equal right.
    """
    fitting = []
    for source in sources:
        if source.reads != "table":
            continue
        tables = (table_of(grid, source.header_rows, above) for above in grid.tops)
        table = next((table for table in tables if matches(table, source)), None)
        if table is not None:
            fitting.append((len(source.match.columns), table, source))
    if not fitting:
        return None
    most = max(named for named, _, _ in fitting)
    best = [(table, source) for named, table, source in fitting if named == most]
    best = [one for one in best if not any(_names_more(other[1], one[1]) for other in best)]
    if len(best) > 1:
        names = " and ".join(sorted(source.name for _, source in best))
        raise UnreadableFileError(
            f"The Source files {names} both claim this table. Give one of them more headings "
            "under match.columns."
        )
    return best[0]


def _names_more(source: Source, than: Source) -> bool:
    """Whether a map needs every heading that another one needs, and others besides."""
    return _spelt(than) < _spelt(source)


def _spelt(source: Source) -> frozenset[str]:
    return frozenset(map(spelling, needed_headings(source)))


def nearest_map(
    grids: list[Grid], sources: tuple[Source, ...]
) -> tuple[Source, tuple[str, ...]] | None:
    """The map that lacks fewest of its headings where more of them are there, and those it lacks.

    It is for none of the sheets, but may be meant for one; None where no map comes near.
    """
    near = []
    for source in sources:
        wanted = tuple(dict.fromkeys([*source.match.columns, *needed_headings(source)]))
        if source.reads != "table" or source.unfilled or not wanted:
            continue
        tables = [
            table_of(grid, source.header_rows, above) for grid in grids for above in grid.tops
        ]
        for table in tables:
            absent = tuple(heading for heading in wanted if column_of(table, heading) is None)
            if len(absent) * 2 < len(wanted) and (absent or source.match.sheet):
                near.append((len(absent), source.name, source, absent))
    if not near:
        return None
    _, _, source, absent = min(near, key=lambda found: found[:2])
    return source, absent
