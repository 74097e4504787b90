"""The parts of a row that say who, for what and when, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from flows.intake.reading import Table
from flows.intake.tabular.columns import Columns
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.scorecards import scorecards_of
from flows.intake.tabular.times import Usual, read_times, usual_times
from schemas.config.source import Source
from schemas.fault import Fault

TIMES = ("updated_at", "submitted_at")


@dataclass(frozen=True)
class Identified:
    """A table with who and when read.

    Attributes:
        rows: One row a table row that is not blank: `row`, `scorecard` (the index of its
            scorecard) and when, beside the table's own `c0`, ….
        scorecards: Who rated whom, as `scorecards_of` gives them.
        notes: What was assumed about times.
    """

    rows: pl.DataFrame
    scorecards: pl.DataFrame
    notes: tuple[str, ...]


def identify(
    table: Table, columns: Columns, source: Source, found: Findings, usual: Mapping[str, Usual]
) -> Identified:
    """Read the identifying columns of every row that is not blank or a repeated heading.

    Args:
        table: As it came.
        columns: Where it keeps what.
        source: Its map.
        found: What is wrong is added to it, each with its row.
        usual: Some columns of times as they were parsed already, by the column.

    Raises:
        UnusualTimesError: A column of `usual` has a cell that was not parsed.
    """
    if table.numbers is None:
        rows = table.rows.with_row_index("row", offset=table.first_row)
    else:
        rows = table.rows.with_columns(row=pl.Series(table.numbers, dtype=pl.UInt32))
    rows = rows.with_columns(one.at.alias(_parsed(name)) for name, one in usual.items())
    rows = _without_headings(_without_empty(rows, table), table)
    scorecards, at = scorecards_of(rows, columns, source)
    rows = _without_blanks(rows.with_columns(at.alias("scorecard")), scorecards, table)
    _find_missing(found, rows, scorecards, table, columns)
    _find_ragged(found, rows, table)
    rows, notes = _with_times(found, rows, table, columns, source, usual)
    return Identified(rows, scorecards, notes)


def _find_missing(
    found: Findings, rows: pl.DataFrame, scorecards: pl.DataFrame, table: Table, columns: Columns
) -> None:
    rules = (
        ("candidate", "which candidate this is about", "The candidate's id or e-mail address."),
        ("requisition", "for which opening this is", "The requisition's id."),
        ("rater", "who gave this rating", "The interviewer's id or e-mail address."),
    )
    for field, what, expected in rules:
        if not scorecards[f"{field}_id"].null_count():
            continue
        bad = scorecards[f"{field}_id"].is_null()
        if field != "rater":
            bad &= scorecards["application_id"].is_null()
        pattern = Fault(
            code=f"missing_{field}",
            message=f"The row does not say {what}.",
            expected=expected,
            sheet=table.sheet,
            column=columns.heading(field),
        )
        found.add(rows, bad.gather(rows["scorecard"]), columns.names.get(field), pattern)


def _with_times(
    found: Findings,
    rows: pl.DataFrame,
    table: Table,
    columns: Columns,
    source: Source,
    usual: Mapping[str, Usual],
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    empty = pl.lit(None, dtype=pl.Datetime("us"))
    made: dict[str, pl.Expr | pl.Series] = {
        "submitted_at": empty,
        "updated_at": empty,
        "tz_known": pl.lit(value=False),
    }
    for field in TIMES:
        name = columns.names.get(field)
        if name is None:
            continue
        if name in usual:
            parsed = Usual(usual[name].form, rows[_parsed(name)])
            times = usual_times(rows[name], parsed, source.timezone)
        else:
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
        if times.bad.any():
            found.add(rows, times.bad, name, pattern)
    return rows.with_columns(**made), notes


def _parsed(column: str) -> str:
    return f"{column} parsed"


def _find_ragged(found: Findings, rows: pl.DataFrame, table: Table) -> None:
    pattern = Fault(
        code="too_many_cells",
        message="The row has more cells than there are headings.",
        expected="One cell for each heading; text with a delimiter in it needs quotes.",
        sheet=table.sheet,
    )
    if table.ragged:
        found.add(rows, pl.col("row").is_in(table.ragged), None, pattern)


def _without_empty(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    names = table.rows.columns
    if any(not rows[name].null_count() for name in names):
        return rows
    return rows.filter(~pl.all_horizontal(pl.col(names).is_null()))


def _without_blanks(rows: pl.DataFrame, scorecards: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Leave out rows of nothing but blanks, which name nobody."""
    candidates, raters = scorecards["candidate_id"], scorecards["rater_id"]
    if not (candidates.null_count() and raters.null_count()):
        return rows
    nobody = candidates.is_null() & raters.is_null()
    if not nobody.any():
        return rows
    cells = pl.col(table.rows.columns).cast(pl.String)
    blank = pl.all_horizontal(cells.str.strip_chars().fill_null("") == "")
    return rows.filter(~(nobody.gather(rows["scorecard"]) & rows.select(blank).to_series()))


def _without_headings(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Leave out heading rows that were pasted in again further down."""
    headings = table.header[-1] if table.header else table.headings
    cells = list(zip(table.rows.columns, headings, strict=True))
    if not cells:
        return rows
    named = next((pair for pair in cells if pair[1].strip()), cells[0])
    if not (rows[named[0]] == named[1]).any():
        return rows
    again = pl.all_horizontal(
        pl.col(name).cast(pl.String).fill_null("").str.strip_chars() == heading.strip()
        for name, heading in cells
    )
    return rows.filter(~again)
