"""Typeform's CSV: `#` first, the questions, and times in UTC and a network id at the end."""

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import Form, askings_of, without_heading
from schemas.config.role import spelling
from schemas.words import SourceName

FIRST = "#"
OWN = frozenset(
    {
        "#",
        "start date (utc)",
        "submit date (utc)",
        "stage date (utc)",
        "network id",
        "response type",
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
    return Form(
        SourceName.TYPEFORM,
        table,
        askings_of(table, {index for index, name in enumerate(names) if name in OWN}),
        submitted_at=table.headings[names.index("submit date (utc)")],
        zone="UTC",
        notes=without_heading(table),
    )
