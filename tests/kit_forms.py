"""A small scorecard kit with made-up people, and a way to fill its forms in."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from reports.kit.scorecard import scorecard_book
from reports.save import workbook_bytes
from schemas.books.kit import FormQuestion, ScorecardForm
from schemas.books.scorecard_layout import MARK_ANSWER, MARK_NOTE, MARK_TOKEN
from schemas.config.culture import Culture
from schemas.config.role import Role
from schemas.config.scale import FIVE_POINT, Scale
from schemas.words import Kind, Track
from scoring.guides import Guides

MADE_AT = datetime.fromisoformat("2026-03-14T02:00")
ANCHORS = {1: "Sent the customer away.", 3: "Asked first.", 5: "Mended it on the spot."}
VERDICT = Scale(low=1, high=4, labels={"definitely_not": 1, "no": 2, "yes": 3, "strong_yes": 4})

CULTURE = Culture.model_validate(
    {
        "name": "tiny",
        "vision": "Customers come away helped.",
        "mission": "Whoever hears of it mends it.",
        "values": [{"id": "own", "statement": "We own the problem."}],
        "dimensions": [
            {
                "id": "ownership",
                "name": "Ownership",
                "serves": ["own"],
                "anchors": ANCHORS,
                "questions": [
                    {"id": "own-past", "text": "When did no rule fit?"},
                    {"id": "own-next", "text": "What if no rule fits?"},
                ],
            }
        ],
        "red_flags": [
            {
                "id": "budget",
                "name": "Budget before customer",
                "definition": "Refused a fair remedy because of the budget.",
                "counts": "We held out on the refund.",
                "does_not_count": "Ran a budget closely.",
            }
        ],
    }
)
ROLE = Role.model_validate(
    {
        "id": "lead",
        "title": "Lead",
        "requisitions": ["CS-*"],
        "competencies": [
            {
                "id": "coaching",
                "name": "Coaching",
                "anchors": ANCHORS,
                "questions": [
                    {"id": "coach-past", "text": "Whom did you coach?"},
                    {
                        "id": "coach-test",
                        "text": "Points in the test",
                        "kind": "number",
                        "scale": {"low": 0, "high": 20},
                    },
                    {
                        "id": "coach-pick",
                        "text": "What comes first?",
                        "kind": "choice",
                        "key": {"listen, then act": 1.0, "act": 0.0},
                    },
                ],
            }
        ],
    }
)
GUIDES = Guides(CULTURE, (ROLE,))

QUESTIONS = (
    FormQuestion(
        question_id="own-past",
        text="When did no rule fit?",
        dimension="Ownership",
        scale=FIVE_POINT,
        anchors=ANCHORS,
    ),
    FormQuestion(
        question_id="own-next",
        text="What if no rule fits?",
        dimension="Ownership",
        scale=FIVE_POINT,
        anchors=ANCHORS,
    ),
    FormQuestion(
        question_id="coach-test",
        text="Points in the test",
        dimension="Coaching",
        track=Track.SKILL,
        kind=Kind.NUMBER,
        scale=Scale(low=0, high=20),
    ),
    FormQuestion(
        question_id="coach-pick",
        text="What comes first?",
        dimension="Coaching",
        track=Track.SKILL,
        kind=Kind.CHOICE,
        scale=FIVE_POINT,
        options=("listen, then act", "act"),
    ),
)


def form(candidate: str = "c-1", rater: str = "r-1", **changes: Any) -> ScorecardForm:
    """One form of the small kit."""
    return ScorecardForm(
        **{
            "requisition_id": "CS-1",
            "requisition_title": "Lead, Lyon",
            "candidate_id": candidate,
            "candidate_label": "Ada Quill",
            "rater_id": rater,
            "interview": "Values A",
            "questions": QUESTIONS,
            "flags": CULTURE.red_flags,
            "overall": VERDICT,
            **changes,
        }
    )


def write_forms(path: Path, *forms: ScorecardForm) -> Path:
    """Write forms as a file."""
    path.write_bytes(workbook_bytes(scorecard_book(forms), MADE_AT))
    return path


class Filling:
    """A rater at the workbook: finds rows by what they ask and types into them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = load_workbook(path)

    def __enter__(self) -> "Filling":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.save(self.path)

    def row(self, token: str) -> tuple[Any, int]:
        """The sheet and the row that carry a token."""
        return next(self._find(token))

    def type(self, token: str, answer: Any, note: str | None = None) -> None:
        """Type an answer, and a note, into the row of a token."""
        sheet, row = self.row(token)
        sheet.cell(row, self.column(sheet, MARK_ANSWER)).value = answer
        if note is not None:
            cell = sheet.cell(row, self.column(sheet, MARK_NOTE))
            cell.value = note
            cell.data_type = "s"

    def column(self, sheet: Any, mark: str) -> int:
        """The column that carries a mark."""
        return next(int(cell.column) for cell in sheet[1] if cell.value == mark)

    def _find(self, token: str) -> Iterator[tuple[Any, int]]:
        for sheet in self.book.worksheets:
            marks = [cell.value for cell in sheet[1]]
            if MARK_TOKEN in marks:
                column = marks.index(MARK_TOKEN) + 1
                for row in range(2, sheet.max_row + 1):
                    if sheet.cell(row, column).value == token:
                        yield sheet, row
