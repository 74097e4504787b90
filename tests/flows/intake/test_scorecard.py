"""Scorecard workbooks go out, are filled in, and come back as responses."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from flows.intake.fixme import fixme_of
from flows.intake.read import read_file
from flows.intake.returned.own_book import kind_of
from flows.intake.scorecard import read_scorecard
from reports.fixme import fixme_book
from reports.save import workbook_bytes
from schemas.books.scorecard_layout import MARK_TOKEN
from schemas.errors import UnreadableFileError
from schemas.frames import RESPONSES
from schemas.words import Kind, SourceName
from tests.kit_forms import GUIDES, MADE_AT, QUESTIONS, Filling, form, write_forms

PAST = "twokeys:1:question:own-past"
NEXT = "twokeys:1:question:own-next"
TEST = "twokeys:1:question:coach-test"
PICK = "twokeys:1:question:coach-pick"
FLAG = "twokeys:1:flag:budget"
OVERALL = "twokeys:1:question:overall"
DATE = "twokeys:1:date"
TENTH = datetime.fromisoformat("2026-03-10")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return write_forms(tmp_path / "any name.xlsx", form())


def answers(path: Path) -> dict[str, dict[str, Any]]:
    frame = read_scorecard(path, GUIDES).responses
    return {row["question"]: row for row in frame.iter_rows(named=True)}


def fault_codes(path: Path) -> list[str]:
    return [fault.code for fault in read_scorecard(path, GUIDES).faults]


def test_every_kind_of_answer_comes_back_as_a_response(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(PAST, 4, "Refunded on the spot.")
        rater.type(TEST, 17)
        rater.type(PICK, "listen, then act")
        rater.type(FLAG, "yes", "Defended holding back a fair refund.")
        rater.type(OVERALL, "strong yes")
        rater.type(DATE, date(2026, 3, 10))
    reading = read_scorecard(card, GUIDES)
    assert dict(reading.responses.schema) == RESPONSES
    assert reading.faults == ()
    assert reading.responses.select(
        "question", "kind", "value", "scale_low", "scale_high"
    ).rows() == [
        ("own-past", "rating", 4.0, 1.0, 5.0),
        ("coach-test", "number", 17.0, 0.0, 20.0),
        ("coach-pick", "choice", None, None, None),
        ("budget", "flag", 1.0, None, None),
        ("overall", "rating", 4.0, 1.0, 4.0),
    ]
    first = reading.responses.row(0, named=True)
    assert first["source"] == "scorecard"
    assert (first["requisition_id"], first["candidate_id"], first["rater_id"]) == (
        "CS-1",
        "c-1",
        "r-1",
    )
    assert first["interview"] == "Values A"
    assert first["question_text"] == "When did no rule fit?"
    assert first["note"] == "Refunded on the spot."
    assert first["submitted_at"] == TENTH
    assert first["tz_known"] is False
    assert first["locator"].startswith("sheet Ada Quill, row ")
    assert answers(card)["coach-pick"]["value_raw"] == "listen, then act"


def test_blank_is_no_response_and_not_asked_is_one_without_a_value(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(PAST, "not asked")
    found = answers(card)
    assert list(found) == ["own-past"]
    assert found["own-past"]["value"] is None


def test_a_note_without_a_rating_is_kept(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(PAST, None, "Ran out of time.")
    assert answers(card)["own-past"]["note"] == "Ran out of time."
    assert answers(card)["own-past"]["value"] is None


def test_a_form_left_empty_says_so_and_gives_nothing(card: Path) -> None:
    reading = read_scorecard(card, GUIDES)
    assert reading.responses.is_empty()
    assert reading.notes == ("Form 1 of requisition CS-1 holds no answer.",)


def test_without_a_day_the_time_of_saving_serves(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(PAST, 4)
    row = answers(card)["own-past"]
    now = datetime.now(tz=UTC).replace(tzinfo=None)
    assert abs((now - row["submitted_at"]).total_seconds()) < 600
    assert row["tz_known"] is True
    assert row["updated_at"] == row["submitted_at"]


@pytest.mark.parametrize("typed", [6, 0, "stong_yes", True, TENTH, "4 or 5", "inf"])
def test_a_typed_rating_off_the_scale_is_a_fault_with_the_accepted_answers(
    card: Path, typed: Any
) -> None:
    with Filling(card) as rater:
        rater.type(PAST, typed)
        rater.type(NEXT, 3)
    reading = read_scorecard(card, GUIDES)
    (fault,) = reading.faults
    assert (fault.code, fault.sheet, fault.column) == ("not_an_answer", "Ada Quill", "Rating")
    assert fault.accepted == ("1", "2", "3", "4", "5", "not asked")
    assert reading.responses["question"].to_list() == ["own-next"]


@pytest.mark.parametrize("typed", ["4", " 4 ", "4.0", "4,0", 4.0])
def test_a_rating_typed_as_text_counts(card: Path, typed: Any) -> None:
    with Filling(card) as rater:
        rater.type(PAST, typed)
    assert answers(card)["own-past"]["value"] == 4.0


def test_a_mistyped_label_is_a_fault_with_the_nearest_label(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(OVERALL, "stong yes")
    (fault,) = read_scorecard(card, GUIDES).faults
    assert fault.expected == (
        "One of: definitely not, no, yes, strong yes, not asked; nearest: strong yes."
    )


def test_a_number_off_its_range_names_the_range(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(TEST, 21)
    (fault,) = read_scorecard(card, GUIDES).faults
    assert fault.expected == "A number from 0 to 20, or not asked."


def test_an_option_that_is_none_is_a_fault(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(PICK, "wait")
    (fault,) = read_scorecard(card, GUIDES).faults
    assert fault.accepted == ("listen, then act", "act", "not asked")


def test_answers_in_words_and_choices_without_options_are_taken_as_written(
    tmp_path: Path,
) -> None:
    words = QUESTIONS[0].model_copy(update={"kind": Kind.TEXT, "question_id": "words"})
    pick = QUESTIONS[3].model_copy(update={"options": (), "question_id": "pick"})
    card = write_forms(tmp_path / "a.xlsx", form(questions=(words, pick)))
    with Filling(card) as rater:
        rater.type("twokeys:1:question:words", "5 cases, none lost")
        rater.type("twokeys:1:question:pick", "wait")
    found = answers(card)
    assert (found["words"]["kind"], found["words"]["value_raw"]) == ("text", "5 cases, none lost")
    assert (found["pick"]["value"], found["pick"]["value_raw"]) == (None, "wait")


@pytest.mark.parametrize(
    ("answer", "note", "code"),
    [
        ("yes", None, "missing_note"),
        (None, "Something happened.", "flag_undecided"),
        ("maybe", "Something happened.", "not_an_answer"),
    ],
)
def test_a_red_flag_needs_an_answer_and_a_case(
    card: Path, answer: str | None, note: str | None, code: str
) -> None:
    with Filling(card) as rater:
        rater.type(FLAG, answer, note)
    reading = read_scorecard(card, GUIDES)
    assert [fault.code for fault in reading.faults] == [code]
    assert reading.responses.is_empty()


def test_a_red_flag_not_observed_needs_no_words(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(FLAG, "no")
    assert answers(card)["budget"]["value"] == 0.0


def test_a_date_that_cannot_be_read_costs_only_itself(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(DATE, "last Tuesday")
        rater.type(PAST, 4)
    reading = read_scorecard(card, GUIDES)
    assert [(fault.code, fault.costs) for fault in reading.faults] == [("unreadable_date", "cell")]
    assert reading.responses.height == 1


def test_a_date_typed_as_text_is_read(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(DATE, "2026-03-10")
        rater.type(PAST, 4)
    assert answers(card)["own-past"]["submitted_at"] == TENTH


def test_renamed_sheets_moved_rows_and_another_file_name_change_nothing(tmp_path: Path) -> None:
    card = write_forms(tmp_path / "a.xlsx", form("c-1"), form("c-2", candidate_label="Bo Reed"))
    with Filling(card) as rater:
        rater.type(PAST, 4, "Kept.")
        rater.type("twokeys:2:question:own-past", 2)
    before = read_scorecard(card, GUIDES).responses.drop("locator", "submitted_at", "updated_at")
    with Filling(card) as rater:
        source, row = rater.row(PAST)
        target = rater.row("twokeys:2:question:own-past")[0]
        for column in range(1, 6):
            target.cell(60, column).value = source.cell(row, column).value
        for column in (1, 4, 5):
            source.cell(row, column).value = None
        source.title = "Monday"
    moved = card.rename(tmp_path / "renamed.xlsx")
    after = read_scorecard(moved, GUIDES)
    assert after.faults == ()
    assert (
        after.responses.drop("locator", "submitted_at", "updated_at")
        .sort("candidate_id")
        .equals(before.sort("candidate_id"))
    )


def test_a_copied_row_with_another_answer_is_a_fault_of_both(card: Path) -> None:
    with Filling(card) as rater:
        sheet, row = rater.row(PAST)
        rater.type(PAST, 4)
        sheet.cell(80, 1).value = sheet.cell(row, 1).value
        sheet.cell(80, 4).value = 2
    reading = read_scorecard(card, GUIDES)
    assert [(fault.code, fault.row) for fault in reading.faults] == [
        ("copied_row", row),
        ("copied_row", 80),
    ]
    assert reading.responses.is_empty()


def test_a_copied_row_with_the_same_answer_counts_once(card: Path) -> None:
    with Filling(card) as rater:
        sheet, row = rater.row(PAST)
        rater.type(PAST, 4)
        sheet.cell(80, 1).value = sheet.cell(row, 1).value
        sheet.cell(80, 4).value = "4"
    reading = read_scorecard(card, GUIDES)
    assert reading.faults == ()
    assert reading.responses.height == 1


def test_an_answer_in_a_row_of_nobody_is_a_fault(card: Path) -> None:
    with Filling(card) as rater:
        sheet, _ = rater.row(PAST)
        sheet.cell(80, 4).value = 5
    assert fault_codes(card) == ["row_without_identity"]


@pytest.mark.parametrize("token", ["twokeys:9:question:own-past", "twokeys:1:question:elsewhere"])
def test_a_row_of_another_workbook_is_a_fault(card: Path, token: str) -> None:
    with Filling(card) as rater:
        sheet, _ = rater.row(PAST)
        sheet.cell(80, 1).value = token
        sheet.cell(80, 4).value = 5
    assert fault_codes(card) == ["foreign_row"]


def test_rows_that_were_deleted_are_said(card: Path) -> None:
    with Filling(card) as rater:
        rater.type(PAST, 4)
        sheet, row = rater.row(NEXT)
        sheet.cell(row, 1).value = None
    assert read_scorecard(card, GUIDES).notes == (
        "Form 1 of requisition CS-1 lacks 1 of its 6 rows.",
    )


def test_a_changed_identity_is_refused_in_words(card: Path) -> None:
    with Filling(card) as rater:
        cell = rater.book["_twokeys"]["A2"]
        cell.value = cell.value.replace("c-1", "c-9")
    with pytest.raises(UnreadableFileError, match="altered; use a fresh copy"):
        read_scorecard(card, GUIDES)


def test_a_workbook_without_its_hidden_columns_is_refused_in_words(card: Path) -> None:
    with Filling(card) as rater:
        for sheet in rater.book.worksheets:
            for cell in sheet[1]:
                if cell.value == MARK_TOKEN:
                    cell.value = None
    with pytest.raises(UnreadableFileError, match="hidden columns"):
        read_scorecard(card, GUIDES)


def test_a_form_that_alone_lost_its_hidden_columns_is_a_fault(card: Path) -> None:
    with Filling(card) as rater:
        first = rater.book.worksheets[0]
        rater.book.copy_worksheet(first).title = "Filled in"
        rater.book.create_sheet("My notes").append(["Remarks"])
        for cell in rater.book["Filled in"][1]:
            cell.value = None
    reading = read_scorecard(card, GUIDES)
    assert [(fault.code, fault.sheet) for fault in reading.faults] == [("lost_marks", "Filled in")]


def test_a_form_copied_without_its_hidden_sheet_is_told_from_an_unknown_table(card: Path) -> None:
    with Filling(card) as rater:
        del rater.book["_twokeys"]
    with pytest.raises(UnreadableFileError, match="scorecard of ours that has lost its hidden"):
        read_file(card, GUIDES, ())


def test_other_files_are_not_taken_for_scorecards(tmp_path: Path, card: Path) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook")
    (tmp_path / "half.xlsx").write_bytes(card.read_bytes()[:2000])
    with Filling(card) as rater:
        rater.book["_twokeys"]["A1"].value = "something else"
    for name in ("text.xlsx", "half.xlsx", card.name, "absent.xlsx"):
        assert not kind_of(tmp_path / name)


def test_a_scorecard_is_known_whatever_its_name(card: Path) -> None:
    assert kind_of(card.rename(card.with_name("scan 0042.bin"))) == SourceName.SCORECARD.value


@settings(max_examples=10)
@given(
    rating=st.sampled_from([1, 2, 3, 4, 5, "not asked", None]),
    points=st.integers(0, 80).map(lambda quarters: quarters / 4),
    note=st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=40,
    ).map(str.strip),
)
def test_whatever_is_typed_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rating: Any, points: float, note: str
) -> None:
    card = write_forms(tmp_path_factory.mktemp("card") / "a.xlsx", form())
    with Filling(card) as rater:
        rater.type(PAST, rating, note or None)
        rater.type(TEST, points)
    found = answers(card)
    assert found["coach-test"]["value"] == points
    if rating is None and not note:
        assert "own-past" not in found
    else:
        assert found["own-past"]["value"] == (rating if isinstance(rating, int) else None)
        assert (found["own-past"]["note"] or "") == note


FILLED = {PAST: 4, NEXT: 2, TEST: 17, PICK: "act", OVERALL: "yes"}
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
)


@settings(max_examples=10)
@given(token=st.sampled_from(sorted(FILLED)), column=st.integers(1, 5), value=junk)
def test_one_spoilt_cell_costs_at_most_its_row(
    tmp_path_factory: pytest.TempPathFactory, token: str, column: int, value: Any
) -> None:
    card = write_forms(tmp_path_factory.mktemp("card") / "a.xlsx", form())
    with Filling(card) as rater:
        for row, answer in FILLED.items():
            rater.type(row, answer)
        sheet, spoilt = rater.row(token)
        cell = next(iter(sheet.iter_rows(spoilt, spoilt, column, column)))[0]
        if not isinstance(cell, MergedCell):
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    reading = read_scorecard(card, GUIDES)
    kept = {row.rpartition(":")[2] for row in FILLED if row != token}
    assert kept <= set(reading.responses["question"])
    assert len(reading.faults) <= 1
    assert {fault.row for fault in reading.faults} <= {spoilt}


def test_faulty_answers_go_back_in_a_fixme_and_in_again_when_mended(
    card: Path, tmp_path: Path
) -> None:
    with Filling(card) as rater:
        rater.type(PAST, 9, "Said it plainly.")
        rater.type(FLAG, "yes")
        rater.type(OVERALL, "stong yes")
        rater.type(DATE, TENTH)
    faulty = read_file(card, GUIDES, ())
    path = tmp_path / "fixme.xlsx"
    path.write_bytes(workbook_bytes(fixme_book(fixme_of(faulty, card.name, "d" * 64)), MADE_AT))
    book: Any = load_workbook(path)
    sheet = book["Records to mend"]
    heading = next(row for row in sheet.iter_rows() if any(c.value == "Answer" for c in row))
    column = {cell.value: cell.column for cell in heading}
    for row in range(heading[0].row + 1, sheet.max_row + 1):
        mended = {
            "own-past": ("Answer", 5),
            "budget": ("Note", "Held back a refund."),
            "overall": ("Answer", "strong yes"),
        }
        title, value = mended[sheet.cell(row, column["Question"]).value]
        sheet.cell(row, column[title]).value = value
    book.save(path)
    reading = read_file(path, GUIDES, ())
    assert (reading.source.value, reading.faults) == ("scorecard", ())
    assert reading.mends == "d" * 64
    kept = ["requisition_id", "candidate_id", "rater_id", "interview", "question", "value", "note"]
    who = ("CS-1", "c-1", "r-1", "Values A")
    assert set(reading.responses.select(kept).rows()) == {
        (*who, "own-past", 5.0, "Said it plainly."),
        (*who, "budget", 1.0, "Held back a refund."),
        (*who, "overall", 5.0, None),
    }
    assert set(reading.responses["submitted_at"]) == {TENTH}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_saved_by_libreoffice_gives_the_same(card: Path, tmp_path: Path) -> None:
    with Filling(card) as rater:
        rater.type(PAST, 4, "=1+1 said «well»\nand a second line")
        rater.type(TEST, 17.5)
        rater.type(FLAG, "yes", "Held back a refund.")
        rater.type(OVERALL, "yes")
        rater.type(DATE, date(2026, 3, 10))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(card)], check=True, capture_output=True, timeout=120)
    saved = out / card.name
    assert kind_of(saved) == SourceName.SCORECARD.value
    same = [name for name in RESPONSES if name not in {"submitted_at", "updated_at"}]
    before, after = read_scorecard(card, GUIDES), read_scorecard(saved, GUIDES)
    assert after.faults == before.faults == ()
    assert after.responses.select(same).equals(before.responses.select(same))
    assert after.responses.select(pl.col("submitted_at").unique()).item() == TENTH
