"""The forms of one returned workbook: every row an answer, a fault, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flows.intake.returned.answers import Answer, NotAnAnswer, read_answer, read_day
from flows.intake.returned.own_book import OwnBook, text_of
from flows.intake.returned.rows import FormRow, settled
from schemas.books.kit import OBSERVED, OVERALL, FormIdentity, ItemIdentity
from schemas.books.scorecard_layout import (
    COLUMN_ANSWER,
    COLUMN_CASE,
    COLUMN_OBSERVED,
    DATE_KEY,
    LABEL_DATE,
)
from schemas.fault import Fault
from schemas.words import Kind, SourceName
from scoring.guides import Guides


@dataclass
class Filled:
    """What the forms of one workbook say, gathered row by row."""

    forms: dict[int, FormIdentity]
    guides: Guides
    book: OwnBook
    responses: list[dict[str, Any]] = field(default_factory=list)
    held: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def take(self, rows: list[FormRow]) -> None:
        """Turn rows into responses and faults."""
        single = list(settled(rows, COLUMN_ANSWER))
        self.faults += [found for found in single if isinstance(found, Fault)]
        answered = [found for found in single if isinstance(found, FormRow)]
        days = dict(self._days(answered))
        for row in answered:
            if row.key != DATE_KEY:
                self._answer(row, days.get(row.form))

    def notes(self, rows: list[FormRow]) -> Iterator[str]:
        """Say which forms are empty, and where rows were lost."""
        answered = {(row.form, row.key) for row in rows if not row.is_empty}
        present = {(row.form, row.key) for row in rows}
        for number, form in self.forms.items():
            keys = {(number, item.key) for item in form.items}
            who = f"Form {number} of requisition {form.requisition_id}"
            if not keys & answered:
                yield f"{who} holds no answer."
            if keys - present:
                yield f"{who} lacks {len(keys - present)} of its {len(keys)} rows."

    def _days(self, rows: list[FormRow]) -> Iterator[tuple[int, datetime]]:
        for row in rows:
            if row.key != DATE_KEY or row.form not in self.forms:
                continue
            day = read_day(row.answer)
            if isinstance(day, NotAnAnswer):
                self.faults.append(_fault("unreadable_date", row, LABEL_DATE, day, costs="cell"))
            elif day is not None:
                yield row.form, day

    def _answer(self, row: FormRow, day: datetime | None) -> None:
        form = self.forms.get(row.form)
        items = {item.key: item for item in form.items} if form else {}
        if form is None or row.key not in items:
            foreign = NotAnAnswer(
                "The row belongs to another workbook; its answer was not taken.",
                "The answer in that workbook's own form.",
            )
            self.faults.append(_fault("foreign_row", row, COLUMN_ANSWER, foreign))
            return
        item = items[row.key]
        column = COLUMN_OBSERVED if item.kind is Kind.FLAG else COLUMN_ANSWER
        answer = read_answer(row.answer, item)
        fault = _answer_fault(row, item, column, answer)
        if fault is None and isinstance(answer, Answer):
            self.responses.append(self._response(row, form, item, answer, day))
        elif fault is not None:
            raw = Answer(text_of(row.answer), None)
            self.faults.append(fault)
            self.held.append({"row": row.row, **self._response(row, form, item, raw, day)})

    def _response(
        self,
        row: FormRow,
        form: FormIdentity,
        item: ItemIdentity,
        answer: Answer,
        day: datetime | None,
    ) -> dict[str, Any]:
        column = COLUMN_OBSERVED if item.kind is Kind.FLAG else COLUMN_ANSWER
        return {
            "source": SourceName.SCORECARD.value,
            "requisition_id": form.requisition_id,
            "candidate_id": form.candidate_id,
            "rater_id": form.rater_id,
            "interview": form.interview,
            "question": item.item,
            "question_text": self._wording(item, form.requisition_id),
            "group": "",
            "kind": item.kind.value,
            "value_raw": answer.raw or None,
            "value": answer.value,
            "scale_low": item.low,
            "scale_high": item.high,
            "note": row.note or None,
            "submitted_at": day or self.book.saved_at,
            "tz_known": day is None and self.book.saved_at is not None,
            "updated_at": self.book.saved_at,
            "deleted": False,
            "locator": f"sheet {row.sheet}, row {row.row}, column {column}",
        }

    def _wording(self, item: ItemIdentity, requisition_id: str) -> str:
        if item.item == OVERALL:
            return "Overall recommendation"
        if item.kind is Kind.FLAG:
            names = {flag.id: flag.name for flag in self.guides.culture.red_flags}
            return names.get(item.item, "")
        role = self.guides.role_of(requisition_id)
        place = self.guides.find(item.item, role.id if role else None)
        return place.question.text if place and place.question else ""


def _answer_fault(
    row: FormRow, item: ItemIdentity, column: str, answer: Answer | NotAnAnswer
) -> Fault | None:
    """Why an answer cannot go in; None where it can."""
    if isinstance(answer, NotAnAnswer):
        return _fault("not_an_answer", row, column, answer)
    if item.kind is not Kind.FLAG:
        return None
    if answer.value is None:
        undecided = NotAnAnswer(
            "Something is written beside the red flag, but not whether it was observed.",
            f"One of: {', '.join(OBSERVED)}.",
            tuple(OBSERVED),
        )
        return _fault("flag_undecided", row, column, undecided)
    if answer.value == OBSERVED["yes"] and not row.note:
        lacking = NotAnAnswer(
            "The red flag is recorded without what was observed; it was not taken.",
            "The conduct that was observed, or the stated preference with its case.",
        )
        return _fault("missing_note", row, COLUMN_CASE, lacking)
    return None


def _fault(code: str, row: FormRow, column: str, why: NotAnAnswer, costs: str = "row") -> Fault:
    return Fault(
        code=code,
        message=why.message,
        expected=why.expected,
        accepted=why.accepted,
        sheet=row.sheet,
        row=row.row,
        column=column,
        value=text_of(row.answer),
        costs=costs,
    )
