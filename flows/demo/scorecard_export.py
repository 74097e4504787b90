"""Scorecard workbooks of the sample company, filled in as its raters would."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from flows.demo.cast import Interviewer
from flows.demo.interviews import Interview
from flows.demo.marks import Mark
from reports.kit.scorecard import scorecard_book
from reports.save import workbook_bytes
from reports.text import put_text
from schemas.books.kit import FormQuestion, ItemIdentity, ScorecardForm
from schemas.books.scorecard_layout import (
    DATE_KEY,
    MARK_ANSWER,
    MARK_NOTE,
    MARK_TOKEN,
    label_words,
    overall_item,
    question_item,
    row_token,
)
from schemas.config.questions import Dimension
from schemas.config.role import Role
from schemas.config.scale import Scale
from schemas.words import Kind, Track
from scoring.guides import Guides

VERDICT = Scale(low=1, high=4, labels={"definitely_not": 1, "no": 2, "yes": 3, "strong_yes": 4})
FIRST_ROW = 2
"""The row below the hidden marks that say which column holds what."""

Place = tuple[Worksheet, int]


def write_scorecards(
    folder: Path, guides: Guides, role: Role, interviews: Sequence[Interview], made_at: datetime
) -> tuple[Path, ...]:
    """Write one workbook for each rater, so that nobody sees another's ratings.

    Args:
        folder: Where the files go.
        guides: The culture's questions and red flags are on the forms of those who rate values.
        role: Its questions are on the forms of those who rate skill.
        interviews: Those recorded on our own scorecards, all for `role`.
        made_at: The time written into the files, UTC.
    """
    by_rater: dict[str, list[Interview]] = {}
    for interview in interviews:
        by_rater.setdefault(interview.rater.id, []).append(interview)
    written = []
    for rater_id, held in sorted(by_rater.items()):
        path = folder / f"scorecards-{rater_id.replace('.', '-')}.xlsx"
        path.write_bytes(_filled(held[0].rater, held, guides, role, made_at))
        written.append(path)
    return tuple(written)


def _filled(
    rater: Interviewer,
    held: Sequence[Interview],
    guides: Guides,
    role: Role,
    made_at: datetime,
) -> bytes:
    forms = [_form(rater, interview, guides, role) for interview in held]
    book = scorecard_book(forms)
    places = {token: place for sheet in book.worksheets for token, place in _rows(sheet)}
    for number, interview in enumerate(held, start=1):
        _type(places[row_token(number, DATE_KEY)], interview.held_at.date().isoformat())
        for mark in interview.marks:
            item = question_item(_question(mark.track, mark.dimension, mark.question.id, guides))
            _type(places[row_token(number, item.key)], _typed(mark, item), mark.note)
        words = list(VERDICT.labels)
        verdict = label_words(words[round(interview.verdict / 100 * (len(words) - 1))])
        _type(places[row_token(number, overall_item(VERDICT).key)], verdict)
    return workbook_bytes(book, made_at)


def _form(rater: Interviewer, interview: Interview, guides: Guides, role: Role) -> ScorecardForm:
    tracks = {mark.track for mark in interview.marks}
    dimensions = {Track.VALUES: guides.culture.dimensions, Track.SKILL: role.competencies}
    return ScorecardForm(
        requisition_id=interview.opening.id,
        requisition_title=interview.opening.title,
        candidate_id=interview.candidate.email,
        candidate_label=interview.candidate.name,
        rater_id=rater.email,
        interview=interview.name,
        questions=tuple(
            _question(track, dimension, question.id, guides)
            for track in (Track.VALUES, Track.SKILL)
            if track in tracks
            for dimension in dimensions[track]
            for question in dimension.questions
        ),
        flags=guides.culture.red_flags if Track.VALUES in tracks else (),
        overall=VERDICT,
    )


def _question(track: Track, dimension: Dimension, question_id: str, guides: Guides) -> FormQuestion:
    """A question as the form prints it."""
    question = next(one for one in dimension.questions if one.id == question_id)
    rated = question.kind is Kind.RATING
    return FormQuestion(
        question_id=question.id,
        text=question.text,
        dimension=dimension.name,
        definition=dimension.definition,
        track=track,
        kind=question.kind,
        scale=question.scale or guides.culture.scale,
        anchors=dimension.anchors if rated else {},
        options=tuple(question.key),
    )


def _rows(sheet: Worksheet) -> Iterator[tuple[str, Place]]:
    """Every row with a hidden identity."""
    column = _columns(sheet).get(MARK_TOKEN)
    if column is not None:
        for row in range(FIRST_ROW, sheet.max_row + 1):
            yield str(sheet.cell(row, column).value), (sheet, row)


def _columns(sheet: Worksheet) -> dict[object, int]:
    return {cell.value: cell.column for cell in sheet[1] if cell.value is not None}


def _typed(mark: Mark, item: ItemIdentity) -> str | float:
    """What is picked from the drop-down or typed: a number where the scale has numbers."""
    if item.kind is Kind.CHOICE or item.labels:
        return label_words(mark.answer)
    return float(mark.answer)


def _type(place: Place, answer: str | float, note: str = "") -> None:
    sheet, row = place
    columns = _columns(sheet)
    cells: dict[str, Any] = {
        mark: sheet.cell(row, columns[mark]) for mark in (MARK_ANSWER, MARK_NOTE)
    }
    if isinstance(answer, str):
        put_text(cells[MARK_ANSWER], answer)
    else:
        cells[MARK_ANSWER].value = answer
    if note:
        put_text(cells[MARK_NOTE], note)
