"""Typeform's CSV: `#` first, the questions, and times in UTC and a network id at the end."""

import polars as pl

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import (
    Form,
    askings_of,
    never_submitted,
    only_where,
    without_heading,
)
from flows.intake.reading import Table
from schemas.config.role import spelling
from schemas.words import SourceName

FIRST = "#"
SORT = "response type"
UNSENT = ("started", "partial")
"""Response types of answers that nobody sent."""
OWN = frozenset(
    {
        "#",
        "start date (utc)",
        "submit date (utc)",
        "stage date (utc)",
        "network id",
        SORT,
        "tags",
        "ending",
    }
)


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where it does not begin with `#` and name a time in UTC."""
    table = table_of(grid)
    names = [spelling(heading) for heading in table.headings]
    if not names or names[0] != FIRST or "submit date (utc)" not in names:
        return None
    table, notes = _sent(table, names)
    return Form(
        SourceName.TYPEFORM,
        table,
        askings_of(table, {index for index, name in enumerate(names) if name in OWN}),
        submitted_at=table.headings[names.index("submit date (utc)")],
        zone="UTC",
        notes=(*notes, *without_heading(table)),
    )


def _sent(table: Table, names: list[str]) -> tuple[Table, tuple[str, ...]]:
    """Leave out what was begun and never sent, which newer exports list too."""
    if SORT not in names:
        return table, ()
    sort = pl.col(f"c{names.index(SORT)}").str.strip_chars().str.to_lowercase()
    kept, n = only_where(table, ~sort.is_in(UNSENT).fill_null(value=False))
    return kept, never_submitted(n)
