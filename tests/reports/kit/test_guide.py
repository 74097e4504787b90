"""The interview guide says what to ask, what ratings mean, and who asks what."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from reports.kit.guide import guide_book
from reports.save import workbook_bytes
from schemas.words import Track
from scoring.kit.interview_plan import split_questions
from tests.kit_forms import CULTURE, MADE_AT, ROLE

PLAN = (
    *split_questions(CULTURE.dimensions, Track.VALUES, 2),
    *split_questions(ROLE.competencies, Track.SKILL, 2),
)


def guide() -> Any:
    return load_workbook(BytesIO(workbook_bytes(guide_book(CULTURE, ROLE, PLAN), MADE_AT)))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def test_the_guide_has_a_sheet_for_each_thing_an_interviewer_needs() -> None:
    book = guide()
    assert book.sheetnames == ["Guide", "Values questions", "Skill questions", "Red flags"]
    for sheet in book:
        assert sheet.page_setup.orientation == "portrait"
        assert sheet.protection.sheet
        assert "Personal" not in (sheet.oddFooter.center.text or "")


def test_every_question_stands_with_its_interview_and_its_anchors() -> None:
    shown = rows(guide()["Values questions"])
    at = shown.index(("Ownership", None, None))
    assert shown[at + 1 : at + 7] == [
        ("Serves “We own the problem.”", None, None),
        ("Ask", "When did no rule fit?", "Values A\npast conduct"),
        (None, "What if no rule fits?", "Values B\npast conduct"),
        ("5", "Mended it on the spot.", None),
        ("3", "Asked first.", None),
        ("1", "Sent the customer away.", None),
    ]


def test_the_plan_says_how_many_questions_each_interview_has() -> None:
    # By hand: two values questions and three skill questions, each over two interviews.
    shown = rows(guide()["Guide"])
    at = shown.index((None, "Interview", "Questions"))
    assert [(row[1], row[2]) for row in shown[at + 1 :]] == [
        ("Values A", "1"),
        ("Values B", "1"),
        ("Skill A", "2"),
        ("Skill B", "1"),
    ]


def test_a_red_flag_stands_with_what_counts_and_what_does_not() -> None:
    shown = rows(guide()["Red flags"])
    assert shown[-4:] == [
        ("Budget before customer", None, None),
        ("Refused a fair remedy because of the budget.", None, None),
        ("Counts", "We held out on the refund.", None),
        ("Does not", "Ran a budget closely.", None),
    ]


def test_skill_serves_the_work_and_a_required_dimension_says_so() -> None:
    needed = ROLE.competencies[0].model_copy(update={"required": True, "definition": "Helps."})
    role = ROLE.model_copy(update={"competencies": (needed,)})
    book = load_workbook(BytesIO(workbook_bytes(guide_book(CULTURE, role, PLAN), MADE_AT)))
    shown = rows(book["Skill questions"])
    assert ("Coaching, required", None, None) in shown
    assert ("Helps.", None, None) in shown
    assert not any(str(row[0]).startswith("Serves") for row in shown)


def test_a_question_in_no_interview_of_the_plan_shows_only_its_kind() -> None:
    book = load_workbook(BytesIO(workbook_bytes(guide_book(CULTURE, ROLE, ()), MADE_AT)))
    assert ("Ask", "When did no rule fit?", "past conduct") in rows(book["Values questions"])
