"""KoBo and ODK: `group/question` paths, columns of its own that begin with an underscore."""

from dataclasses import replace

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import Asking, Form, names_of, readable, without_heading
from flows.intake.reading import Table
from schemas.words import SourceName

SIGNS = frozenset({"_uuid", "_submission_time", "_id", "_index", "__version__"})
ENOUGH = 3
PLAIN_OWN = frozenset({"start", "end", "today", "deviceid", "username", "phonenumber"})
HXL = "#"
TICKS = frozenset({"0", "1"})


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where too few of the tool's own columns are there."""
    table = table_of(grid)
    headings = {heading.strip() for heading in table.headings}
    if len(SIGNS & headings) < ENOUGH:
        return None
    table, notes = _without_tags(table)
    by_name = {heading.strip(): heading for heading in table.headings}
    options = _options(table)
    return Form(
        SourceName.KOBO,
        table,
        tuple(
            _asking(index, heading, is_option=index in options)
            for index, heading in enumerate(table.headings)
            if heading.strip() and not _is_own(heading.strip())
        ),
        submitted_at=by_name.get("end") or by_name.get("_submission_time"),
        rater=by_name.get("_submitted_by") or by_name.get("username"),
        notes=(*notes, *without_heading(table)),
    )


def _is_own(name: str) -> bool:
    return name in PLAIN_OWN or name.rsplit("/", 1)[-1].startswith("_")


def _options(table: Table) -> set[int]:
    """The columns `question/option` that hold 1 or 0: whether somebody ticked the option.

    The question has a column of its own beside them; an export can be made without it, and then
    several such columns tell, one of them with a 0.
    """
    within: dict[str, list[int]] = {}
    for index, heading in enumerate(table.headings):
        within.setdefault(heading.strip().rpartition("/")[0], []).append(index)
    asked = {heading.strip() for heading in table.headings if heading.strip()}
    options: set[int] = set()
    for question in within.keys() - {""}:
        columns = within[question]
        cells = {cell for at in columns for cell in table.rows.to_series(at).drop_nulls().unique()}
        if cells <= TICKS and (question in asked or (len(columns) > 1 and "0" in cells)):
            options.update(columns)
    return options


def _asking(index: int, heading: str, *, is_option: bool) -> Asking:
    """Its names are of letters, digits and underscores: `lived_values` is how it writes an id."""
    group, _, question = readable(heading).rpartition("/")
    names = (question, question.replace("_", "-"), question.replace("_", " "), *names_of(heading))
    return Asking(index, tuple(dict.fromkeys(names)), group, is_option)


def _without_tags(table: Table) -> tuple[Table, tuple[str, ...]]:
    """Leave out a row of humanitarian tags below the headings."""
    first = [cell for cell in table.rows.head(1).rows()[0] if cell] if table.rows.height else []
    if not first or not all(cell.startswith(HXL) for cell in first):
        return table, ()
    rows = table.rows.slice(1)
    return replace(table, rows=rows, first_row=table.first_row + 1), ("a row of tags left out",)
