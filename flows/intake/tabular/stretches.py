"""Long delimited text read a stretch at a time, while the next stretch is being parsed.

This is how a usual export is read: one row a response, no surprises. What can only be judged from
the whole of a column (a second format of times, a decimal comma that shows late, rows of another
width) sends the file back to be read as a whole.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import polars as pl
from polars.exceptions import ComputeError, SchemaError

from flows.intake.collector import collector_off
from flows.intake.files.delimited import Layout
from flows.intake.files.grid import Grid
from flows.intake.reading import Reading, Table
from flows.intake.tabular.columns import lacking_columns
from flows.intake.tabular.identities import TIMES
from flows.intake.tabular.preparing import Prepared, Preparing
from flows.intake.tabular.sources import best_map
from flows.intake.tabular.taking import Taking
from flows.intake.tabular.times import UnusualTimesError, Usual, parsing, usual_form
from schemas.config.source import Source
from schemas.words import SourceName
from scoring.guides import Guides

STRETCH = 125_000
"""Rows taken at a time: enough that what is done once for each stretch does not count."""


def read_stretches(
    layout: Layout, guides: Guides, sources: tuple[Source, ...], n_rows: int = STRETCH
) -> Reading | None:
    """Read delimited text by the Source map of a long table that is for it.

    Args:
        layout: How the file is to be read.
        guides: The declared culture and roles.
        sources: Maps, one of which may be for this file.
        n_rows: How many rows are taken at a time.

    Returns:
        The reading, as `read_by_sources` would give it from the whole; None where no long map
        is for the file, or where it has to be read as a whole.

    Raises:
        UnreadableFileError: Two maps claim the file with equal right.
    """
    try:
        head = Grid("", layout.head())
        found = best_map(head, sources)
        if found is None or not _fits(*found, layout.width):
            return None
        return _read(layout, *found, guides, n_rows)
    except (ComputeError, SchemaError, UnusualTimesError):
        return None


def _fits(table: Table, source: Source, width: int) -> bool:
    """Whether the head of a table says all that there is to know of its columns."""
    return (
        source.form == "long"
        and len(table.headings) == width
        and not lacking_columns(table, source)
    )


def _read(
    layout: Layout, table: Table, source: Source, guides: Guides, n_rows: int
) -> Reading | None:
    taking = Taking.of(table, source, guides, SourceName.TABLE, {})
    with collector_off():
        for stretch in _ahead(_prepared(layout, table, taking.preparing, n_rows)):
            taking.take(stretch)
        return taking.reading() if taking.is_whole else None


def _prepared(
    layout: Layout, table: Table, preparing: Preparing, n_rows: int
) -> Iterator[Prepared]:
    """The stretches of the table, with their times parsed while the file is."""
    forms = {
        name: usual_form(table.rows[name])
        for field, name in preparing.columns.names.items()
        if field in TIMES
    }
    row = table.first_row
    scanned = layout.scanned().with_columns(
        *(pl.col(name).cast(kind) for name, kind in preparing.kinds.items()),
        *(
            parsing(name, form, repeated=_repeats(table.rows[name])).alias(_at(name))
            for name, form in forms.items()
        ),
    )
    for rows in _stretches(scanned, row - 1, n_rows):
        cells = rows.select(table.rows.columns)
        usual = {name: Usual(form, rows[_at(name)]) for name, form in forms.items()}
        yield preparing.prepared(replace(table, rows=cells, first_row=row), usual)
        row += rows.height


def _ahead(made: Iterator[Prepared]) -> Iterator[Prepared]:
    """The same, each prepared in a second thread while the one before it is used."""
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, made, None)
        while (stretch := coming.result()) is not None:
            coming = worker.submit(next, made, None)
            yield stretch


def _repeats(cells: pl.Series) -> bool:
    """Whether most cells are there more than once."""
    return cells.n_unique() * 2 < cells.len()


def _at(name: str) -> str:
    return f"{name} at"


def _stretches(scanned: pl.LazyFrame, skipped: int, n_rows: int) -> Iterator[pl.DataFrame]:
    """The rows but for the first `skipped`, some `n_rows` at a time."""
    batches = scanned.collect_batches(chunk_size=n_rows, maintain_order=True, engine="streaming")
    for batch in batches:
        rows = batch.slice(skipped)
        skipped -= batch.height - rows.height
        if rows.height:
            yield rows
