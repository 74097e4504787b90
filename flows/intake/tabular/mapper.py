"""The tabular mapper: a table and its Source map to canonical responses and faults."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import polars as pl

from flows.intake.door import closed_door, open_answers, without_denied
from flows.intake.reading import Reading, Table
from flows.intake.tabular.cleaning import distinct_cells
from flows.intake.tabular.columns import Columns, columns_of, lacking_columns
from flows.intake.tabular.decoding import Answers, decode_answers
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.identities import identify
from flows.intake.tabular.rules import Rulebook
from flows.intake.tabular.shape import long_answers, wide_answers
from schemas.fault import Fault
from schemas.frames import PEOPLE, RESPONSES, empty
from schemas.scale import Scale
from schemas.source import Source
from schemas.words import Kind, SourceName
from scoring.guides import Guides


def read_table(
    table: Table,
    source: Source,
    guides: Guides,
    taken_by: SourceName = SourceName.TABLE,
    scales: Mapping[str, Scale] = MappingProxyType({}),
) -> Reading:
    """Read a table by a Source map.

    A fault costs the row it stands in; a scale that changes inside a question or a column that
    is not there costs the file.

    Args:
        table: As it came.
        source: Says which column holds what. Responses carry its name as their source, or the
            built-in reader's where the map adds to one.
        guides: For the scales, options and flags of questions that are declared.
        taken_by: The reader's name in the report.
        scales: Of a tool's own answers, before any other: by question, and under no name for all.
    """
    lacking = lacking_columns(table, source)
    if lacking:
        return Reading(taken_by, faults=tuple(lacking), source_map=source.name)
    source, dropped = closed_door(table, source)
    columns = columns_of(table, source.columns)
    who = identify(table, columns, source)
    if source.form == "long":
        asked, denied_names = open_answers(long_answers(who.rows, columns))
        dropped = (*dropped, *denied_names)
    else:
        asked = wide_answers(who.rows, table, source)
    answers = decode_answers(asked, table, source, Rulebook(guides, source, scales), who.found)
    faults = tuple(sorted(who.found.faults, key=_place))
    name = source.name if taken_by is SourceName.TABLE else taken_by.value
    return Reading(
        source=taken_by,
        responses=_responses(answers, who.found, table, name),
        people=_people(who.rows, columns, name),
        faults=faults,
        dropped_columns=dropped,
        notes=(*who.notes, *answers.notes),
        tables=(without_denied(faulty_rows(table, faults)),),
        source_map=source.name,
    )


def faulty_rows(table: Table, faults: tuple[Fault, ...]) -> Table:
    """The table with only those rows that a fault is about, for the fix-me workbook."""
    about = {fault.row for fault in faults if fault.row is not None}
    n = table.rows.height
    if table.numbers is None:
        inside = range(table.first_row, table.first_row + n)
        numbers = [row for row in sorted(about) if row in inside]
        return replace(
            table,
            rows=table.rows[[row - table.first_row for row in numbers]],
            numbers=tuple(numbers),
        )
    at = [index for index, row in enumerate(table.numbers) if row in about]
    return replace(table, rows=table.rows[at], numbers=tuple(table.numbers[index] for index in at))


def _responses(answers: Answers, found: Findings, table: Table, name: str) -> pl.DataFrame:
    if any(fault.costs == "file" for fault in found.faults):
        return empty(RESPONSES)
    frame = answers.frame
    column_of_fact = {name: answers.repeated.get(name, name) for name in RESPONSES}
    said = pl.col(column_of_fact["value_raw"]).is_not_null()
    kept = (pl.col("kind") != Kind.TEXT.value) | said
    if found.rows:
        kept &= ~pl.col("row").is_in(found.bad_rows().implode())
    before = f"sheet {table.sheet}, " if table.sheet else ""
    made = {
        "source": pl.lit(name),
        "note": pl.col("note").str.strip_chars().replace("", None),
        "locator": pl.format(f"{before}row {{}}, column {{}}", "row", "heading"),
    }
    return (
        frame.lazy()
        .filter(kept)
        .select(
            made.get(name, pl.col(column)).alias(name) for name, column in column_of_fact.items()
        )
        .collect()
    )


def _people(rows: pl.DataFrame, columns: Columns, name: str) -> pl.DataFrame:
    """Display names and addresses of candidates and raters, where the table gives them."""
    parts = [empty(PEOPLE)]
    for person in ("candidate", "rater"):
        shown = columns.names.get(f"{person}_name")
        key = f"{person}_id"
        if shown:
            known = rows.select(key, shown=pl.col(shown).str.strip_chars()).unique()
        else:
            known = (
                distinct_cells(rows[key])
                .to_frame()
                .with_columns(shown=pl.lit(None, dtype=pl.String))
            )
        parts.append(
            known.drop_nulls(key)
            .select(
                source=pl.lit(name),
                person=pl.lit(person),
                person_id=key,
                name="shown",
                email=pl.when(pl.col(key).str.contains("@", literal=True)).then(key),
            )
            .filter(pl.any_horizontal(pl.col("name", "email").is_not_null()))
            .sort("person_id", "name")
        )
    return pl.concat(parts)


def _place(fault: Fault) -> tuple[int, str]:
    return (fault.row or 0, fault.column)
