"""The parts of a row that say who, for what and when, and what is wrong with them."""

from dataclasses import dataclass

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.cleaning import identifiers, present
from flows.intake.tabular.columns import Columns
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.times import read_times
from schemas.fault import Fault
from schemas.source import Source

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
    rows = _without_headings(rows.filter(~pl.all_horizontal(_cells(table).is_null())), table)
    rows = rows.with_columns(**_identifiers(rows, columns, source))
    rows = _without_blanks(rows, table)
    found = Findings()
    _find_missing(found, rows, table, columns)
    _find_ragged(found, rows, table)
    rows, notes = _with_times(found, rows, table, columns, source)
    return Identified(rows, found, notes)


def _identifiers(
    rows: pl.DataFrame, columns: Columns, source: Source
) -> dict[str, pl.Expr | pl.Series]:
    made: dict[str, pl.Expr | pl.Series] = {
        "application_id": _text(None),
        "requisition_id": _text(source.requisition),
        "candidate_id": _text(None),
        "rater_id": _text(None),
        "interview": _text(source.interview or ""),
        "deleted": pl.lit(value=False),
    }
    for field in ("application", "requisition", "candidate", "rater"):
        if field in columns.names:
            made[f"{field}_id"] = identifiers(rows[columns.names[field]])
    if "interview" in columns.names:
        made["interview"] = present(rows[columns.names["interview"]]).fill_null("")
    if "deleted" in columns.names:
        text = present(rows[columns.names["deleted"]]).str.to_lowercase()
        made["deleted"] = text.is_in(TRUE).fill_null(value=False)
    return made


def _text(fixed: str | None) -> pl.Expr:
    return pl.lit(fixed, dtype=pl.String)


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
    if table.ragged:
        found.add(rows, pl.col("row").is_in(table.ragged), None, pattern)


def _cells(table: Table) -> pl.Expr:
    return pl.col(table.rows.columns)


def _without_blanks(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Leave out rows of nothing but blanks, which name nobody."""
    nobody = pl.col("candidate_id").is_null() & pl.col("rater_id").is_null()
    if not rows.select(nobody.any()).item():
        return rows
    blank = pl.all_horizontal(_cells(table).str.strip_chars().fill_null("") == "")
    return rows.filter(~(nobody & blank))


def _without_headings(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Leave out heading rows that were pasted in again further down."""
    headings = table.header[-1] if table.header else table.headings
    cells = list(zip(table.rows.columns, headings, strict=True))
    if not cells:
        return rows
    named = next((pair for pair in cells if pair[1].strip()), cells[0])
    if not rows.select((pl.col(named[0]) == named[1]).any()).item():
        return rows
    again = pl.all_horizontal(
        pl.col(name).fill_null("").str.strip_chars() == heading.strip() for name, heading in cells
    )
    return rows.filter(~again)
