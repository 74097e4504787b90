"""The scorecard workbook: what can be filled in, what cannot, and what stays text."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.kit.form_sheet import sheet_name
from reports.kit.scorecard import meaning_of, scorecard_book
from reports.save import workbook_bytes
from reports.text import clean_text
from schemas.books.kit import FormQuestion
from schemas.config.scale import FIVE_POINT
from schemas.words import Kind
from tests.kit_forms import CULTURE, MADE_AT, QUESTIONS, form


def written(*forms: Any) -> Any:
    return load_workbook(BytesIO(workbook_bytes(scorecard_book(forms), MADE_AT)))


def texts(sheet: Any) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_only_answer_cells_are_open() -> None:
    sheet = written(form()).worksheets[0]
    assert sheet.protection.sheet
    opened = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    # By hand: the day; then for 4 questions, 1 red flag and 1 verdict an answer and a note each.
    assert len(opened) == 1 + 2 * 6
    assert all(cell.value is None for cell in opened)


def test_each_row_offers_its_answers() -> None:
    book = written(form())
    sheet = book.worksheets[0]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        for cell in str(rule.sqref).split():
            row = sheet[cell].row
            if rule.type == "list":
                name, _, place = rule.formula1.partition("!")
                cells = book[name][place.replace("$", "")]
                offered[sheet.cell(row, 1).value] = [option.value for (option,) in cells]
            else:
                offered[sheet.cell(row, 1).value] = rule.formula1.replace(cell, "X")
    assert offered == {
        "twokeys:1:question:own-past": [1, 2, 3, 4, 5, "not asked"],
        "twokeys:1:question:own-next": [1, 2, 3, 4, 5, "not asked"],
        "twokeys:1:question:coach-test": 'OR(AND(ISNUMBER(X),X>=0,X<=20),X="not asked")',
        "twokeys:1:question:coach-pick": ["listen, then act", "act", "not asked"],
        "twokeys:1:flag:budget": ["yes", "no"],
        "twokeys:1:question:overall": ["definitely not", "no", "yes", "strong yes", "not asked"],
    }


def test_what_is_hidden_is_hidden() -> None:
    book = written(form())
    sheet = book.worksheets[0]
    assert book["_twokeys"].sheet_state == "veryHidden"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert "c-1" not in "\n".join(texts(sheet))


def test_a_form_without_flags_verdict_or_skill_questions_shows_no_such_part() -> None:
    bare = form(questions=QUESTIONS[:1], flags=(), overall=None, requisition_title="")
    shown = texts(written(bare).worksheets[0])
    assert "Values" in shown
    assert not {"Skill", "Red flags", "Overall recommendation"} & set(shown)
    assert "CS-1 · Values A · filled in by r-1" in shown


def test_a_dimensions_meaning_stands_once_beside_all_its_questions() -> None:
    sheet = written(form()).worksheets[0]
    meaning = "5  Mended it on the spot.\n3  Asked first.\n1  Sent the customer away."
    assert texts(sheet).count(meaning) == 1


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [(Kind.TEXT, "The answer as it was given, in words."), (Kind.LIKERT, "A number from 1 to 5.")],
)
def test_a_question_without_anchors_says_what_an_answer_is(kind: Kind, meaning: str) -> None:
    assert (
        meaning_of(FormQuestion(question_id="q", text="t", kind=kind, scale=FIVE_POINT)) == meaning
    )


def test_sheets_are_named_after_candidates_and_raters_where_there_are_several() -> None:
    same = written(form(), form())
    assert same.sheetnames == ["Ada Quill", "Ada Quill 2", "_twokeys"]
    several = written(form(), form(rater="r-2"))
    assert several.sheetnames == ["Ada Quill r-1", "Ada Quill r-2", "_twokeys"]
    assert written(form(candidate_label="")).sheetnames[0] == "c-1"


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=3))
def test_any_name_becomes_a_sheet_name(wanted: str, taken: list[str]) -> None:
    name = sheet_name(wanted, taken)
    assert 1 <= len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name.casefold() not in {other.casefold() for other in taken}


HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "_x000D_", "a\x00b", "🙂"]


@settings(max_examples=20)
@given(st.sampled_from(HOSTILE) | st.text(max_size=50))
def test_text_from_outside_stays_text(text: str) -> None:
    question = QUESTIONS[0].model_copy(update={"text": text, "definition": text})
    flag = CULTURE.red_flags[0].model_copy(update={"name": text})
    hostile = form(
        questions=(question,), flags=(flag,), candidate_label=text or "x", rater=f"r{text}"
    )
    book = written(hostile)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    if text:
        assert clean_text(text) in texts(book.worksheets[0])


def test_the_same_forms_give_the_same_bytes() -> None:
    assert workbook_bytes(scorecard_book([form()]), MADE_AT) == workbook_bytes(
        scorecard_book([form()]), MADE_AT
    )


def test_no_forms_make_no_workbook() -> None:
    with pytest.raises(ValueError, match="at least one form"):
        scorecard_book([])


def test_a_choice_without_options_is_written_freely() -> None:
    free = QUESTIONS[3].model_copy(update={"options": ()})
    sheet = written(form(questions=(free,), flags=(), overall=None)).worksheets[0]
    assert not sheet.data_validations.dataValidation
