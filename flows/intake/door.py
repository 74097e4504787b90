"""The door: what `schemas.door` names is taken off a table before anything is read from it."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from flows.intake.reading import Table
from schemas.config.source import Source
from schemas.door import denied, denied_section


def denied_columns(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that are dropped at the door, in order; reported by name only."""
    return tuple(heading for heading in headings if heading and denied(heading) is not None)


def closed_door(table: Table, source: Source) -> tuple[Source, tuple[str, ...]]:
    """A map without what is never stored, and the headings of such columns.

    A column that a map names as a question or a note is not read if its heading is denied.
    """
    questions = tuple(
        question.model_copy(update={"note_column": _open(question.note_column)})
        for question in source.questions
        if denied(question.column) is None
    )
    columns = source.columns.model_copy(update={"note": _open(source.columns.note)})
    allowed = source.model_copy(update={"questions": questions, "columns": columns})
    return allowed, denied_columns(table.headings)


def denied_questions(asked: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The names of questions that are never stored, or that stand in a section that is not.

    Args:
        asked: The name and the section of each.
    """
    names = [name for name, group in asked if denied(name) or denied_section(group)]
    return tuple(dict.fromkeys(names))


def without_denied(table: Table) -> Table:
    """The table with nothing under the headings of what is never stored, as a fix-me shows it."""
    closed = [
        pl.lit(None, dtype=pl.String).alias(name)
        for name, heading in zip(table.rows.columns, table.headings, strict=True)
        if heading and denied(heading) is not None
    ]
    return replace(table, rows=table.rows.with_columns(closed)) if closed else table


def _open(heading: str | None) -> str | None:
    return None if heading is None or denied(heading) is not None else heading
