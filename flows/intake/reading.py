"""What a reader is given and what it gives back, whatever the tool that wrote the file."""

from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from flows.intake.folded import Folded
from schemas.config.policy import Requisition
from schemas.decision import Decision
from schemas.fault import Fault
from schemas.frames import HELD, LINKS, PEOPLE, RESPONSES, empty
from schemas.words import SourceName


@dataclass(frozen=True)
class Table:
    """One sheet or delimited file, as text.

    Attributes:
        sheet: The sheet's name; empty for delimited text.
        headings: One a column, as written (joined with a line feed where there are several
            header rows).
        rows: All columns are strings named `c0`, `c1`, …; null is an empty cell.
        first_row: The row number, as the recruiter's tool counts it, of the first of `rows`.
        header: The header rows as they came.
        ragged: Row numbers that had more cells than there are headings.
        numbers: The row number of each of `rows`, where only some rows were kept.
    """

    sheet: str
    headings: tuple[str, ...]
    rows: pl.DataFrame
    first_row: int = 2
    header: tuple[tuple[str, ...], ...] = ()
    ragged: tuple[int, ...] = ()
    numbers: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Reading:
    """What one file holds.

    Attributes:
        source: Which reader took it.
        rows: Canonical rows, `schemas.frames.RESPONSES`.
        folded: Further ones, as stretches of a table in which what rows share is kept once.
        links: What it says about applications, `schemas.frames.LINKS`.
        people: Display names and addresses, `schemas.frames.PEOPLE`.
        requisitions: Openings that a companion file declares.
        decisions: Decisions that a returned workbook records.
        faults: Everything wrong with it, each with its place.
        dropped_columns: Headings that are never stored, by name only.
        notes: What was detected or assumed (encoding, delimiter, decimal mark, time zone).
        tables: The faulty rows as they came, where the file is a table, for the fix-me workbook.
        held: Responses that faults hold back, where the file is no table, for the same use;
            `schemas.frames.HELD`.
        source_map: Name of the Source map that read it; empty where none did.
        mends: Digest of the file whose faults this one mends; empty where it is no fix-me.
        mended: Sheet and row in that file of each row that the fix-me was written for.
        requisition_id: That of a returned shortlist workbook; empty for any other file.
    """

    source: SourceName
    rows: pl.DataFrame = field(default_factory=lambda: empty(RESPONSES))
    folded: tuple[Folded, ...] = ()
    links: pl.DataFrame = field(default_factory=lambda: empty(LINKS))
    people: pl.DataFrame = field(default_factory=lambda: empty(PEOPLE))
    requisitions: tuple[Requisition, ...] = ()
    decisions: tuple[Decision, ...] = ()
    faults: tuple[Fault, ...] = ()
    dropped_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    held: pl.DataFrame = field(default_factory=lambda: empty(HELD))
    source_map: str = ""
    mends: str = ""
    mended: frozenset[tuple[str, int]] = frozenset()
    requisition_id: str = ""

    @property
    def n_responses(self) -> int:
        """How many responses there are."""
        return self.rows.height + sum(part.height for part in self.folded)

    @property
    def says_anything(self) -> bool:
        """Whether anything was read or is wrong: an export of headings only says nothing."""
        companions = self.links.height + self.people.height + len(self.requisitions)
        return bool(self.n_responses + companions + len(self.decisions) + len(self.faults))

    @cached_property
    def responses(self) -> pl.DataFrame:
        """All canonical rows, columns of `schemas.frames.RESPONSES`."""
        return pl.concat([self.rows, *(part.unfolded() for part in self.folded)])

    def unfolding(self) -> pl.LazyFrame:
        """The same as a query that puts them together a stretch at a time, as it is run."""
        further = [pl.defer(part.unfolded, schema=RESPONSES) for part in self.folded]
        return pl.concat([self.rows.lazy(), *further])
