"""Qualtrics: three header rows (names, texts, import ids); two in workbooks and in old files."""

import json
from dataclasses import replace

import polars as pl

from flows.intake.files.grid import Grid, join_headings, table_of
from flows.intake.forms.form import Asking, Form, names_of, readable
from flows.intake.reading import Table
from flows.intake.tabular.columns import IMPORT_ID, header_name
from schemas.config.role import spelling
from schemas.words import SourceName

NAMES = frozenset({"startdate", "enddate", "status", "finished", "recordeddate", "responseid"})
"""Names of its own columns, all of which stand in the first row of every newer export."""
LEGACY_SIGNS = frozenset({"responseid", "responseset", "status", "startdate", "enddate"})
OWN = frozenset(
    {
        "startdate",
        "enddate",
        "status",
        "ipaddress",
        "progress",
        "duration",
        "duration (in seconds)",
        "finished",
        "recordeddate",
        "_recordid",
        "responseid",
        "responseset",
        "name",
        "recipientlastname",
        "recipientfirstname",
        "recipientemail",
        "emailaddress",
        "externaldatareference",
        "externalreference",
        "locationlatitude",
        "locationlongitude",
        "distributionchannel",
        "userlanguage",
    }
)
OWN_ENDINGS = (
    "_first_click",
    "_last_click",
    "_page_submit",
    "_click_count",
    "_browser",
    "_version",
    "_operating_system",
    "_resolution",
    "_first click",
    "_last click",
    "_page submit",
    "_click count",
)
PLACEHOLDER = "click to write the question text"
NOT_REAL = ("1", "2", "8", "survey preview", "survey test", "spam", "possible spam")
"""Values of Status, as recodes and in words, of rows that nobody answered in earnest."""
UNFINISHED = ("0", "false", "no")


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where neither import ids nor the old exporter's names are there."""
    head = grid.head(grid.top + 3)[grid.top :]
    ids_at = next((at for at, row in enumerate(head) if IMPORT_ID in "".join(row)), None)
    if ids_at in (1, 2):
        table = table_of(grid, ids_at + 1)
        ids = [header_name(cell) for cell in table.header[ids_at]]
    elif len(head) > 1 and _is_legacy(head[1]):
        table = table_of(grid, 2)
        ids = [name.replace(" ", "") for name in table.header[1]]
        ids_at = None
    elif head and {name.strip().casefold() for name in head[0]} >= NAMES:
        table = _without_ids(grid, head)
        return _form(table, list(table.headings), None)
    else:
        return None
    return _form(_named(table, ids), ids, _zone(head[ids_at]) if ids_at is not None else None)


def _without_ids(grid: Grid, head: list[tuple[str, ...]]) -> Table:
    """The table of a workbook, which has no import ids, or of one without its texts either."""
    started = [name.strip().casefold() for name in head[0]].index("startdate")
    answered = len(head) > 1 and head[1][started].strip()[:1].isdigit()
    table = table_of(grid, 1 if answered or len(head) == 1 else 2)
    return replace(table, headings=join_headings([table.header[0]]))


def _form(table: Table, ids: list[str], zone: str | None) -> Form:
    by_id = {name.casefold(): index for index, name in reversed(list(enumerate(ids)))}
    table, notes = _real_rows(table, by_id)
    recorded = next((by_id[name] for name in ("recordeddate", "enddate") if name in by_id), None)
    address = next((by_id[n] for n in ("recipientemail", "emailaddress") if n in by_id), None)
    return Form(
        SourceName.QUALTRICS,
        table,
        tuple(
            _asking(table, index, ids[index])
            for index, heading in enumerate(table.headings)
            if heading.strip() and not _is_own(ids[index])
        ),
        submitted_at=None if recorded is None else table.headings[recorded],
        rater=None if address is None else table.headings[address],
        zone=zone,
        notes=(f"{len(table.header)} header rows", *notes),
    )


def _named(table: Table, ids: list[str]) -> Table:
    """The first header row alone as headings, told apart by their import ids."""
    names = table.header[0]
    headings = tuple(
        name if names.count(name) == 1 else f"{name} ({ids[index]})"
        for index, name in enumerate(names)
    )
    return replace(table, headings=headings)


def _asking(table: Table, index: int, import_id: str) -> Asking:
    """A question may be declared by its text, its name or its import id."""
    text = readable(table.header[1][index]) if len(table.header) > 1 else ""
    if spelling(text) == PLACEHOLDER:
        text = ""
    part = text.rsplit(" - ", 1)[-1] if " - " in text else ""
    names = (*(names_of(text) if text else ()), part, table.headings[index], import_id)
    return Asking(index, tuple(dict.fromkeys(name for name in names if name)))


def _is_own(import_id: str) -> bool:
    name = import_id.casefold()
    return name in OWN or name.endswith(OWN_ENDINGS)


def _zone(cells: tuple[str, ...]) -> str | None:
    for cell in cells:
        try:
            found = json.loads(cell)
        except ValueError:
            continue
        if isinstance(found, dict) and found.get("timeZone"):
            zone = str(found["timeZone"])
            return "UTC" if zone == "Z" else zone
    return None


def _is_legacy(texts: tuple[str, ...]) -> bool:
    names = {spelling(text).replace(" ", "") for text in texts}
    return len(LEGACY_SIGNS & names) >= len(LEGACY_SIGNS) - 1


def _real_rows(table: Table, by_id: dict[str, int]) -> tuple[Table, tuple[str, ...]]:
    """Leave out previews, tests and answers that were not finished."""
    numbered = table.rows.with_row_index("row", offset=table.first_row)
    unreal, unfinished = pl.lit(value=False), pl.lit(value=False)
    if "status" in by_id:
        unreal = _plain(by_id["status"]).is_in(NOT_REAL)
    if "finished" in by_id:
        unfinished = _plain(by_id["finished"]).is_in(UNFINISHED)
    if "progress" in by_id:
        progress = _plain(by_id["progress"]).cast(pl.Float64, strict=False)
        unfinished = unfinished.fill_null(value=False) | (progress < 100).fill_null(value=False)
    marked = numbered.with_columns(
        unreal=unreal.fill_null(value=False), unfinished=unfinished.fill_null(value=False)
    )
    kept = marked.filter(~pl.col("unreal") & ~pl.col("unfinished"))
    if kept.height == numbered.height:
        return table, ()
    n_unreal = marked.filter("unreal").height
    n_unfinished = marked.height - kept.height - n_unreal
    counts = {"previews or tests": n_unreal, "unfinished responses": n_unfinished}
    notes = tuple(f"{n} {what} left out" for what, n in counts.items() if n)
    rows = kept.drop("row", "unreal", "unfinished")
    return replace(table, rows=rows, numbers=tuple(kept["row"].to_list())), notes


def _plain(index: int) -> pl.Expr:
    return pl.col(f"c{index}").str.strip_chars().str.to_lowercase()
