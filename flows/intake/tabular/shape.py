"""Long and wide tables as one: a row an answer, with the question, its group, answer and note."""

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.cleaning import present
from flows.intake.tabular.columns import Columns, column_of
from schemas.source import Source, WideQuestion

KEPT = (
    "row",
    "application_id",
    "requisition_id",
    "candidate_id",
    "rater_id",
    "interview",
    "submitted_at",
    "tz_known",
    "updated_at",
    "deleted",
)
"""What every answer of a row shares."""


def long_answers(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The answers of a table that has one row for each."""
    names = columns.names
    empty = pl.lit(None, dtype=pl.String)
    group = present(rows[names["group"]]).fill_null("") if "group" in names else pl.lit("")
    return rows.select(
        *KEPT,
        present(rows[names["question"]]).alias("name"),
        group.alias("group"),
        heading=pl.lit(columns.heading("rating")),
        raw=pl.col(names["rating"]),
        note=pl.col(names["note"]) if "note" in names else empty,
    )


def wide_answers(rows: pl.DataFrame, table: Table, source: Source) -> pl.DataFrame:
    """The answers of a table that has a row for each scorecard and a column for each question."""
    parts = [_wide_part(rows, table, question) for question in source.questions]
    return pl.concat(parts) if parts else long_shape()


def asked_name(question: WideQuestion, heading: str) -> str:
    """The name under which a wide question's answers are stored."""
    return question.question or heading


def long_shape() -> pl.DataFrame:
    """No answers, in the columns that `long_answers` gives."""
    types = {name: pl.String() for name in ("name", "group", "heading", "raw", "note")}
    shared: dict[str, pl.DataType] = dict.fromkeys(KEPT, pl.String())
    shared |= {"row": pl.UInt32(), "tz_known": pl.Boolean(), "deleted": pl.Boolean()}
    shared |= {"submitted_at": pl.Datetime("us"), "updated_at": pl.Datetime("us")}
    return pl.DataFrame(schema={**shared, **types})


def _wide_part(rows: pl.DataFrame, table: Table, question: WideQuestion) -> pl.DataFrame:
    index = column_of(table, question.column)
    if index is None:
        return long_shape()
    heading = table.headings[index]
    beside = column_of(table, question.note_column) if question.note_column else None
    return rows.select(
        *KEPT,
        name=pl.lit(asked_name(question, heading)),
        group=pl.lit(question.group),
        heading=pl.lit(heading),
        raw=pl.col(f"c{index}"),
        note=pl.lit(None, dtype=pl.String) if beside is None else pl.col(f"c{beside}"),
    )
