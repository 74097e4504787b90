"""LimeSurvey: headings that begin with a code, `Q01[SQ001]. Text: [Sub]`, are codes, or texts."""

import re

import polars as pl

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import (
    GRID,
    Asking,
    Form,
    grid_asking,
    names_of,
    never_submitted,
    only_where,
    readable,
    without_heading,
)
from flows.intake.reading import Table
from schemas.config.role import spelling
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
TEXTS = {
    "response id": "id",
    "date submitted": "submitdate",
    "last page": "lastpage",
    "start language": "startlanguage",
    "seed": "seed",
    "date started": "startdate",
    "date last action": "datestamp",
    "ip address": "ipaddr",
    "referrer url": "refurl",
    "access code": "token",
    "total time": "interviewtime",
    "antwort id": "id",
    "datum abgeschickt": "submitdate",
    "letzte seite": "lastpage",
    "start-sprache": "startlanguage",
    "zufallsstartwert": "seed",
    "datum gestartet": "startdate",
    "datum letzte aktivität": "datestamp",
    "ip-adresse": "ipaddr",
    "weiterleitungs-url": "refurl",
    "zugangscode": "token",
    "gesamtzeit": "interviewtime",
}
"""Its own columns where headings are texts alone, and the code of each."""
NEVER_SUBMITTED = ("1980-01-01 00:00:00", "1980-01-01", "N/A")


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where the headings are not the tool's."""
    table = table_of(grid)
    codes = [_code(heading) for heading in table.headings]
    if "id" not in codes:
        codes = [TEXTS.get(spelling(heading), "") for heading in table.headings]
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
    if found is None:
        return grid_asking(index, heading)
    text, code = readable(found[2] or ""), found[1]
    if part := GRID.fullmatch(text):
        return Asking(index, (part[2].strip(), *names_of(heading), code), part[1].strip(" :"))
    names = (*names_of(text), code) if text else (code,)
    return Asking(index, tuple(name for name in (*names, *names_of(heading)) if name))


def _submitted_only(table: Table, submitted: int | None) -> tuple[Table, tuple[str, ...]]:
    """Leave out answers that were never sent."""
    if submitted is None:
        return table, ()
    sent = pl.col(f"c{submitted}").str.strip_chars()
    kept, n = only_where(table, sent.is_not_null() & (sent != "") & ~sent.is_in(NEVER_SUBMITTED))
    return kept, never_submitted(n)
