"""LimeSurvey: headings that begin with a code, `Q01[SQ001]. Text: [Sub]`, or are codes alone."""

import re
from dataclasses import replace

import polars as pl

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import GRID, Asking, Form, names_of, readable, without_heading
from flows.intake.reading import Table
from schemas.words import SourceName

CODED = re.compile(r"([A-Za-z_]\w*(?:\[[^\[\]]*\])*)(?:\.\s+(.*))?", re.DOTALL)
OWN = frozenset(
    {
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "startdate",
        "datestamp",
        "ipaddr",
        "refurl",
        "token",
        "interviewtime",
    }
)
SIGNS = frozenset({"id", "submitdate", "lastpage", "startlanguage"})
NEVER_SUBMITTED = ("1980-01-01 00:00:00", "1980-01-01", "N/A")


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where the headings are not the tool's."""
    table = table_of(grid)
    codes = [_code(heading) for heading in table.headings]
    if len(SIGNS & set(codes)) < len(SIGNS) - 1 or "id" not in codes:
        return None
    submitted = codes.index("submitdate") if "submitdate" in codes else None
    table, notes = _submitted_only(table, submitted)
    return Form(
        SourceName.LIMESURVEY,
        table,
        tuple(
            _asking(index, heading)
            for index, heading in enumerate(table.headings)
            if heading.strip() and codes[index] not in OWN
        ),
        submitted_at=None if submitted is None else table.headings[submitted],
        notes=(*notes, *without_heading(table)),
    )


def _code(heading: str) -> str:
    found = CODED.fullmatch(heading.strip())
    return found[1] if found else ""


def _asking(index: int, heading: str) -> Asking:
    """The subquestion's text, the text, the code: any of them may be the question's name."""
    found = CODED.fullmatch(heading.strip())
    text = readable(found[2] or "") if found else ""
    code = found[1] if found else ""
    if part := GRID.fullmatch(text):
        return Asking(index, (part[2].strip(), *names_of(heading), code), part[1].strip(" :"))
    names = (*names_of(text), code) if text else (code,)
    return Asking(index, tuple(name for name in (*names, *names_of(heading)) if name))


def _submitted_only(table: Table, submitted: int | None) -> tuple[Table, tuple[str, ...]]:
    """Leave out answers that were never sent."""
    if submitted is None:
        return table, ()
    numbered = table.rows.with_row_index("row", offset=table.first_row)
    sent = pl.col(f"c{submitted}").str.strip_chars()
    kept = numbered.filter(sent.is_not_null() & (sent != "") & ~sent.is_in(NEVER_SUBMITTED))
    left_out = table.rows.height - kept.height
    if not left_out:
        return table, ()
    numbers = tuple(kept["row"].to_list())
    note = f"{left_out} rows that were never submitted were left out"
    return replace(table, rows=kept.drop("row"), numbers=numbers), (note,)
