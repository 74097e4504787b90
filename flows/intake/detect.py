"""Which reader takes a dropped file: one ordered list, each asked by what is inside the file.

A reader is imported where its kind of file is met: all of them together take longer to import
than a small file takes to read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path

from flows.intake.ats.connector_kinds import connector_kind
from flows.intake.files.delimited import (
    Delimited,
    checked_charset,
    layout_of,
    read_delimited,
)
from flows.intake.files.grid import Grid, table_of
from flows.intake.files.nature import Nature
from flows.intake.files.sandbox import read_workbook
from flows.intake.files.saved import RAW_COLUMN
from flows.intake.files.workbook_guard import check_workbook
from flows.intake.reading import Reading
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from schemas.words import SourceName
from scoring.guides import Guides


@dataclass(frozen=True)
class Dropped:
    """A file that may be opened, with what readers need; its cells are read when first asked for.

    Attributes:
        path: Where it lies.
        nature: What its bytes are.
        guides: The declared culture and roles.
        sources: The declared Source maps.
        given: Its sheets, where they do not come from the file as it lies.
        charset: The encoding of text, where a map declares it.
        delimiter: The delimiter of text, where a map declares it.
    """

    path: Path
    nature: Nature
    guides: Guides
    sources: tuple[Source, ...]
    given: list[Grid] = field(default_factory=list)
    charset: str | None = None
    delimiter: str | None = None

    @cached_property
    def delimited(self) -> Delimited:
        """The rows of delimited text."""
        return read_delimited(self.path, self.charset, self.delimiter)

    @cached_property
    def all_grids(self) -> list[Grid]:
        """Its sheets with the hidden ones, or its one grid of delimited text."""
        if self.given:
            return self.given
        if self.nature is Nature.WORKBOOK:
            return read_workbook(self.path, meanwhile=_import_readers_of_sheets)
        return [self.delimited.grid]

    @cached_property
    def is_workbook(self) -> bool:
        """Whether it is a workbook, as it lies, that the guard has let pass."""
        if self.nature is not Nature.WORKBOOK or self.given:
            return False
        check_workbook(self.path)
        return True

    @property
    def grids(self) -> list[Grid]:
        """Its sheets that a person sees."""
        return [grid for grid in self.all_grids if grid.visible]


def _import_readers_of_sheets() -> None:
    """Import what is asked of every workbook, which takes as long as a small one to read."""
    for name in ("flows.intake.mended", "flows.intake.tabular.mapper"):
        import_module(name)


Reader = Callable[[Dropped], Reading | None]
NOBODY = "no reader knows it, so it was not read"
"""Of a sheet beside others that a reader knows."""


def read_dropped(dropped: Dropped) -> Reading | None:
    """What the first reader that knows the file makes of it; None where none does."""
    for reader in READERS:
        reading = reader(dropped)
        if reading is not None:
            return reading
    return None


def _documents(dropped: Dropped) -> Reading | None:
    if dropped.nature is not Nature.DOCUMENT:
        return None
    from flows.intake.ats.documents import read_documents

    return read_documents(dropped.path, dropped.guides, dropped.sources)


def _mended(dropped: Dropped) -> Reading | None:
    """A fix-me that comes back is read as the file that it mends."""
    if not dropped.is_workbook:
        return None
    grids = dropped.all_grids  # before the import, which goes on while they are read
    from flows.intake.mended import (
        mended_identity,
        original_grids,
        read_records,
        returned_parts,
        without_rows,
    )

    identity = mended_identity(grids)
    if identity is None:
        return None
    parts = returned_parts(grids, identity)
    reading = read_records(parts, identity, dropped.guides, dropped.sources)
    originals = original_grids(parts)
    if not parts:
        reading = without_rows(identity)
    elif reading is None and originals:
        own = tuple(source for source in dropped.sources if source.name == identity.source_map)
        reading = read_dropped(replace(dropped, given=originals, sources=own or dropped.sources))
    if reading is None:
        raise UnreadableFileError(
            "This is a fix-me workbook of ours, but its rows cannot be read by any Source file. "
            "Was the Source file that read the first file removed, or were headings changed?"
        )
    return replace(reading, mends=identity.digest, mended=identity.places)


def _by_sources(dropped: Dropped) -> Reading | None:
    """Maps that declare an encoding or a delimiter see the text read by it; the others follow."""
    from flows.intake.tabular.sources import read_by_sources

    declared = [(source.encoding, source.delimiter) for source in dropped.sources]
    for charset, delimiter in dict.fromkeys([*filter(any, declared), (None, None)]):
        sources = tuple(
            source
            for source in dropped.sources
            if (source.encoding, source.delimiter) == (charset, delimiter)
        )
        if not sources:
            continue
        as_declared = replace(dropped, sources=sources, charset=charset, delimiter=delimiter)
        if dropped.nature is Nature.WORKBOOK or not any((charset, delimiter)):
            as_declared = dropped
        reading = _in_stretches(as_declared, sources)
        if reading is not None:
            return reading
        reading = read_by_sources(as_declared.grids, dropped.guides, sources)
        if reading is not None:
            return _with_detected(reading, as_declared)
    return None


def _in_stretches(dropped: Dropped, sources: tuple[Source, ...]) -> Reading | None:
    """Delimited text that need not be read as a whole."""
    if dropped.nature is not Nature.DELIMITED or dropped.given:
        return None
    charset = checked_charset(dropped.path, dropped.charset)
    layout = layout_of(dropped.path, charset, dropped.delimiter)
    from flows.intake.tabular.stretches import read_stretches

    reading = read_stretches(layout, dropped.guides, sources)
    return replace(reading, notes=(*layout.notes, *reading.notes)) if reading else None


def _with_detected(reading: Reading, dropped: Dropped) -> Reading:
    """Say what was detected about delimited text, and which sheets of a workbook nobody sees."""
    if dropped.given:
        return reading
    if dropped.nature is Nature.DELIMITED:
        return replace(reading, notes=(*dropped.delimited.notes, *reading.notes))
    unseen = [grid for grid in dropped.all_grids if not grid.visible]
    return replace(
        reading,
        notes=(
            *reading.notes,
            *_not_read(
                unseen,
                "hidden, so it was not read; to have it read, unhide it and drop the file again",
            ),
        ),
    )


def _not_read(grids: Iterable[Grid], why: str) -> tuple[str, ...]:
    """A note for each sheet that holds something, and why it was not read."""
    return tuple(f"sheet {grid.sheet}: {why}" for grid in grids if grid.sheet and grid.tops)


def _own(dropped: Dropped) -> Reading | None:
    """Our own workbooks say in a hidden sheet what they are."""
    if not dropped.is_workbook:
        return None
    from flows.intake.returned.own_book import kind_of

    kind = kind_of(dropped.path)
    if kind == SourceName.SCORECARD.value:
        from flows.intake.scorecard import read_scorecard

        return read_scorecard(dropped.path, dropped.guides)
    if kind == SourceName.DECISIONS.value:
        from flows.intake.decisions import read_decisions

        return read_decisions(dropped.path)
    return None


def _connector(dropped: Dropped) -> Reading | None:
    tables = [(grid, table_of(grid)) for grid in dropped.grids]
    known = [table for _, table in tables if connector_kind(table) is not None]
    if not known:
        return None
    others = [grid for grid, table in tables if connector_kind(table) is None]
    from flows.intake.ats.connector import read_connector_table
    from flows.intake.tabular.joined import joined

    readings = [read_connector_table(table, dropped.guides, dropped.sources) for table in known]
    return _with_detected(joined(readings, _not_read(others, NOBODY)), dropped)


def _records_in_cells(dropped: Dropped) -> Reading | None:
    """A pipeline's table of records as they came, one a row, as JSON in a cell."""
    if dropped.nature is not Nature.DELIMITED:
        return None
    for table in map(table_of, dropped.grids):
        if RAW_COLUMN in table.headings:
            from flows.intake.ats.documents import read_cells

            cells = table.rows.to_series(table.headings.index(RAW_COLUMN)).to_list()
            reading = read_cells(cells, table.first_row, dropped.guides, dropped.sources)
            return _with_detected(reading, dropped)
    return None


def _forms(dropped: Dropped) -> Reading | None:
    from flows.intake.forms.reader import form_of, read_form
    from flows.intake.tabular.joined import joined

    found = [(grid, form_of(grid)) for grid in dropped.grids]
    forms = [form for _, form in found if form is not None]
    if not forms:
        return None
    readings = [read_form(form, dropped.guides, dropped.sources) for form in forms]
    others = [grid for grid, form in found if form is None]
    return _with_detected(joined(readings, _not_read(others, NOBODY)), dropped)


READERS: tuple[Reader, ...] = (
    _documents,
    _own,
    _mended,
    _by_sources,
    _records_in_cells,
    _connector,
    _forms,
)
"""Asked in this order; the first that knows the file reads it."""
