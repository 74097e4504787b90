"""A table taken in a stretch at a time, and what is known of it when all are taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from flows.intake.door import closed_door, without_denied
from flows.intake.folded import WHEN, WHO, FoldedTable
from flows.intake.reading import Reading, Table
from flows.intake.tabular.coding import told_apart
from flows.intake.tabular.columns import columns_of, unread_note
from flows.intake.tabular.context import Context
from flows.intake.tabular.decoder import Decoder
from flows.intake.tabular.decoding import Decoding, decimal_mark, scale_changes
from flows.intake.tabular.findings import closed
from flows.intake.tabular.people import people_once
from flows.intake.tabular.preparing import Prepared, Preparing
from flows.intake.tabular.rules import Rulebook
from schemas.config.scale import Scale
from schemas.config.source import Source
from schemas.fault import Fault
from schemas.words import SourceName
from scoring.guides import Guides


@dataclass
class Taking:
    """What has been taken of one table by one map.

    Attributes:
        taken_by: The reader's name in the report.
        preparing: Prepares its stretches.
        decoding: Finds what is wrong with the answers.
        dropped: Headings that are never stored.
    """

    taken_by: SourceName
    preparing: Preparing
    decoding: Decoding
    dropped: tuple[str, ...]
    _kept: list[tuple[pl.DataFrame, pl.Series]] = field(default_factory=list)
    _scorecards: list[pl.DataFrame] = field(default_factory=list)
    _people: list[pl.DataFrame] = field(default_factory=list)
    _faulty: list[Table] = field(default_factory=list)
    _notes: dict[str, None] = field(default_factory=dict)
    _unread: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        table: Table,
        source: Source,
        guides: Guides,
        taken_by: SourceName,
        scales: Mapping[str, Scale],
    ) -> "Taking":
        """Begin on a table of these headings; `read_table` says what the arguments are."""
        allowed, dropped = closed_door(table, source)
        name = source.name if taken_by is SourceName.TABLE else taken_by.value
        book = Rulebook(guides, allowed, scales)
        return cls(
            taken_by=taken_by,
            preparing=Preparing(name, allowed, columns_of(table, allowed.columns), guides.flags),
            decoding=Decoding(Decoder(allowed, book), Context(table.sheet, allowed, book)),
            dropped=dropped,
            _unread=unread_note(table, source) if taken_by is SourceName.TABLE else (),
        )

    def take(self, stretch: Prepared) -> None:
        """Take the next stretch of the table; the first decides on the decimal mark."""
        self._notes |= dict.fromkeys(stretch.notes)
        decoder, found = self.decoding.decoder, self.decoding.found
        if decoder.decimal is None:
            decoder.decimal = decimal_mark(stretch.keys, decoder)
        listed = len(found.faults)
        frame, told = self.decoding.decode(stretch.frame, stretch.keys)
        faults = [*stretch.faults, *found.faults[listed:]]
        costly = found.taken_rows()
        # A row of a long table is one answer, which is not told where it is faulty.
        bad = stretch.bad if decoder.source.form == "long" else [*stretch.bad, *costly]
        self._kept.append(_responses(frame, told, bad))
        self._scorecards.append(stretch.scorecards.select(WHO))
        self._people.append(stretch.people)
        self._faulty.append(faulty_rows(stretch.table, faults))

    @property
    def is_whole(self) -> bool:
        """Whether something was taken, and what the first stretch decided holds for all.

        That is the decimal mark, and which questions are never stored: one that stands once in a
        section that is not stored is left out everywhere.
        """
        if not self._kept or self.preparing.is_late:
            return False
        decoder = self.decoding.decoder
        return decimal_mark((cell.key for cell in decoder.cells), decoder) == decoder.decimal

    def reading(self) -> Reading:
        """All that was taken, as one reading."""
        decoder, found = self.decoding.decoder, self.decoding.found
        found.faults += scale_changes(
            self.preparing.distinct.counted, decoder, self._faulty[0].sheet
        )
        faults = closed([self.preparing.found, found])
        refused = any(fault.costs == "file" for fault in faults)
        source = decoder.source
        comma = decoder.decimal == "," and source.decimal is None
        notes = (*self._notes, *(("decimal mark comma",) if comma else ()), *self._unread)
        return Reading(
            source=self.taken_by,
            folded=() if refused else self._folded(),
            people=people_once(self._people),
            faults=faults,
            dropped_columns=(*self.dropped, *self.preparing.denied),
            notes=notes,
            tables=(without_denied(_joined(self._faulty)),),
            source_map=source.name,
        )

    def _folded(self) -> tuple[FoldedTable, ...]:
        meanings = self.decoding.decoder.meanings()
        return tuple(
            FoldedTable(rows, scorecards, meanings, notes, self.preparing.name, table.sheet)
            for (rows, notes), scorecards, table in zip(
                self._kept, self._scorecards, self._faulty, strict=True
            )
        )


def _responses(
    frame: pl.DataFrame, told: pl.Series, bad: list[pl.Series]
) -> tuple[pl.DataFrame, pl.Series]:
    """The answers that are told, of rows without a fault; and their notes."""
    notes, numbers = told_apart(frame["note"])
    notes = notes.str.strip_chars().replace("", None)
    rows = frame.select("row", "scorecard", "answer", numbers.alias("note"), *WHEN)
    if bad:
        told &= ~rows["row"].is_in(pl.concat(bad).implode())
    return rows if told.all() else rows.filter(told), notes


def faulty_rows(table: Table, faults: list[Fault]) -> Table:
    """The table with only those rows that a fault is about, for the fix-me workbook."""
    about = {fault.row for fault in faults if fault.row is not None}
    n, first = table.rows.height, table.first_row
    if table.numbers is None:
        at = sorted(row - first for row in about if first <= row < first + n)
        numbers = [first + index for index in at]
    else:
        at = [index for index, row in enumerate(table.numbers) if row in about]
        numbers = [table.numbers[index] for index in at]
    kept = pl.Series([False]).new_from_index(0, n).scatter(at, values=True)
    rows = table.rows.filter(kept).cast(pl.String)
    return replace(table, rows=rows, numbers=tuple(numbers))


def _joined(stretches: list[Table]) -> Table:
    """The faulty rows of all stretches of one table."""
    return replace(
        stretches[0],
        rows=pl.concat([table.rows for table in stretches]),
        numbers=tuple(row for table in stretches for row in table.numbers or ()),
    )
