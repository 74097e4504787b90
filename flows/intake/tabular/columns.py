"""Which column of a table holds what, by the headings that a Source map names."""

import json
from dataclasses import dataclass

from flows.intake.reading import Table
from schemas.config.role import spelling
from schemas.config.source import UNFILLED, Source, TableColumns
from schemas.door import denied
from schemas.fault import Fault

IMPORT_ID = "ImportId"
MOST_UNREAD = 12
"""Columns named in a note; a connector's table may have a hundred."""
NEEDED = ("candidate", "application", "requisition", "rater", "question", "rating")
"""Fields without whose column no row can be read, where the map names one."""


@dataclass(frozen=True)
class Columns:
    """Where a table keeps what.

    Attributes:
        names: Field of `TableColumns` and the frame column (`c3`) that holds it.
        headings: The same fields and the headings as written.
    """

    names: dict[str, str]
    headings: dict[str, str]

    def heading(self, field: str) -> str:
        """The heading of `field` as written; the field's name where the table has none."""
        return self.headings.get(field, field)


def column_of(table: Table, heading: str) -> int | None:
    """The index of the column called `heading` (case and spaces do not count).

    Where there are several header rows a cell of one of them will do, if it is there once.
    """
    wanted = spelling(heading)
    for index, name in enumerate(table.headings):
        if spelling(name) == wanted:
            return index
    for row in table.header if len(table.header) > 1 else ():
        found = [index for index, cell in enumerate(row) if spelling(header_name(cell)) == wanted]
        if len(found) == 1:
            return found[0]
    return None


def header_name(cell: str) -> str:
    """What a header cell names: itself, or the import id that it holds as JSON."""
    if IMPORT_ID not in cell:
        return cell
    try:
        found = json.loads(cell)
    except ValueError:
        return cell
    return str(found.get(IMPORT_ID, cell)) if isinstance(found, dict) else cell


def columns_of(table: Table, columns: TableColumns) -> Columns:
    """Find the columns that a Source map names."""
    names: dict[str, str] = {}
    headings: dict[str, str] = {}
    for field, heading in columns.model_dump(exclude_none=True).items():
        index = column_of(table, heading)
        if index is not None:
            names[field] = f"c{index}"
            headings[field] = table.headings[index]
    return Columns(names, headings)


def unread_note(table: Table, source: Source) -> tuple[str, ...]:
    """A note that names the columns which the map does not, and which might be stored."""
    named = list(source.columns.model_dump(exclude_none=True).values())
    for question in source.questions:
        named += [question.column, question.note_column or ""]
    used = {column_of(table, heading) for heading in named if heading}
    unread = [
        " ".join(heading.split())
        for index, heading in enumerate(table.headings)
        if heading.strip() and index not in used and denied(heading) is None
    ]
    if not unread:
        return ()
    shown = ", ".join(f"“{heading}”" for heading in unread[:MOST_UNREAD])
    more = f" and {len(unread) - MOST_UNREAD} more" if len(unread) > MOST_UNREAD else ""
    what, them = ("column", "it") if len(unread) == 1 else ("columns", "them")
    return (f"not read: {what} {shown}{more}; the Source file {source.name} does not name {them}",)


def needed_headings(source: Source) -> list[str]:
    """The headings without which a map cannot be used."""
    wanted = source.columns.model_dump(exclude_none=True)
    needed = [wanted[field] for field in NEEDED if field in wanted]
    return needed + [question.column for question in source.questions]


def lacking_columns(table: Table, source: Source) -> list[Fault]:
    """A fault for each heading that the map needs and the table does not have."""
    needed = needed_headings(source)
    absent = [
        heading for heading in needed if heading != UNFILLED and column_of(table, heading) is None
    ]
    unfilled = [_unfilled_fault(table, source)] if UNFILLED in needed else []
    return unfilled + [
        Fault(
            code="missing_column",
            message=f"The column {heading} is not in the table.",
            expected=f"A column with that heading, or another name in the Source file "
            f"{source.name}.",
            sheet=table.sheet,
            column=heading,
            costs="file",
        )
        for heading in absent
    ]


def _unfilled_fault(table: Table, source: Source) -> Fault:
    fields = ", ".join(source.unfilled)
    return Fault(
        code="missing_column",
        message=f"The Source file {source.name} still says {UNFILLED} for {fields}.",
        expected="The headings that hold them.",
        sheet=table.sheet,
        column=UNFILLED,
        costs="file",
    )


def matches(table: Table, source: Source) -> bool:
    """Whether the map is for this table, by its headings and, where it says so, the sheet."""
    wanted = source.match.columns
    if source.match.sheet is not None and spelling(source.match.sheet) != spelling(table.sheet):
        return False
    if wanted:
        return all(column_of(table, heading) is not None for heading in wanted)
    return not lacking_columns(table, source)
