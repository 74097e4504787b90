"""A recognised form and the Source map that adds to it, as a wide table."""

from collections.abc import Container
from dataclasses import replace

import polars as pl

from flows.intake.door import denied_columns
from flows.intake.files.grid import Grid
from flows.intake.forms import (
    google_forms,
    kobo,
    limesurvey,
    microsoft_forms,
    qualtrics,
    surveymonkey,
    typeform,
)
from flows.intake.forms.form import Asking, Form
from flows.intake.reading import Reading
from flows.intake.tabular.columns import column_of, lacking_columns, matches
from flows.intake.tabular.mapper import read_table
from flows.intake.tabular.rules import OVERALL_NAMES
from flows.intake.tabular.ticked import all_flags, asks_for_flags
from schemas.config.role import spelling
from schemas.config.source import UNFILLED, Source, TableColumns, WideQuestion
from schemas.door import denied
from schemas.errors import UnreadableFileError
from schemas.fault import Fault
from schemas.words import Kind, SourceName
from scoring.guides import Guides

PRESETS = (
    qualtrics.recognise,
    surveymonkey.recognise,
    typeform.recognise,
    limesurvey.recognise,
    kobo.recognise,
    google_forms.recognise,
    microsoft_forms.recognise,
)
"""Asked in this order; each knows its tool by structure alone."""
CALLED = {
    SourceName.KOBO: "KoBoToolbox",
    SourceName.LIMESURVEY: "LimeSurvey",
    SourceName.SURVEYMONKEY: "SurveyMonkey",
}
"""Tools whose name is no plain title."""


def form_of(grid: Grid) -> Form | None:
    """The form tool's export that `grid` is, if any."""
    if not grid.cells.width:
        return None
    return next((form for preset in PRESETS if (form := preset(grid)) is not None), None)


def read_form(form: Form, guides: Guides, sources: tuple[Source, ...]) -> Reading:
    """Read a form by the map that adds to its tool; without one say what is needed."""
    source = _map_for(form, sources)
    closed = _closed(form, source)
    form, dropped = _without(form, closed)
    if source is None and not form.table.rows.height:  # nobody answered yet: nothing needs a map
        return Reading(form.source, dropped_columns=dropped, notes=form.notes)
    if source is None:
        return Reading(
            form.source, faults=(_no_map(form, sources),), dropped_columns=dropped, notes=form.notes
        )
    source = _open_only(form, source, closed)
    effective, unread = _effective(form, source, guides)
    reading = read_table(form.table, effective, guides, form.source)
    notes = (*form.notes, *reading.notes, *unread)
    return replace(reading, notes=notes, dropped_columns=dropped, source_map=source.name)


def _closed(form: Form, source: Source | None) -> set[int]:
    """Columns that ask by one of their names what is never stored; their heading may be a code."""
    given = source.columns.model_dump(exclude_none=True).values() if source else ()
    used = {column_of(form.table, heading) for heading in given}
    asks = (asking.index for asking in form.askings if any(map(denied, asking.names)))
    return {index for index in asks if index not in used}


def _without(form: Form, closed: set[int]) -> tuple[Form, tuple[str, ...]]:
    """A form with nothing in its closed columns, and the headings of all that is never stored."""
    headings = form.table.headings
    told = {*denied_columns(headings), *(headings[index] for index in closed)}
    dropped = tuple(heading for heading in headings if heading in told)
    nothing = [pl.lit(None, dtype=pl.String).alias(f"c{index}") for index in sorted(closed)]
    table = replace(form.table, rows=form.table.rows.with_columns(nothing))
    askings = tuple(asking for asking in form.askings if asking.index not in closed)
    return replace(form, table=table, askings=askings), dropped


def _open_only(form: Form, source: Source, closed: set[int]) -> Source:
    """A map without the questions whose columns are closed."""
    questions = [
        question
        for question in source.questions
        if column_of(form.table, question.column) not in closed
    ]
    return source.model_copy(update={"questions": tuple(questions)})


def _map_for(form: Form, sources: tuple[Source, ...]) -> Source | None:
    """The map of this tool whose columns are all there; the one that names most of them."""
    fitting = [
        source
        for source in sources
        if source.reads == "builtin"
        and source.builtin == form.source.value
        and _says_for_whom(source)
        and matches(form.table, source)
    ]
    if not fitting:
        return None
    ranked = sorted(fitting, key=_named, reverse=True)
    if len(ranked) > 1 and _named(ranked[0]) == _named(ranked[1]):
        names = " and ".join(sorted(source.name for source in ranked[:2]))
        raise UnreadableFileError(
            f"The Source files {names} both claim this form. Give one of them more headings under "
            "match.columns."
        )
    return ranked[0]


def _says_for_whom(source: Source) -> bool:
    columns = source.columns
    who = columns.candidate or columns.application
    return bool(who and (columns.requisition or columns.application or source.requisition))


def _named(source: Source) -> int:
    columns = source.columns.model_dump(exclude_none=True)
    return len(source.match.columns) + len(columns) + len(source.questions)


def _effective(form: Form, source: Source, guides: Guides) -> tuple[Source, tuple[str, ...]]:
    """The map as one of a wide table, with the tool's own columns and known questions filled in."""
    given = source.columns.model_dump(exclude_none=True)
    filled = {"submitted_at": form.submitted_at, "rater": form.rater} | given
    questions, unread = _questions(form, source, guides, set(given.values()))
    effective = source.model_copy(
        update={
            "reads": "table",
            "form": "wide",
            "columns": TableColumns.model_validate(filled),
            "questions": questions,
            "timezone": source.timezone or form.zone,
        }
    )
    return effective, unread


def _questions(
    form: Form, source: Source, guides: Guides, used: set[str]
) -> tuple[tuple[WideQuestion, ...], tuple[str, ...]]:
    """The declared questions, and those that a guide or a map knows; the others are listed."""
    table = form.table
    taken = {column_of(table, name) for name in used}
    declared = {column_of(table, question.column) for question in source.questions}
    beside = {question.note_column for question in source.questions if question.note_column}
    taken |= declared | {column_of(table, name) for name in beside}
    known = {spelling(entry.question) for entry in source.maps if entry.question}
    found = _declared(form, source, guides, known)
    names = {question.question or question.column for question in found}
    unread: list[str] = []
    for asking in form.askings:
        heading = table.headings[asking.index]
        if asking.index in taken or denied(heading) is not None:
            continue
        name = known_name(asking, guides, known)
        if name is None and about_flags(heading, asking) and _are_flags(form, asking, guides):
            found.append(WideQuestion(column=heading, group=asking.group, kind=Kind.FLAG))
            continue
        if name is None or name in names:
            unread.append(_unread(heading, asking))
            continue
        names.add(name)
        found.append(WideQuestion(column=heading, question=name, group=asking.group))
    return tuple(found), tuple(unread)


def _declared(form: Form, source: Source, guides: Guides, mapped: set[str]) -> list[WideQuestion]:
    """The map's questions; one without a name gets that by which a guide or a map knows it.

    Two columns never get one name: their answers would stand for each other.
    """
    asked = {asking.index: asking for asking in form.askings}
    names = {question.question for question in source.questions}
    found: list[WideQuestion] = []
    for question in source.questions:
        index = column_of(form.table, question.column)
        asking = asked.get(index) if index is not None else None
        name = known_name(asking, guides, mapped) if asking and not question.question else None
        if asking and name and name not in names:
            update = {"question": name, "group": question.group or asking.group}
            found.append(question.model_copy(update=update))
            names.add(name)
        else:
            found.append(question)
    return found


def known_name(asking: Asking, guides: Guides, mapped: Container[str]) -> str | None:
    """The first of a column's names that a guide or a map knows, or that asks for the overall.

    An option is none of the questions that are called like it: ticking is no rating.

    Args:
        asking: The column.
        guides: The declared culture and roles.
        mapped: Spellings of the questions that a map assigns.
    """
    for name in asking.names:
        form = spelling(name)
        is_asked = guides.find(name) is not None or form in OVERALL_NAMES
        if form in guides.flags or form in mapped or (is_asked and not asking.is_option):
            return name
    return None


def about_flags(heading: str, asking: Asking) -> bool:
    """Whether a column asks for red flags by its heading or any of its names."""
    return any(asks_for_flags(name) for name in (heading, *asking.names))


def _are_flags(form: Form, asking: Asking, guides: Guides) -> bool:
    """Whether a column holds lists of red flags and nothing else."""
    cells = form.table.rows.to_series(asking.index)
    return all_flags(cells.drop_nulls().unique(), guides.flags)


def _unread(heading: str, asking: Asking) -> str:
    shown = " ".join(heading.split())
    said = " ".join(asking.names[0].split())
    asks = f" ({said})" if said and said not in shown else ""
    how = "kind: text" if asking.is_option else "question: …"
    how = "kind: flag" if about_flags(heading, asking) else how
    return (
        f"not read: column “{shown}”{asks}; to read it add under questions, and drop the file "
        f'again: - {{column: "{shown}", {how}}}'
    )


def _amiss(form: Form, source: Source) -> str:
    """What keeps a Source file from serving: fields not filled in, columns that are not there."""
    columns = [fault.column for fault in lacking_columns(form.table, source)]
    absent = [column for column in columns if column != UNFILLED]
    said = [f"names {', '.join(absent)}"] if absent or not source.unfilled else []
    if source.unfilled:
        said.append(f"still says {UNFILLED} for {', '.join(source.unfilled)}")
    return " and ".join(said)


def _no_map(form: Form, sources: tuple[Source, ...]) -> Fault:
    """Why no map serves: there is none for the tool, or the columns it names are not there."""
    tool = form.source.value
    called = CALLED.get(form.source, tool.replace("_", " ").title())
    meant = [source for source in sources if source.builtin == tool and _says_for_whom(source)]
    lacking = [f"{source.name} {_amiss(form, source)}" for source in meant]
    why = (
        f"its columns are not those of the Source files for it: {'; '.join(lacking)}"
        if lacking
        else "no Source file says which of its columns is the candidate, which the requisition and "
        "which the interviewer"
    )
    return Fault(
        code="no_map",
        message=f"This is an export of {called}, but {why}.",
        expected=f"A Source file with `reads: builtin`, `builtin: {tool}` and these columns; "
        "`twokeys map FILE` drafts one.",
        sheet=form.table.sheet,
        costs="file",
    )
