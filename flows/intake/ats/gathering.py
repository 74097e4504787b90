"""Gather responses, links, people and faults record by record, then give one reading."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from flows.intake.reading import Reading
from schemas.fault import Fault
from schemas.frames import LINKS, PEOPLE, RESPONSES
from schemas.words import Kind, SourceName

Cell = str | float | bool | datetime | None


@dataclass
class Gathering:
    """What one file has given so far.

    Attributes:
        source: The system whose export it is.
        frames: Responses made columns at a time.
        link_frames: Links made columns at a time.
    """

    source: SourceName
    frames: list[pl.DataFrame] = field(default_factory=list)
    link_frames: list[pl.DataFrame] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    _rows: list[dict[str, Cell]] = field(default_factory=list)
    _links: list[dict[str, Cell]] = field(default_factory=list)
    _people: dict[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)

    def respond(self, **cells: Cell) -> None:
        """Add one response; columns left out are null, or their contract's default."""
        self._rows.append(
            {"interview": "", "question_text": cells["question"], "group": "", "kind": Kind.RATING}
            | {"tz_known": False, "deleted": False}
            | cells
        )

    def link(self, application_id: str, **cells: Cell) -> None:
        """Add what a companion says about one application, scorecard or other record."""
        self._links.append({"application_id": application_id, **cells})

    def person(self, kind: str, person_id: str, name: str | None, email: str | None = None) -> None:
        """Remember a display name and an address; later mentions fill what earlier ones lacked."""
        known_name, known_email = self._people.get((kind, person_id), (None, None))
        self._people[kind, person_id] = (known_name or name or None, known_email or email or None)

    def fault(self, fault: Fault) -> None:
        """Add one fault."""
        self.faults.append(fault)

    def reading(self) -> Reading:
        """Everything gathered, as one reading."""
        frames = [*self.frames, _frame(self._rows, RESPONSES, self.source)]
        people: list[dict[str, Cell]] = [
            {"person": kind, "person_id": person_id, "name": name, "email": email}
            for (kind, person_id), (name, email) in self._people.items()
            if name or email
        ]
        return Reading(
            source=self.source,
            responses=pl.concat(frames),
            links=pl.concat([*self.link_frames, _frame(self._links, LINKS, self.source)]),
            people=_frame(people, PEOPLE, self.source),
            faults=tuple(self.faults),
            dropped_columns=tuple(sorted(self.dropped)),
            notes=tuple(self.notes),
        )


def _frame(
    rows: list[dict[str, Cell]], columns: dict[str, pl.DataType], source: SourceName
) -> pl.DataFrame:
    data: dict[str, list[Cell]] = {name: [row.get(name) for row in rows] for name in columns}
    data["source"] = [source.value] * len(rows)
    return pl.DataFrame(data, schema=columns)
