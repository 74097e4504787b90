"""Long and wide tables as one: a row an answer, with its question, the cell and the note."""

from dataclasses import dataclass

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.cleaning import present
from flows.intake.tabular.coding import coded, numbered, recoded
from flows.intake.tabular.columns import Columns, column_of
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
        closed = [at for at, (name, _, _) in enumerate(self.questions) if name in names]
        if not closed:
            return self
        return Given(self.frame.filter(~pl.col("asked").is_in(closed)), self.questions)


def long_answers(rows: pl.DataFrame, columns: Columns) -> Given:
    """The answers of a table that has one row for each."""
    names = columns.names
    heading = columns.heading("rating")
    asked, texts = recoded(*coded(rows[names["question"]]), present)
    questions: list[QuestionKey] = [(name, "", heading) for name in texts]
    if "group" in names:
        within, groups = recoded(*coded(rows[names["group"]]), _section)
        keys = asked.cast(pl.Int64) * len(groups) + within.cast(pl.Int64)
        asked, pairs = numbered(keys, len(texts) * len(groups))
        questions = [
            (texts[key // len(groups)], groups[key % len(groups)] or "", heading)
            for key in pairs["key"]
        ]
    empty = pl.lit(None, dtype=pl.String)
    frame = rows.select(
        *KEPT,
        asked.cast(pl.UInt32).alias("asked"),
        raw=pl.col(names["rating"]),
        note=pl.col(names["note"]) if "note" in names else empty,
    )
    return Given(frame, questions)


def wide_answers(rows: pl.DataFrame, table: Table, source: Source) -> Given:
    """The answers of a table that has a row for each scorecard and a column for each question."""
    parts: list[pl.DataFrame] = []
    questions: list[QuestionKey] = []
    for question in source.questions:
        index = column_of(table, question.column)
        if index is None:
            continue
        beside = column_of(table, question.note_column) if question.note_column else None
        parts.append(_wide_part(rows, len(questions), index, beside))
        heading = table.headings[index]
        questions.append((asked_name(question, heading), question.group, heading))
    empty = rows.clear().select(*KEPT, asked=_index(0), raw=_nothing(), note=_nothing())
    return Given(pl.concat([empty, *parts]), questions)


def asked_name(question: WideQuestion, heading: str) -> str:
    """The name under which a wide question's answers are stored."""
    return question.question or heading


def _wide_part(rows: pl.DataFrame, asked: int, index: int, beside: int | None) -> pl.DataFrame:
    note = _nothing() if beside is None else pl.col(f"c{beside}")
    return rows.select(*KEPT, asked=_index(asked), raw=pl.col(f"c{index}"), note=note)


def _section(cells: pl.Series) -> pl.Series:
    return present(cells).fill_null("")


def _index(at: int) -> pl.Expr:
    return pl.lit(at, dtype=pl.UInt32)


def _nothing() -> pl.Expr:
    return pl.lit(None, dtype=pl.String)
