"""The scorecard workbook: what one rater fills in for each candidate, one sheet a form."""

from collections.abc import Sequence
from itertools import groupby

from openpyxl import Workbook

from reports.kit.form_sheet import FormSheet, Lists, sheet_name
from reports.kit.new_book import new_book
from reports.theme import Styles
from schemas.books.kit import FormQuestion, ScorecardForm
from schemas.books.scorecard_layout import (
    COLUMN_ANSWER,
    COLUMN_CASE,
    COLUMN_NOTE,
    COLUMN_OBSERVED,
    DATE_KEY,
    LABEL_DATE,
    flag_item,
    form_identity,
    overall_item,
    question_item,
)
from schemas.config.culture import RedFlag
from schemas.words import KEYS, Kind, Track

_HOW = (
    "Fill in the yellow cells only. Rate what the candidate said or did against the described "
    "behaviour, never against yourself: no hobbies, schools, manner or accent. Pick “not asked” "
    "where a question did not come up; an empty cell is no answer either, and neither counts "
    "against anyone. Points between two descriptions are for answers between them. Fill it in "
    "alone, before you speak with the other interviewers. Save, and drop the file in the inbox "
    "under any name."
)
_HOW_FLAGS = (
    "A red flag is conduct that was observed, or a preference stated with a case; a topic that "
    "was mentioned is none. Where you pick “yes”, say what was observed; without it the flag is "
    "not taken."
)
_HOW_OVERALL = (
    "Your verdict in one word. It belongs to neither key and decides nothing; it is kept to see "
    "whether verdicts follow both keys."
)
_TRACK_TITLES = {Track.VALUES: "Values", Track.SKILL: "Skill"}


def scorecard_book(forms: Sequence[ScorecardForm]) -> Workbook:
    """Make a workbook to fill in, one sheet a form, known again by what is hidden in it.

    Args:
        forms: At least one; commonly one rater's, so that nobody sees another's ratings.

    Raises:
        ValueError: no forms.
    """
    if not forms:
        raise ValueError("a scorecard workbook needs at least one form")
    book = new_book()
    styles = Styles(book)
    several_raters = len({form.rater_id for form in forms}) > 1
    first = book.worksheets[0]
    lists = Lists(book, styles)
    for number, form in enumerate(forms, start=1):
        label = form.candidate_label or form.candidate_id
        wanted = f"{label} {form.rater_id}" if several_raters else label
        sheet = book.create_sheet(sheet_name(wanted, book.sheetnames), index=number)
        _fill(FormSheet(sheet, styles, lists), number, form)
    book.remove(first)
    lists.seal(tuple(form_identity(number, form) for number, form in enumerate(forms, start=1)))
    book.active = 0
    book.properties.title = "Scorecard"
    book.properties.creator = "Twokeys"
    return book


def meaning_of(question: FormQuestion) -> str:
    """What each rating of a question means, the highest first."""
    if question.options:
        return "\n".join(f"• {option}" for option in question.options)
    anchored = question.kind not in {Kind.NUMBER, Kind.TEXT, Kind.CHOICE}
    if question.anchors and anchored:
        anchors = sorted(question.anchors.items(), reverse=True)
        return "\n".join(f"{point}  {text}" for point, text in anchors)
    if question.kind in {Kind.TEXT, Kind.CHOICE}:
        return "The answer as it was given, in words."
    return f"A number from {question.scale.low:g} to {question.scale.high:g}."


def _fill(page: FormSheet, number: int, form: ScorecardForm) -> None:
    page.line(f"Scorecard: {form.candidate_label or form.candidate_id}", "title", 30)
    opening = form.requisition_title or form.requisition_id
    parts = [opening, form.requisition_id if form.requisition_title else "", form.interview]
    parts.append(f"filled in by {form.rater_id}")
    where = " · ".join(part for part in parts if part)
    page.line(where, "subtitle", 18)
    page.line(_HOW, "explained_muted")
    page.day(LABEL_DATE, DATE_KEY, number)
    for track in KEYS:
        _add_questions(page, number, track, [q for q in form.questions if q.track is track])
    _add_flags(page, number, form.flags)
    if form.overall is not None:
        page.line("Overall recommendation", "section", 26)
        page.headings("Verdict", "What it is for", COLUMN_ANSWER, COLUMN_NOTE)
        verdict = [(overall_item(form.overall), "Overall recommendation")]
        page.answers(number, verdict, _HOW_OVERALL, "asked")
    page.finish(where)
    page.sheet.sheet_view.zoomScale = 90


def _add_questions(
    page: FormSheet, number: int, track: Track, questions: Sequence[FormQuestion]
) -> None:
    if not questions:
        return
    page.line(_TRACK_TITLES[track], "section", 26)
    page.headings("Question", "What the ratings mean", COLUMN_ANSWER, COLUMN_NOTE)
    for (dimension, definition), block in groupby(questions, key=_dimension):
        page.line(f"{dimension}: {definition}" if definition else dimension, "band")
        for meaning, alike in groupby(block, key=meaning_of):
            items = [(question_item(question), question.text) for question in alike]
            page.answers(number, items, meaning, "asked")


def _dimension(question: FormQuestion) -> tuple[str, str]:
    return question.dimension, question.definition


def _add_flags(page: FormSheet, number: int, flags: Sequence[RedFlag]) -> None:
    if not flags:
        return
    page.line("Red flags", "section", 26)
    page.line(_HOW_FLAGS, "explained_muted")
    page.headings("Red flag", "What counts, and what does not", COLUMN_OBSERVED, COLUMN_CASE)
    for flag in flags:
        meaning = f"Counts: {flag.counts}\nDoes not count: {flag.does_not_count}"
        question = f"{flag.name}: {flag.definition}"
        page.answers(number, [(flag_item(flag.id), question)], meaning, "asked")
