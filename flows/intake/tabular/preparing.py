"""What is worked out of a stretch of a table before any of its answers is read.

Nothing here depends on what the answers mean, so it can be done for the next stretch while those
of this one are read.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from flows.intake.door import denied_questions
from flows.intake.reading import Table
from flows.intake.tabular.columns import Columns
from flows.intake.tabular.decoder import CellKey
from flows.intake.tabular.decoding import Distinct
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.identities import identify
from flows.intake.tabular.people import people_of
from flows.intake.tabular.shape import Asking, Given, wide_answers
from flows.intake.tabular.times import Usual
from schemas.config.source import Source
from schemas.fault import Fault

NONE_USUAL: Mapping[str, Usual] = MappingProxyType({})


@dataclass(frozen=True)
class Prepared:
    """A stretch of a table with who and when read, and its distinct answers numbered.

    Attributes:
        table: The stretch as it came.
        frame: One row an answer, as `Distinct` gives it.
        keys: Question and text of each distinct answer that is new.
        scorecards: Who rated whom.
        people: Whom it names, columns of `schemas.frames.PEOPLE`.
        faults: What is wrong with who and when.
        bad: The rows that these cost.
        notes: What was assumed about times.
    """

    table: Table
    frame: pl.DataFrame
    keys: list[CellKey]
    scorecards: pl.DataFrame
    people: pl.DataFrame
    faults: list[Fault]
    bad: list[pl.Series]
    notes: tuple[str, ...]


@dataclass
class Preparing:
    """Prepares one stretch after the other.

    Attributes:
        name: The canonical source of the responses.
        source: The map, without what is never stored.
        columns: Which column holds what.
        flags: The spellings of red flags and the id of each.
        denied: Names of questions that are never stored, as keys.
        is_late: Whether one of them first stood in such a section after the first stretch.
        found: What is wrong with who and when.
        distinct: The distinct answers so far.
    """

    name: str
    source: Source
    columns: Columns
    flags: Mapping[str, str]
    denied: dict[str, None] = field(default_factory=dict)
    is_late: bool = False
    found: Findings = field(default_factory=Findings)
    distinct: Distinct = field(default_factory=Distinct)
    _is_begun: bool = False

    def __post_init__(self) -> None:
        """Begin to number questions."""
        self._asking = Asking(self.columns)

    @property
    def kinds(self) -> dict[str, pl.DataType]:
        """As what some columns of a long table may be read, so that they need not be numbered."""
        numbered = {**self._asking.kinds, self.columns.names["rating"]: self.distinct.texts.kind}
        used = Counter(self.columns.names.values())
        return {name: kind for name, kind in numbered.items() if used[name] == 1}

    def prepared(self, table: Table, usual: Mapping[str, Usual] = NONE_USUAL) -> Prepared:
        """Prepare the next stretch.

        Args:
            table: The stretch, with the row number of its first row.
            usual: Its columns of times that are parsed already.

        Raises:
            UnusualTimesError: A column of `usual` has a cell that was not parsed.
        """
        listed = len(self.found.faults)
        who = identify(table, self.columns, self.source, self.found, usual)
        known = len(self.distinct.keys)
        frame = self.distinct.numbered(self._given(who.rows, table))
        self._is_begun = True
        return Prepared(
            table=table,
            frame=frame,
            keys=self.distinct.keys[known:],
            scorecards=who.scorecards,
            people=people_of(who.scorecards, self.name),
            faults=self.found.faults[listed:],
            bad=self.found.taken_rows(),
            notes=who.notes,
        )

    def _given(self, rows: pl.DataFrame, table: Table) -> Given:
        if self.source.form != "long":
            return wide_answers(rows, table, self.source, self.flags)
        known = len(self._asking.questions)
        given = self._asking.answers(rows)
        new = given.questions[known:]
        denied = denied_questions((name or "", group) for name, group, _ in new)
        self.is_late |= self._is_begun and not self.denied.keys() >= set(denied)
        self.denied |= dict.fromkeys(denied)
        return given.without(tuple(self.denied))
