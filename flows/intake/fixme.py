"""From what a reader found wrong to the fix-me: only the faulty rows, as they were."""

from collections import defaultdict
from collections.abc import Iterable

import polars as pl

from flows.intake.canonical import FIELDS, canonical_table
from flows.intake.reading import Reading, Table
from schemas.books.fixme import FixMe, FixMeRow, FixMeSheet
from schemas.fault import Fault

LONGEST_TITLE = 28
UNTITLED = "Rows to mend"
RECORDS = "Records to mend"
_FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\'", " "))


def fixme_of(reading: Reading, file_name: str, digest: str) -> FixMe:
    """Gather what must be mended in a dropped file.

    Args:
        reading: What its reader gave.
        file_name: As it was dropped, for the recruiter to know it again.
        digest: SHA-256 of its bytes; the mended workbook closes the faults of that file.
    """
    left = list(reading.faults)
    sheets: list[FixMeSheet] = []
    for table in reading.tables:
        places = [(table.sheet, number) for number in row_numbers(table)]
        _add(sheets, table, places, left, table.sheet or UNTITLED, canonical=False)
    if not reading.held.is_empty():
        table, places = canonical_table(reading.held), _held_places(reading.held)
        _add(sheets, table, places, left, RECORDS, canonical=True)
    return FixMe(
        file_name=file_name,
        digest=digest,
        source=reading.source,
        source_map=reading.source_map,
        sheets=tuple(sheets),
        others=tuple(left),
    )


def row_numbers(table: Table) -> Iterable[int]:
    """The recruiter's number of each of the table's rows."""
    if table.numbers is not None:
        return table.numbers
    return range(table.first_row, table.first_row + table.rows.height)


def _held_places(held: pl.DataFrame) -> list[tuple[str, int]]:
    """Sheet and row of each response held back; only a workbook's locator names a sheet."""
    found = []
    for row, locator in held.select("row", "locator").iter_rows():
        head, between, _ = (locator or "").rpartition(f", row {row}, ")
        found.append((head.removeprefix("sheet ") if between else "", row))
    return found


def _add(
    sheets: list[FixMeSheet],
    table: Table,
    places: list[tuple[str, int]],
    left: list[Fault],
    title: str,
    *,
    canonical: bool,
) -> None:
    """Add a sheet with the rows that faults name, and take those faults off `left`.

    Args:
        sheets: What was added before.
        table: The rows as they came.
        places: Sheet and row in the dropped file of each of them.
        left: Faults that no sheet shows yet.
        title: What the sheet is called.
        canonical: Whether it is a long table of ours.
    """
    by_row: dict[tuple[str, int], list[Fault]] = defaultdict(list)
    for fault in left:
        if fault.row is not None:
            by_row[fault.sheet, fault.row].append(fault)
    rows = [
        FixMeRow(
            row=place[1],
            cells=tuple(cell or "" for cell in cells),
            faults=tuple(by_row[place]),
            marked=_marked(table, by_row[place], canonical=canonical),
        )
        for place, cells in zip(places, table.rows.iter_rows(), strict=True)
        if place in by_row
    ]
    if not rows:
        return
    shown = set(places)
    left[:] = [fault for fault in left if (fault.sheet, fault.row) not in shown]
    sheets.append(
        FixMeSheet(
            title=_title(title, {sheet.title.casefold() for sheet in sheets}),
            sheet=table.sheet,
            header=table.header or (table.headings,),
            rows=tuple(rows),
            canonical=canonical,
        )
    )


def _marked(table: Table, faults: list[Fault], *, canonical: bool) -> dict[int, tuple[str, ...]]:
    """The faulty cells of a row by their index, with the answers to offer."""
    marked: dict[int, tuple[str, ...]] = {}
    for fault in faults:
        heading = _canonical_heading(fault) if canonical else fault.column
        if heading in table.headings:
            index = table.headings.index(heading)
            marked[index] = marked.get(index) or fault.accepted
    return marked


def _canonical_heading(fault: Fault) -> str:
    """Where the canonical table shows what a fault of a JSON record is about."""
    about = fault.code.removeprefix("missing_")
    return FIELDS.get(about, FIELDS["rating"])


def _title(wanted: str, taken: set[str]) -> str:
    """A title that a workbook may have and that no other sheet has."""
    base = wanted.translate(_FORBIDDEN).strip()[:LONGEST_TITLE].strip() or UNTITLED
    title, count = base, 1
    while title.casefold() in taken:
        count += 1
        title = f"{base} {count}"
    return title
