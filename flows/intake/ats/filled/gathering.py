"""Gather responses, links, people and faults record by record, then give one reading."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from flows.intake.folded import Folded
from flows.intake.reading import Reading, Table
from schemas.errors import UnreadableFileError
from schemas.fault import Fault
from schemas.frames import HELD, LINKS, PEOPLE
from schemas.words import Kind, SourceName

Cell = str | float | bool | datetime | None
Cells = Mapping[str, Cell]
OPENING, SEVERAL = "opening:", " and "
"""How a parent that is an opening begins; several are joined into one that no record explains."""
MOST_FOREIGN = 5000
"""Records that are none of the export's; more, and the file is not one."""


@dataclass
class Gathering:
    """What one file has given so far.

    Attributes:
        source: The system whose export it is.
        folded: Responses made columns at a time.
        held_frames: Responses that a fault holds back, `schemas.frames.HELD`.
        link_frames: Links made columns at a time.
        faults: Everything wrong.
        notes: What was detected or assumed.
        dropped: Names of questions and fields that are never stored.
        tables: Faulty rows as they came, where the file is a table.
        openings: Which openings each record is for.
        asked: How often each question came so far, by form, where a form spans several rows.
    """

    source: SourceName
    folded: list[Folded] = field(default_factory=list)
    held_frames: list[pl.DataFrame] = field(default_factory=list)
    link_frames: list[pl.DataFrame] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    tables: list[Table] = field(default_factory=list)
    openings: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    asked: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _rows: list[Cells] = field(default_factory=list)
    _held: list[Cells] = field(default_factory=list)
    _links: list[Cells] = field(default_factory=list)
    _n_foreign: int = 0
    _people: dict[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)

    def respond(self, cells: Cells) -> None:
        """Add one response; columns left out are null, or their contract's default."""
        self._rows.append(cells)

    def hold(self, cells: Cells) -> None:
        """Keep a response that a fault holds back, to be mended; `row` is the fault's."""
        self._held.append(cells)

    def link(self, application_id: str, **cells: Cell) -> None:
        """Add what a companion says about one application, scorecard or other record."""
        self._links.append({"application_id": application_id, **cells})

    def person(self, kind: str, person_id: str, name: object, email: object = None) -> None:
        """Remember a display name and an address; later mentions fill what earlier ones lacked."""
        known_name, known_email = self._people.get((kind, person_id), (None, None))
        self._people[kind, person_id] = (known_name or _text(name), known_email or _text(email))

    def knows(self, kind: str, person_id: str) -> bool:
        """Whether the person was mentioned with a name before."""
        return self._people.get((kind, person_id), (None, None))[0] is not None

    def fault(self, fault: Fault) -> None:
        """Add one fault."""
        self.faults.append(fault)

    def foreign(self, fault: Fault) -> None:
        """Add the fault of a record that is not of this export at all.

        Raises:
            UnreadableFileError: There are more than `MOST_FOREIGN` of them.
        """
        self.faults.append(fault)
        self._n_foreign += 1
        if self._n_foreign > MOST_FOREIGN:
            raise UnreadableFileError(
                f"More than {MOST_FOREIGN:,} records of the file are not what its others are; "
                "export the records that are meant alone."
            )

    @contextmanager
    def numbered_on(self) -> Iterator[None]:
        """Number the records of a further list after the faulty ones of the lists before.

        No two records of a file then have one number, by which a fix-me leads back to them.
        """
        n_faults, n_frames, n_held = len(self.faults), len(self.held_frames), len(self._held)
        before = max((fault.row or 0 for fault in self.faults), default=0)
        yield
        if before:
            self.faults[n_faults:] = [
                fault.model_copy(update={"row": before + (fault.row or 0)})
                for fault in self.faults[n_faults:]
            ]
            self.held_frames[n_frames:] = [
                frame.with_columns(pl.col("row") + before) for frame in self.held_frames[n_frames:]
            ]
            self._held[n_held:] = [
                {**cells, "row": before + (row if isinstance(row := cells["row"], int) else 0)}
                for cells in self._held[n_held:]
            ]

    def note(self, note: str) -> None:
        """Say once what was detected or assumed."""
        if note not in self.notes:
            self.notes.append(note)

    def reading(self) -> Reading:
        """Everything gathered, as one reading."""
        people: list[Cells] = [
            {"person": kind, "person_id": person_id, "name": name, "email": email}
            for (kind, person_id), (name, email) in self._people.items()
            if name or email
        ]
        for own, openings in self.openings.items():
            self.link(own, parent=OPENING + SEVERAL.join(sorted(openings)))
        rows, folded = self._responses(self._rows).drop("row"), tuple(self.folded)
        if folded and rows.height:  # two tools in one file: the rows of the second come last
            rows, folded = pl.concat([*(part.unfolded() for part in folded), rows]), ()
        return Reading(
            source=self.source,
            rows=rows,
            folded=folded,
            links=pl.concat([*self.link_frames, self._frame(self._links, LINKS)]),
            people=self._frame(people, PEOPLE),
            faults=tuple(self.faults),
            dropped_columns=tuple(sorted(self.dropped)),
            notes=tuple(self.notes),
            tables=tuple(self.tables),
            held=pl.concat([*self.held_frames, self._responses(self._held)]),
        )

    def _responses(self, rows: list[Cells]) -> pl.DataFrame:
        return self._frame(rows, HELD).with_columns(
            pl.col("interview", "group").fill_null(""),
            pl.col("tz_known", "deleted").fill_null(value=False),
            pl.col("kind").fill_null(Kind.RATING.value),
            question_text=pl.coalesce("question_text", "question"),
        )

    def _frame(self, rows: list[Cells], columns: dict[str, pl.DataType]) -> pl.DataFrame:
        data: dict[str, list[Cell]] = {name: [row.get(name) for row in rows] for name in columns}
        data["source"] = [self.source.value] * len(rows)
        return pl.DataFrame(data, schema=columns)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
