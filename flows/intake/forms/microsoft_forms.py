"""Microsoft Forms: five or six columns of its own, whose headings follow the user's language.

They are known by position and type: a number, two times of which the second is later, an address,
a name, and in newer files a third time.
"""

import polars as pl

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import Asking, Form, askings_of, without_heading
from flows.intake.reading import Table
from flows.intake.tabular.times import read_times
from schemas.config.role import spelling
from schemas.words import SourceName

OWN = 5
SAMPLE = 200
MODIFIED = frozenset(
    {
        "last modified time",
        "hora de la última modificación",
        "uhrzeit der letzten änderung",
        "heure de la dernière modification",
        "ora dell'ultima modifica",
        "hora da última modificação",
        "最終変更時刻",
        "最終更新時刻",
        "上次修改时间",
    }
)
QUIZ_TOTALS = frozenset({"total points", "quiz feedback", "grade posted time"})
QUIZ_PREFIXES = ("points - ", "feedback - ")
TIMES = frozenset(
    {
        ("start time", "completion time"),
        ("startzeit", "fertigstellungszeit"),
        ("heure de début", "heure de fin"),
        ("hora de inicio", "hora de finalización"),
        ("hora de início", "hora de conclusão"),
        ("ora di inizio", "ora di completamento"),
        ("begintijd", "tijd van voltooien"),
        ("開始時刻", "完了時刻"),
    }
)
"""Headings of the two times: all there is to tell a form by that nobody has answered yet."""
LEAST, LEAST_NAMED = 0.9, 0.5
"""The part of the rows that must look like the tool's; headings that are its leave room for rows
that somebody typed, such as totals."""


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where its first columns are not those of the tool."""
    table = table_of(grid)
    if len(table.headings) <= OWN or not _own_columns(table):
        return None
    own = set(range(OWN))
    if _is_modified_time(table):
        own.add(OWN)
    askings = tuple(asking for asking in askings_of(table, own) if not _is_quiz(table, asking))
    return Form(
        SourceName.MICROSOFT_FORMS,
        table,
        askings,
        submitted_at=table.headings[2],
        rater=table.headings[3],
        notes=without_heading(table),
    )


def _own_columns(table: Table) -> bool:
    first, *times = (spelling(heading) for heading in table.headings[:3])
    named = first == "id" and tuple(times) in TIMES
    rows = table.rows.filter(pl.col("c0").is_not_null()).head(SAMPLE)
    if rows.is_empty():
        return named
    numbered = rows["c0"].str.strip_chars().str.contains(r"^\d+$")
    started, ended = _times(rows["c1"]), _times(rows["c2"])
    in_order = (started <= ended).fill_null(value=False)
    most = rows.height * (LEAST_NAMED if named else LEAST)
    has_shape = int(numbered.sum()) >= most and int(in_order.sum()) >= most
    return has_shape and (named or _is_address(rows["c3"]))


def _times(column: pl.Series) -> pl.Series:
    return read_times(column, None, None).at


def _is_address(column: pl.Series) -> bool:
    """Addresses, or one word for anonymous in the language of the form."""
    text = column.drop_nulls()
    return bool(text.str.contains("@", literal=True).all()) or text.n_unique() <= 1


def _is_modified_time(table: Table) -> bool:
    if spelling(table.headings[OWN]) in MODIFIED:
        return True
    column = table.rows.to_series(OWN).drop_nulls().head(SAMPLE)
    dated = column.str.contains(r"^\d{4}-\d\d-\d\d \d\d:\d\d")
    return not column.is_empty() and bool(dated.all())


def _is_quiz(table: Table, asking: Asking) -> bool:
    name = spelling(table.headings[asking.index])
    return name in QUIZ_TOTALS or name.startswith(QUIZ_PREFIXES)
