"""A table taken in a stretch at a time, and what is known of it when all are taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import polars as pl

from flows.intake.door import closed_door, denied_questions, without_denied
from flows.intake.folded import WHEN, WHO, FoldedTable
from flows.intake.reading import Reading, Table
from flows.intake.tabular.coding import run_numbers, run_starts
from flows.intake.tabular.columns import Columns, columns_of
from flows.intake.tabular.context import Context
from flows.intake.tabular.decoder import CellKey, Decoder
from flows.intake.tabular.decoding import (
    KEY,
    decimal_mark,
    decode_answers,
    distinct_answers,
    scale_changes,
)
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.identities import identify
from flows.intake.tabular.people import people_of, people_once
from flows.intake.tabular.rules import Rulebook
from flows.intake.tabular.shape import Given, long_answers, wide_answers
from flows.intake.tabular.times import Usual
from schemas.config.scale import Scale
from schemas.config.source import Source
from schemas.fault import Fault
from schemas.words import SourceName
from scoring.guides import Guides

NONE_USUAL: Mapping[str, Usual] = MappingProxyType({})


@dataclass
class Taking:
    """What has been taken of one table by one map.

    Attributes:
        name: The canonical source of its responses.
        taken_by: The reader's name in the report.
        source: The map, without what is never stored.
        columns: Which column holds what.
        decoder: Reads the answers.
        dropped: Headings that are never stored.
        found: What is wrong.
    """

    name: str
    taken_by: SourceName
    source: Source
    columns: Columns
    decoder: Decoder
    dropped: tuple[str, ...]
    found: Findings = field(default_factory=Findings)
    _kept: list[tuple[pl.DataFrame, pl.Series]] = field(default_factory=list)
    _scorecards: list[pl.DataFrame] = field(default_factory=list)
    _people: list[pl.DataFrame] = field(default_factory=list)
    _cells: list[pl.DataFrame] = field(default_factory=list)
    _faulty: list[Table] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _denied: dict[str, None] = field(default_factory=dict)
    _late: bool = False

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
        return cls(
            name=source.name if taken_by is SourceName.TABLE else taken_by.value,
            taken_by=taken_by,
            source=allowed,
            columns=columns_of(table, allowed.columns),
            decoder=Decoder(allowed, Rulebook(guides, allowed, scales)),
            dropped=dropped,
        )

    def take(self, table: Table, usual: Mapping[str, Usual] = NONE_USUAL) -> None:
        """Take the next stretch of the table.

        The first decides on the decimal mark.

        Args:
            table: The stretch, with the row number of its first row.
            usual: Its columns of times that are parsed already.

        Raises:
            UnusualTimesError: A column of `usual` has a cell that was not parsed.
        """
        listed = len(self.found.faults)
        who = identify(table, self.columns, self.source, self.found, usual)
        self._notes += who.notes
        frame, keys, cells = distinct_answers(self._given(who.rows, table))
        self._cells.append(cells)
        if self.decoder.decimal is None:
            self.decoder.decimal = decimal_mark(cells, self.decoder)
        context = Context(table, self.source, self.decoder.book)
        frame = decode_answers(frame, keys, self.decoder, context, self.found)
        self._kept.append(self._responses(frame, keys))
        self._scorecards.append(who.scorecards.select(WHO))
        self._people.append(people_of(who.scorecards, self.name))
        self._faulty.append(faulty_rows(table, self.found.faults[listed:]))
        self.found.rows.clear()

    @property
    def is_whole(self) -> bool:
        """Whether something was taken, and what the first stretch decided holds for all.

        That is the decimal mark, and which questions are never stored: one that stands once in a
        section that is not stored is left out everywhere.
        """
        if not self._cells or self._late:
            return False
        return decimal_mark(self._all_cells(), self.decoder) == self.decoder.decimal

    def reading(self) -> Reading:
        """All that was taken, as one reading."""
        self.found.faults += scale_changes(self._all_cells(), self.decoder, self._faulty[0])
        faults = self.found.closed()
        refused = any(fault.costs == "file" for fault in faults)
        comma = self.decoder.decimal == "," and self.source.decimal is None
        notes = (*self._notes, *(("decimal mark comma",) if comma else ()))
        return Reading(
            source=self.taken_by,
            folded=() if refused else self._folded(),
            people=people_once(self._people),
            faults=faults,
            dropped_columns=(*self.dropped, *self._denied),
            notes=tuple(dict.fromkeys(notes)),
            tables=(without_denied(_joined(self._faulty)),),
            source_map=self.source.name,
        )

    def _given(self, rows: pl.DataFrame, table: Table) -> Given:
        if self.source.form != "long":
            return wide_answers(rows, table, self.source)
        given = long_answers(rows, self.columns)
        denied = denied_questions((name or "", group) for name, group, _ in given.questions)
        self._late |= bool(self._cells) and not self._denied.keys() >= set(denied)
        self._denied |= dict.fromkeys(denied)
        return given.without(tuple(self._denied))

    def _responses(
        self, frame: pl.DataFrame, keys: list[CellKey]
    ) -> tuple[pl.DataFrame, pl.Series]:
        """The answers of rows without a fault, but for texts that say nothing; and their notes."""
        rows = frame.select("row", "scorecard", "answer", "note", *WHEN)
        bad = self.found.bad_rows()
        if bad.len():
            rows = rows.filter(~pl.col("row").is_in(bad.implode()))
        known = [self.decoder.known(key) for key in keys]
        said = pl.Series([one.is_response for one in known], dtype=pl.Boolean)
        if not said.all():
            rows = rows.filter(said.gather(rows["answer"]))
        numbers = pl.Series([one.number for one in known], dtype=pl.UInt32)
        starts = run_starts(rows.select("note"))
        notes = rows["note"].filter(starts).str.strip_chars().replace("", None)
        folded = rows.with_columns(
            numbers.gather(rows["answer"]).alias("answer"), run_numbers(starts).alias("note")
        )
        return folded, notes

    def _folded(self) -> tuple[FoldedTable, ...]:
        meanings = self.decoder.meanings()
        return tuple(
            FoldedTable(rows, scorecards, meanings, notes, self.name, table.sheet)
            for (rows, notes), scorecards, table in zip(
                self._kept, self._scorecards, self._faulty, strict=True
            )
        )

    def _all_cells(self) -> pl.DataFrame:
        """Every distinct answer so far, columns of `CELLS`."""
        return pl.concat(self._cells).group_by(KEY).agg(pl.col("len").sum())


def faulty_rows(table: Table, faults: list[Fault]) -> Table:
    """The table with only those rows that a fault is about, for the fix-me workbook."""
    about = {fault.row for fault in faults if fault.row is not None}
    n = table.rows.height
    if table.numbers is None:
        inside = range(table.first_row, table.first_row + n)
        numbers = [row for row in sorted(about) if row in inside]
        at = [row - table.first_row for row in numbers]
        about_them = pl.zeros(n, dtype=pl.Boolean, eager=True).scatter(at, values=True)
        return replace(table, rows=table.rows.filter(about_them), numbers=tuple(numbers))
    at = [index for index, row in enumerate(table.numbers) if row in about]
    return replace(table, rows=table.rows[at], numbers=tuple(table.numbers[index] for index in at))


def _joined(stretches: list[Table]) -> Table:
    """The faulty rows of all stretches of one table."""
    return replace(
        stretches[0],
        rows=pl.concat([table.rows for table in stretches]),
        numbers=tuple(row for table in stretches for row in table.numbers or ()),
    )
