"""The text of a draft: YAML that is a valid Source map once its marked places are filled in."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from flows.intake.detect import Dropped, read_dropped
from flows.intake.drafting.roles import LONG_ONLY, likely_columns
from flows.intake.files.grid import Grid, table_of
from flows.intake.files.nature import Nature, nature_of
from flows.intake.forms.form import Asking, Form
from flows.intake.forms.reader import about_flags, form_of, known_name
from flows.intake.reading import Reading, Table
from flows.intake.tabular.ticked import all_flags
from schemas.config.role import spelling
from schemas.config.source import UNFILLED, Source
from schemas.door import denied
from schemas.errors import UnreadableFileError
from schemas.words import Kind
from scoring.guides import Guides, Place

LONGEST_ANSWER = 60
MOST_ANSWERS = 15
MOST_QUESTIONS = 200
RATED = r"^\(?\d{1,3}(?:\.\d+)?\)?(?:\s*$|\s*[-–:.)=]?\s*[^\d\s:/.-]|\s*/\s*\d+$)"
"""A number, a number and its label, or a number out of another; not a date."""
NOTHING_RATED = "questions: []"
NEEDED = {
    "candidate": "the candidate's id or e-mail address",
    "requisition": "the opening; or leave it out and give `requisition:` below",
    "rater": "the interviewer's id or e-mail address",
}


def draft_source(path: Path, guides: Guides, sources: tuple[Source, ...]) -> str:
    """Draft the Source file for a dropped file.

    Args:
        path: An export. Its name gives the draft its name and nothing else.
        guides: The declared culture and roles; questions they know need no map.
        sources: The maps that there are.

    Raises:
        UnreadableFileError: The file cannot be opened, or needs no map.
    """
    dropped = Dropped(path, nature_of(path), guides, sources)
    name = re.sub(r"[^a-z0-9_-]+", "_", path.stem.casefold()).strip("_-") or "export"
    if dropped.nature is not Nature.DOCUMENT:
        for grid in dropped.grids:
            if (form := form_of(grid)) is not None:
                return _form_draft(name, form, guides)
    reading = read_dropped(dropped)
    if reading is None:
        grid = max(dropped.grids, key=lambda grid: grid.cells.height * grid.cells.width)
        return _table_draft(name, table_of(grid, above=_above(grid)), guides)
    return _maps_draft(name, reading, guides)


def _form_draft(name: str, form: Form, guides: Guides) -> str:
    """A draft by the names that a form's columns have, of which headings may be codes or paths."""
    headings = form.table.headings
    askings = [
        asking
        for asking in form.askings
        if not any(map(denied, (headings[asking.index], *asking.names)))
    ]
    named = {asking.names[0]: headings[asking.index] for asking in reversed(askings)}
    found = {field: named[name] for field, name in likely_columns(tuple(reversed(named))).items()}
    for field in LONG_ONLY:
        found.pop(field, None)
    lines = [f"name: {name}", "reads: builtin", f"builtin: {form.source.value}"]
    answered_by = form.rater is not None and "rater" not in found
    lines += _columns(found, without="rater" if answered_by else "")
    if answered_by:
        lines.append("  # rater: the respondent, unless another column says who rated")
    asked = [asking for asking in askings if headings[asking.index] not in found.values()]
    known = {
        asking.index: found_as for asking in asked if (found_as := known_name(asking, guides, ()))
    }
    return _text([*lines, *_questions(form.table, asked, known, guides)])


def _table_draft(name: str, table: Table, guides: Guides) -> str:
    found = likely_columns(table.headings, _numeric(table))
    if "rating" in found and "question" not in found and (named := asked_in(table, found)):
        found["question"] = named
    is_long = "question" in found and "rating" in found
    if not is_long:
        for field in LONG_ONLY:
            found.pop(field, None)
    lines = [f"name: {name}", "reads: table", f"form: {'long' if is_long else 'wide'}"]
    lines += _columns(found)
    if is_long:
        index = table.headings.index(found["rating"])
        return _text([*lines, *_scale(table.rows.to_series(index), "")])
    asked = [
        Asking(index, (heading,))
        for index, heading in enumerate(table.headings)
        if heading.strip() and heading not in found.values() and denied(heading) is None
    ]
    known = {
        asking.index: asking.names[0] for asking in asked if _is_declared(asking.names[0], guides)
    }
    questions = _questions(table, asked, known, guides)
    if questions[0] == NOTHING_RATED:
        questions = [
            "questions:",
            f"  - column: {_quoted(UNFILLED)}  # with ratings",
            *questions[1:],
        ]
    return _text([*lines, *questions])


def _numeric(table: Table) -> frozenset[str]:
    """The headings of columns of which most filled cells are numbers."""
    number = r"^\s*\d+(?:[.,]\d+)?\s*$"
    told = {
        heading: table.rows.to_series(index).drop_nulls().str.contains(number).mean()
        for index, heading in enumerate(table.headings)
    }
    return frozenset(
        heading for heading, share in told.items() if isinstance(share, float) and share > 0.5
    )


def _is_declared(name: str, guides: Guides) -> bool:
    return guides.find(name) is not None or spelling(name) in guides.flags


def _above(grid: Grid) -> int:
    """How many rows stand above the headings: titles have far fewer cells than they have."""
    rows = grid.head(max(grid.tops, default=0) + 1)
    filled = {at: sum(1 for cell in rows[at] if cell.strip()) for at in grid.tops}
    most = max(filled.values(), default=0)
    return next((at for at, n in filled.items() if n * 2 >= most), 0)


def asked_in(table: Table, found: dict[str, str]) -> str | None:
    """The column whose few values each stand once for a candidate and rater that fill many rows."""
    who = [table.headings.index(found[name]) for name in ("candidate", "rater") if name in found]
    rows, groups = table.rows, [f"c{index}" for index in who]
    if rows.is_empty() or not groups or rows.n_unique(groups) > rows.height / 2:
        return None
    for index, heading in enumerate(table.headings):
        name = f"c{index}"
        repeats = rows[name].n_unique() <= min(MOST_QUESTIONS, rows.height / 2)
        free = heading not in found.values() and denied(heading) is None
        if free and repeats and rows.n_unique([*groups, name]) == rows.height:
            return heading
    return None


def _columns(found: dict[str, str], without: str = "") -> list[str]:
    lines = ["columns:"]
    for field, what in NEEDED.items():
        if field not in found and field != without:
            lines.append(f"  {field}: {_quoted(UNFILLED)}  # {what}")
    return lines + [f"  {field}: {_quoted(heading)}" for field, heading in found.items()]


def _questions(
    table: Table, asked: list[Asking], known: Mapping[int, str], guides: Guides
) -> list[str]:
    """The columns that are known or look like ratings; the others as comments."""
    read: list[str] = []
    others: list[str] = []
    for asking in asked:
        heading = table.headings[asking.index]
        answers = table.rows.to_series(asking.index)
        shown = _quoted(heading)
        if asking.index in known:
            place = guides.find(known[asking.index])
            read += [f"  - column: {shown}", *_other_scale(answers, place)]
        elif (flags := about_flags(heading, asking)) and all_flags(
            answers.drop_nulls().unique(), guides.flags
        ):
            read.append(f"  - {{column: {shown}, kind: flag}}  # red flags, several in a cell")
        elif not asking.is_option and _is_rated(answers):
            read += [f"  - column: {shown}", *_scale(answers, "    ")]
        else:
            kind = Kind.FLAG if flags and not answers.drop_nulls().len() else Kind.TEXT
            ticked = "  # an option: 1 where it was ticked" if asking.is_option else ""
            others.append(f"  # - {{column: {shown}, kind: {kind.value}}}{ticked}")
    return ["questions:" if read else NOTHING_RATED, *read, *others]


def _is_rated(answers: pl.Series) -> bool:
    """Few short answers, some of them with a number."""
    distinct = answers.str.strip_chars().drop_nulls().unique()
    if distinct.is_empty() or distinct.len() > MOST_ANSWERS:
        return False
    short = bool((distinct.str.len_chars() <= LONGEST_ANSWER).all())
    return short and bool(distinct.str.contains(RATED).any())


def _other_scale(answers: pl.Series, place: Place | None) -> list[str]:
    """A scale to be thought of, where a declared question's answers do not fit the declared one."""
    if place is None or (place.question and place.question.kind is not Kind.RATING):
        return []
    declared, numbers = place.scale, _numbers(answers)
    if numbers.is_empty() and answers.drop_nulls().len() and not declared.labels:
        example = "scale: {low: 1, high: 5, labels: {Agree: 4}}"
        return [f"    # {example}  # the answers are words: give each its number"]
    if numbers.is_between(declared.low, declared.high).all():
        return []
    (likely,) = _scale(answers, "")
    return [f"    # {likely}; declared are {declared.low:g} to {declared.high:g}"]


def _scale(answers: pl.Series, indent: str) -> list[str]:
    """The scale that the numbers seen would fit, to be checked against the form."""
    numbers = _numbers(answers)
    if numbers.is_empty():
        return [f"{indent}# scale: {{low: 1, high: 5, labels: {{}}}}"]
    low, high = float(str(numbers.min())), float(str(numbers.max()))
    ends = (5, 10, 100) if low else (1, 5, 10, 100)  # 0 and 1 alone are no and yes
    likely = next((end for end in ends if high <= end), high)
    start = min(low, 0 if likely > 5 else 1)
    seen = f"# seen: {low:g} to {high:g}; check the ends against the form"
    return [f"{indent}scale: {{low: {start:g}, high: {likely:g}}}  {seen}"]


def _numbers(answers: pl.Series) -> pl.Series:
    """The numbers that answers begin with."""
    text = answers.drop_nulls().str.strip_chars()
    told = text.str.extract(r"^\(?([-+]?\d+(?:[.,]\d+)?)").str.replace(",", ".", literal=True)
    return told.cast(pl.Float64, strict=False).drop_nulls()


def _maps_draft(name: str, reading: Reading, guides: Guides) -> str:
    """The questions that a built-in reader found and that no guide declares."""
    rated = reading.responses.filter(
        ~pl.col("kind").is_in([Kind.TEXT.value, Kind.FLAG.value])
        & (pl.col("question") != "overall")
    )
    pairs = rated.select("question", "group").unique(maintain_order=True).iter_rows()
    unknown = [(question, group) for question, group in pairs if guides.find(question) is None]
    if not unknown:
        raise UnreadableFileError(
            "This file needs no map: every question in it is declared in the culture or a role."
        )
    lines = [f"name: {name}", "reads: builtin", f"builtin: {reading.source.value}", "maps:"]
    for question, group in unknown:
        section = f", group: {_quoted(group)}" if group else ""
        lines.append(
            f"  - {{question: {_quoted(question)}{section}, track: none}}"
            "  # values or skill, and its dimension: …"
        )
    return _text(lines)


def _text(lines: list[str]) -> str:
    head = (
        "# A draft. Check every line, then save it under config/sources/ and drop the file again."
    )
    return "\n".join([head, *lines]) + "\n"


def _quoted(text: str) -> str:
    """A YAML string in double quotes, which JSON's are."""
    return json.dumps(text, ensure_ascii=False)
