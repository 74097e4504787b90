"""A workspace with two candidates, nights in it, and decisions dropped between them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from flows.ledger.ledger import open_ledger
from flows.ledger.records import DecisionRecord
from flows.stages.night import run_night
from flows.workspace.layout import Workspace
from flows.workspace.settings import load_settings
from reports.kit.scorecard import scorecard_book
from reports.save import workbook_bytes
from schemas.books.kit import ScorecardForm
from schemas.books.returned import (
    DECISION_SHEETS,
    HEAD_DATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_REASON,
    row_token,
)
from schemas.run import Run
from scoring.kit.forms import form_questions
from tests.kit_forms import MADE_AT, Filling

OPENING = "CS-2026-01"
RATINGS = {"c-strong": 5, "c-skilled": 1}
"""One candidate rated 5 throughout; the other 1 on values and 5 on skill."""


def night(workspace: Workspace, day: int) -> Run:
    """A run at two in the morning of a day in March."""
    return run_night(workspace.root, datetime(2026, 3, day, 2, tzinfo=UTC))


def drop_scorecards(
    workspace: Workspace, name: str = "cards.xlsx", values: dict[str, int] = RATINGS
) -> None:
    """Cards of two raters about each candidate: `values` on values, 5 on skill."""
    settings = load_settings(workspace.root)
    role = next(role for role in settings.roles if role.claims(OPENING))
    asked = form_questions(settings.culture, role)
    forms = [
        ScorecardForm(requisition_id=OPENING, candidate_id=who, rater_id=rater, questions=asked)
        for rater in ("r-1", "r-2")
        for who in values
    ]
    path = workspace.inbox / name
    path.write_bytes(workbook_bytes(scorecard_book(forms), MADE_AT))
    with Filling(path) as filling:
        for number, form in enumerate(forms, start=1):
            for question in asked:
                value = values[form.candidate_id] if question.track == "values" else 5
                if question.kind == "rating":
                    filling.type(f"twokeys:{number}:question:{question.question_id}", value)


def drop_decisions(
    workspace: Workspace, workbook: Path, name: str, *made: tuple[str, str, str, str | None]
) -> None:
    """Drop a copy of a workbook with candidate, decision, decider and reason filled in."""
    book: Any = load_workbook(workbook)
    for who, decision, decider, reason in made:
        token = row_token(OPENING, who)
        for sheet in (book[title] for title in DECISION_SHEETS):
            cells = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.value}
            if token in cells:
                row = cells[token].row
                for heading, value in (
                    (HEAD_DECISION, decision),
                    (HEAD_DECIDER, decider),
                    (HEAD_DATE, datetime(2026, 3, 12, tzinfo=UTC).date()),
                    (HEAD_REASON, reason),
                ):
                    sheet.cell(row, cells[heading].column).value = value
    book.save(workspace.inbox / name)


def records(workspace: Workspace) -> list[DecisionRecord]:
    """Every decision on record."""
    return open_ledger(workspace).register.decisions()
