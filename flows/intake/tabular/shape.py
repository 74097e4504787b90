"""Long and wide tables as one: a row an answer, with its question, the cell and the note."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.cleaning import present
from flows.intake.tabular.coding import NO_TEXT, Numbering, Pairing
from flows.intake.tabular.columns import Columns, column_of
from flows.intake.tabular.ticked import lists_flags, ticked
from schemas.config.role import spelling
from schemas.config.source import Source, WideQuestion

KEPT = ("row", "scorecard", "submitted_at", "tz_known", "updated_at")
"""What every answer of a row shares."""
QuestionKey = tuple[str | None, str, str]
"""The name of a question, its group, and the heading of the column that holds its answers."""


@dataclass(frozen=True)
class Given:
    """The answers of a table as they were given.

    Attributes:
        frame: One row an answer: the columns of `KEPT`, `asked` (the question's index, UInt32),
            `raw` and `note`.
        questions: What is asked.
    """

    frame: pl.DataFrame
    questions: list[QuestionKey]

    def without(self, names: tuple[str, ...]) -> "Given":
        """Leave out the answers to the questions of these names."""
        if not names:
            return self
        closed = [at for at, (name, _, _) in enumerate(self.questions) if name in names]
        return Given(self.frame.filter(~pl.col("asked").is_in(closed)), self.questions)


@dataclass
class Asking:
    """Numbers the questions of a table with one row an answer, in every stretch alike.

    Attributes:
        columns: Where the table keeps what.
        questions: The question of each number.
    """

    columns: Columns
    questions: list[QuestionKey] = field(default_factory=list)
    _names: Numbering = field(default_factory=lambda: Numbering(present))
    _sections: Numbering = field(default_factory=lambda: Numbering(present))
    _pairs: Pairing = field(default_factory=Pairing)

    @property
    def kinds(self) -> dict[str, pl.DataType]:
        """As what the columns that are numbered may be read at once."""
        names = self.columns.names
        kinds = {"question": self._names.kind, "group": self._sections.kind}
        return {names[field]: kind for field, kind in kinds.items() if field in names}

    def answers(self, rows: pl.DataFrame) -> Given:
        """The answers of some rows."""
        names = self.columns.names
        empty = pl.lit(None, dtype=pl.String)
        frame = rows.select(
            *KEPT,
            self._asked(rows).alias("asked"),
            raw=pl.col(names["rating"]),
            note=pl.col(names["note"]) if "note" in names else empty,
        )
        return Given(frame, self.questions)

    def _asked(self, rows: pl.DataFrame) -> pl.Series:
        names, known = self.columns.names, len(self.questions)
        asked = self._names.numbers(rows[names["question"]])
        if "group" in names:
            within = self._sections.numbers(rows[names["group"]])
            n_names, n_sections = len(self._names.texts), len(self._sections.texts)
            asked = self._pairs.numbers(asked, within, n_names, n_sections)
            new = self._pairs.pairs[known:]
        else:
            new = [(name, NO_TEXT) for name in range(known, len(self._names.texts))]
        heading = self.columns.heading("rating")
        self.questions += [
            (self._names.texts[name], self._sections.texts[section] or "", heading)
            for name, section in new
        ]
        return asked


def wide_answers(
    rows: pl.DataFrame, table: Table, source: Source, flags: Mapping[str, str]
) -> Given:
    """The answers of a table that has a row for each scorecard and a column for each question.

    Args:
        rows: Of the table.
        table: For its headings.
        source: Its map.
        flags: The spellings of red flags and the id of each; a column in which several of them
            may be ticked holds an answer for each that is.
    """
    parts: list[pl.DataFrame] = []
    questions: list[QuestionKey] = []
    for question in source.questions:
        index = column_of(table, question.column)
        if index is None:
            continue
        beside = column_of(table, question.note_column) if question.note_column else None
        cells = rows.select(*KEPT, raw=pl.col(f"c{index}"), note=_note(beside))
        heading = table.headings[index]
        key = (asked_name(question, heading), question.group, heading)
        at = len(questions)
        questions.append(key)
        if lists_flags(question, heading, flags):
            keys = [key, *((flag, key[1], heading) for flag in dict.fromkeys(flags.values()))]
            numbers = {name: at + number for number, (name, _, _) in enumerate(keys)}
            questions += keys[1:]
            parts.append(_ticked(cells, at, {form: numbers[flag] for form, flag in flags.items()}))
        else:
            parts.append(cells.select(*KEPT, "raw", "note", asked=_index(at)))
    empty = rows.clear().select(*KEPT, raw=_note(None), note=_note(None), asked=_index(0))
    return Given(pl.concat([empty, *parts]), questions)


def _ticked(cells: pl.DataFrame, asked: int, numbers: Mapping[str, int]) -> pl.DataFrame:
    """A row for each flag that a cell lists, and for each option that is none, which is a fault."""
    told = [
        (cell, part, numbers.get(spelling(part), asked))
        for cell in cells["raw"].drop_nulls().unique()
        for part in ticked(cell, numbers)
    ]
    schema = {"raw": pl.String, "part": pl.String, "asked": pl.UInt32}
    listed = pl.DataFrame(list(dict.fromkeys(told)), schema=schema, orient="row")
    found = cells.join(listed, on="raw", maintain_order="left_right")
    return found.select(*KEPT, "note", "asked", raw="part").select(*KEPT, "raw", "note", "asked")


def asked_name(question: WideQuestion, heading: str) -> str:
    """The name under which a wide question's answers are stored."""
    return question.question or heading


def _index(at: int) -> pl.Expr:
    return pl.lit(at, dtype=pl.UInt32)


def _note(beside: int | None) -> pl.Expr:
    return pl.lit(None, dtype=pl.String) if beside is None else pl.col(f"c{beside}")
