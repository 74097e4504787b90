"""SurveyMonkey: a respondent first; parent questions above, rows or choices in a second row."""

from dataclasses import replace

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import Asking, Form, names_of, readable, without_heading
from flows.intake.reading import Table
from schemas.config.role import spelling
from schemas.words import SourceName

RESPONDENTS = frozenset({"respondent id", "respondentid"})
"""As fields are headed; newer exports write them `respondent_id`."""
ANSWERS = frozenset({"response", "open-ended response", ""})
OWN = frozenset(
    {
        "respondent id",
        "respondentid",
        "collector id",
        "collectorid",
        "start date",
        "end date",
        "date created",
        "date modified",
        "email address",
        "first name",
        "last name",
    }
)


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where its first heading is no respondent's id."""
    first, second = (*grid.head(grid.top + 2)[grid.top :], (), ())[:2]
    if not first or _field(first[0]) not in RESPONDENTS:
        return None
    two_rows = bool(second) and not second[0].strip() and any(cell.strip() for cell in second)
    table = _without_response(table_of(grid, 2 if two_rows else 1))
    own = {index for index, name in enumerate(first[: len(table.headings)]) if _field(name) in OWN}
    return Form(
        SourceName.SURVEYMONKEY,
        table,
        tuple(
            _asking(table, index)
            for index, heading in enumerate(table.headings)
            if index not in own and heading.strip()
        ),
        submitted_at=_heading(table, ("end date", "date modified", "date created")),
        rater=_heading(table, ("email address",)),
        notes=(f"{2 if two_rows else 1} header rows", *without_heading(table)),
    )


def _without_response(table: Table) -> Table:
    """`Response` below a question says nothing: its heading is the question."""
    headings = []
    for heading in table.headings:
        parent, _, label = heading.rpartition("\n")
        headings.append(parent if parent and spelling(label) in ANSWERS else heading)
    return replace(table, headings=tuple(headings))


def _field(heading: str) -> str:
    return spelling(heading.replace("_", " "))


def _asking(table: Table, index: int) -> Asking:
    """The label of the second row is the question where its parent has several.

    With one header row the label follows the question after a dash.
    """
    heading = table.headings[index]
    parent, _, label = heading.rpartition("\n")
    if not parent:
        part = readable(heading).rpartition(" - ")[2]
        return Asking(index, tuple(dict.fromkeys((*names_of(heading), part))))
    return Asking(index, (readable(label), *names_of(heading)), readable(parent))


def _heading(table: Table, names: tuple[str, ...]) -> str | None:
    for name in names:
        for heading in table.headings:
            if _field(heading) == name:
                return heading
    return None
