"""The parts of a row that say who, for what and when, and what is wrong with them."""

from dataclasses import dataclass

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.columns import Columns
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.times import read_times
from schemas.fault import Fault
from schemas.scale import NOT_ANSWERED
from schemas.source import Source

ANONYMOUS = ("anonymous", "anónimo", "anonym", "anonyme", "anonimo", "anônimo", "匿名")
TRUE = ("true", "1", "yes", "t", "y")


@dataclass(frozen=True)
class Identified:
    """A table with who and when read.

    Attributes:
        rows: One row a table row that is not blank: `row` and the identifying columns,
            beside the table's own `c0`, ….
        found: What is wrong, each with its row.
        notes: What was assumed about times.
    """

    rows: pl.DataFrame
    found: Findings
    notes: tuple[str, ...]


def identify(table: Table, columns: Columns, source: Source) -> Identified:
    """Read the identifying columns of every row that is not blank or a repeated heading."""
    if table.numbers is None:
        rows = table.rows.with_row_index("row", offset=table.first_row)
    else:
        rows = table.rows.with_columns(row=pl.Series(table.numbers, dtype=pl.UInt32))
    rows = rows.filter(~_is_blank(table), ~_repeats_headings(table))
    rows = rows.with_columns(**_identifiers(columns, source))
    found = Findings()
    _find_missing(found, rows, table, columns)
    _find_ragged(found, rows, table)
    rows, notes = _with_times(found, rows, table, columns, source)
    return Identified(rows, found, notes)


def present(column: str) -> pl.Expr:
    """The trimmed text of a column; null where it says nothing."""
    text = pl.col(column).str.strip_chars(" \t\r\n\u00a0;")
    return pl.when(~text.str.to_lowercase().is_in(list(NOT_ANSWERED))).then(text)


def _identifiers(columns: Columns, source: Source) -> dict[str, pl.Expr]:
    def text(field: str, fixed: str | None = None) -> pl.Expr:
        name = columns.names.get(field)
        return present(name) if name else pl.lit(fixed, dtype=pl.String)

    deleted = columns.names.get("deleted")
    return {
        "application_id": text("application"),
        "requisition_id": text("requisition", source.requisition),
        "candidate_id": _identifier(text("candidate")),
        "rater_id": _identifier(_named(text("rater"))),
        "interview": text("interview", source.interview).fill_null(""),
        "deleted": pl.col(deleted)
        .str.strip_chars()
        .str.to_lowercase()
        .is_in(TRUE)
        .fill_null(value=False)
        if deleted
        else pl.lit(value=False),
    }


def _named(text: pl.Expr) -> pl.Expr:
    """Forms that do not record who answered put one word for everybody."""
    return pl.when(~text.str.to_lowercase().is_in(ANONYMOUS)).then(text)


def _identifier(text: pl.Expr) -> pl.Expr:
    """E-mail addresses are compared in lower case; other identifiers stay as they are."""
    return (
        pl.when(text.str.contains("@", literal=True)).then(text.str.to_lowercase()).otherwise(text)
    )


def _find_missing(found: Findings, rows: pl.DataFrame, table: Table, columns: Columns) -> None:
    linked = pl.col("application_id").is_not_null()
    rules = (
        ("candidate", pl.col("candidate_id").is_null() & ~linked, "which candidate this is about",
         "The candidate's id or e-mail address."),
        ("requisition", pl.col("requisition_id").is_null() & ~linked, "for which opening this is",
         "The requisition's id."),
        ("rater", pl.col("rater_id").is_null(), "who gave this rating",
         "The interviewer's id or e-mail address."),
    )  # fmt: skip
    for field, bad, what, expected in rules:
        pattern = Fault(
            code=f"missing_{field}",
            message=f"The row does not say {what}.",
            expected=expected,
            sheet=table.sheet,
            column=columns.heading(field),
        )
        found.add(rows, bad, columns.names.get(field), pattern)


def _with_times(
    found: Findings, rows: pl.DataFrame, table: Table, columns: Columns, source: Source
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    empty = pl.lit(None, dtype=pl.Datetime("us"))
    made: dict[str, pl.Expr | pl.Series] = {
        "submitted_at": empty,
        "updated_at": empty,
        "tz_known": pl.lit(value=False),
    }
    for field in ("updated_at", "submitted_at"):
        name = columns.names.get(field)
        if name is None:
            continue
        times = read_times(rows[name], source.timezone, source.day_first)
        notes = tuple(dict.fromkeys((*notes, *times.notes)))
        made |= {field: times.at, "tz_known": times.known}
        pattern = Fault(
            code="unreadable_date",
            message="The date cannot be read.",
            expected="A date and time such as 2026-03-31 14:05.",
            sheet=table.sheet,
            column=columns.heading(field),
        )
        found.add(rows, times.bad, name, pattern)
    return rows.with_columns(**made), notes


def _find_ragged(found: Findings, rows: pl.DataFrame, table: Table) -> None:
    pattern = Fault(
        code="too_many_cells",
        message="The row has more cells than there are headings.",
        expected="One cell for each heading; text with a delimiter in it needs quotes.",
        sheet=table.sheet,
    )
    found.add(rows, pl.col("row").is_in(list(table.ragged)), None, pattern)


def _is_blank(table: Table) -> pl.Expr:
    return pl.all_horizontal(
        pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")
        for name in table.rows.columns
    )


def _repeats_headings(table: Table) -> pl.Expr:
    """A heading row that was pasted in again further down."""
    last = table.header[-1] if table.header else table.headings
    return pl.all_horizontal(
        pl.col(name).fill_null("").str.strip_chars() == heading.strip()
        for name, heading in zip(table.rows.columns, last, strict=True)
    )
