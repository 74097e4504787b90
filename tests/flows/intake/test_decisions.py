"""Decisions typed into a shortlist workbook come back, and every misuse is handled and said."""

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.intake.decisions import read_decisions
from flows.intake.returned.own_book import kind_of
from schemas.books.returned import (
    HEAD_CANDIDATE,
    HEAD_DECIDER,
    HEAD_DECISION,
    HEAD_RANK,
    HEAD_REASON,
    HEAD_STATUS,
    HEAD_TOKEN,
    HEAD_VALUES,
    SHEET_SECOND_LOOK,
    row_token,
)
from schemas.errors import UnreadableFileError
from schemas.words import Choice, SourceName, Status
from tests.decision_books import MADE_AT, REQUISITION, RUN, Deciding, decision, write_book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "any name.xlsx")


def codes(path: Path) -> list[str]:
    return [fault.code for fault in read_decisions(path).faults]


def test_a_decision_comes_back_with_its_decider_day_reason_and_run(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE, reason="=Clear on both keys")
    reading = read_decisions(book)
    assert reading.source is SourceName.DECISIONS
    assert (reading.faults, reading.notes) == ((), ("New decisions: 1.",))
    (made,) = reading.decisions
    assert made == decision(decided_at=MADE_AT, reason="=Clear on both keys")
    assert (made.status_then, made.run_id, made.override) == (Status.SHORTLISTED, RUN, False)


def test_each_choice_is_read_however_it_is_spelt(book: Path) -> None:
    typed = {"c-1": " Advance ", "c-2": "HOLD", "c-3": "decline", "c-4": "needs_evidence"}
    with Deciding(book) as manager:
        for candidate, word in typed.items():
            manager.decide(candidate, word)
    assert [made.choice for made in read_decisions(book).decisions] == list(Choice)


def test_an_unanswered_workbook_holds_no_decision(book: Path) -> None:
    reading = read_decisions(book)
    assert (reading.decisions, reading.faults) == ((), ())
    assert reading.notes == ("New decisions: 0.",)


def test_an_override_without_a_reason_is_not_taken(book: Path) -> None:
    with Deciding(book) as manager:
        for candidate, reason in (("c-2", None), ("c-3", " . "), ("c-4", "—")):
            manager.decide(candidate, Choice.ADVANCE, reason=reason)
        manager.decide("c-1", Choice.DECLINE)
    reading = read_decisions(book)
    assert [(fault.code, fault.column) for fault in reading.faults] == [
        ("override_without_reason", HEAD_REASON)
    ] * 3
    assert [made.candidate_id for made in reading.decisions] == ["c-1"]


def test_an_override_with_a_reason_is_marked_as_one(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-3", Choice.ADVANCE, reason="The client asked for them.")
    (made,) = read_decisions(book).decisions
    assert made.override
    assert made.status_then is Status.SKILL_ONLY


def test_to_decline_or_hold_needs_no_reason(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-2", Choice.HOLD)
        manager.decide("c-3", Choice.DECLINE)
    assert [made.override for made in read_decisions(book).decisions] == [False, False]


def test_a_decision_without_a_decider_is_not_taken(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE, decider=None)
    (fault,) = read_decisions(book).faults
    assert (fault.code, fault.column, fault.sheet) == ("missing_decider", HEAD_DECIDER, "Shortlist")


def test_what_is_no_decision_is_a_fault_with_the_accepted_words(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", "hire")
        manager.decide("c-2", None)
    for fault in read_decisions(book).faults:
        assert fault.code == "no_decision"
        assert fault.accepted == ("advance", "hold", "decline", "needs evidence")
    assert len(codes(book)) == 2


def test_without_a_day_the_time_of_saving_serves(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE, day=None)
    (made,) = read_decisions(book).decisions
    now = datetime.now(tz=UTC).replace(tzinfo=None)
    assert abs((now - made.decided_at).total_seconds()) < 600


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("soon", "cannot be read"),
        (datetime.now(tz=UTC).date() + timedelta(days=3), "dated after the day"),
        (date(1999, 1, 1), "dated long before its workbook was made"),
    ],
)
def test_a_day_that_cannot_be_is_a_fault(book: Path, day: Any, said: str) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE, day=day)
    (fault,) = read_decisions(book).faults
    assert fault.code == "unreadable_date"
    assert said in fault.message


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        (HEAD_STATUS, "◆ shortlisted"),
        (HEAD_VALUES, 99.0),
        (HEAD_VALUES, None),
        (HEAD_CANDIDATE, "Someone Else"),
    ],
)
def test_a_changed_locked_cell_is_ignored_and_reported(
    book: Path, heading: str, value: Any
) -> None:
    with Deciding(book) as manager:
        manager.put("c-3", heading, value)
        manager.decide("c-1", Choice.ADVANCE)
    reading = read_decisions(book)
    (fault,) = reading.faults
    assert (fault.code, fault.column, fault.costs) == ("locked_cell_changed", heading, "cell")
    assert [made.candidate_id for made in reading.decisions] == ["c-1"]


def test_a_changed_rank_or_an_invented_level_is_reported(book: Path) -> None:
    with Deciding(book) as manager:
        manager.put("c-1", HEAD_RANK, 2)
        manager.put("c-4", HEAD_VALUES, 88.0)
        manager.decide("c-1", Choice.ADVANCE)
    reading = read_decisions(book)
    assert [fault.column for fault in reading.faults] == [HEAD_RANK, HEAD_VALUES]
    assert len(reading.decisions) == 1


def test_a_status_written_over_does_not_hide_an_override(book: Path) -> None:
    with Deciding(book) as manager:
        manager.put("c-3", HEAD_STATUS, "◆ shortlisted")
        manager.decide("c-3", Choice.ADVANCE)
    assert codes(book) == ["locked_cell_changed", "override_without_reason"]


def test_a_row_pasted_over_another_candidate_is_not_taken(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-3", Choice.DECLINE)
        manager.put("c-3", HEAD_CANDIDATE, "Di Lark")
    assert codes(book) == ["other_candidate"]


def test_a_copied_row_with_another_answer_is_a_fault_of_both(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE)
        sheet, row = manager.copy_row("c-1", SHEET_SECOND_LOOK, 40)
        sheet.cell(row, manager.column(sheet, HEAD_DECISION)).value = "decline"
    reading = read_decisions(book)
    assert [(fault.code, fault.sheet) for fault in reading.faults] == [
        ("copied_row", "Shortlist"),
        ("copied_row", "Second look"),
    ]
    assert reading.decisions == ()


def test_a_copied_row_with_the_same_answer_counts_once(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE)
        manager.copy_row("c-1", SHEET_SECOND_LOOK, 40)
    reading = read_decisions(book)
    assert reading.faults == ()
    assert len(reading.decisions) == 1


def test_moved_rows_and_renamed_sheets_are_known_by_their_identity(book: Path) -> None:
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE)
        source, row = manager.place("c-1")
        manager.copy_row("c-1", SHEET_SECOND_LOOK, 40)
        for cell in source[row]:
            cell.value = None
        source.title = "Monday"
        manager.book[SHEET_SECOND_LOOK].title = "Tuesday"
    reading = read_decisions(book)
    assert reading.faults == ()
    assert [made.candidate_id for made in reading.decisions] == ["c-1"]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (None, "no candidate's"),
        ("0123-456", "damaged"),
        (row_token("CS-2", "c-1"), "another workbook"),
    ],
)
def test_a_decision_in_a_row_of_nobody_is_a_fault(book: Path, token: str | None, said: str) -> None:
    with Deciding(book) as manager:
        sheet, _ = manager.place("c-1")
        sheet.cell(60, manager.column(sheet, HEAD_DECISION)).value = "advance"
        sheet.cell(60, manager.column(sheet, HEAD_TOKEN)).value = token
    (fault,) = read_decisions(book).faults
    assert fault.code == "unknown_row"
    assert said in fault.message


def test_a_foreign_row_without_an_answer_is_nothing(book: Path) -> None:
    with Deciding(book) as manager:
        sheet, _ = manager.place("c-1")
        sheet.cell(60, manager.column(sheet, HEAD_TOKEN)).value = row_token("CS-2", "c-1")
    assert codes(book) == []


def test_decisions_on_record_that_stand_unchanged_are_none(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", decision(reason="Clear."), decision("c-2"))
    with Deciding(book) as manager:
        manager.decide("c-3", Choice.DECLINE)
    assert [made.candidate_id for made in read_decisions(book).decisions] == ["c-3"]


@pytest.mark.parametrize(
    ("heading", "value"),
    [(HEAD_DECISION, "hold"), (HEAD_REASON, "Another."), (HEAD_DECIDER, "m-2")],
)
def test_a_changed_decision_on_record_is_a_new_one(
    tmp_path: Path, heading: str, value: str
) -> None:
    book = write_book(tmp_path / "a.xlsx", decision(reason="Clear."))
    with Deciding(book) as manager:
        manager.put("c-1", heading, value)
    assert len(read_decisions(book).decisions) == 1


def test_a_decision_on_record_cannot_be_emptied(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", decision())
    with Deciding(book) as manager:
        manager.decide("c-1", None, None, None, None)
    reading = read_decisions(book)
    assert [(fault.code, fault.costs) for fault in reading.faults] == [("emptied", "cell")]
    assert reading.decisions == ()


def test_a_changed_identity_is_refused_in_words(book: Path) -> None:
    with Deciding(book) as manager:
        cell = manager.book["_twokeys"]["A2"]
        cell.value = cell.value.replace("skill_only", "shortlisted")
    with pytest.raises(UnreadableFileError, match="altered"):
        read_decisions(book)


def test_a_workbook_without_its_hidden_columns_is_refused_in_words(book: Path) -> None:
    with Deciding(book) as manager:
        for name in ("Shortlist", "Second look", "Not shortlisted"):
            sheet = manager.book[name]
            for line in sheet.iter_rows():
                for cell in line:
                    if cell.value == HEAD_TOKEN:
                        cell.value = None
    with pytest.raises(UnreadableFileError, match="hidden column"):
        read_decisions(book)


def test_our_workbooks_are_told_apart_by_what_is_inside(book: Path) -> None:
    assert kind_of(book) == SourceName.DECISIONS.value


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_decisions_saved_by_libreoffice_give_the_same(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", decision("c-4", choice=Choice.HOLD), whole=True)
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.ADVANCE, day=date(2026, 3, 15), reason="=1+1\nand more")
        manager.decide("c-2", Choice.NEEDS_EVIDENCE, day=date(2026, 3, 15))
        manager.decide("c-3", Choice.ADVANCE, day=date(2026, 3, 15))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(book)], check=True, capture_output=True, timeout=120)
    saved = out / book.name
    assert kind_of(saved) == SourceName.DECISIONS.value
    before, after = read_decisions(book), read_decisions(saved)
    assert after.decisions == before.decisions
    assert [made.candidate_id for made in after.decisions] == ["c-1", "c-2"]
    assert [fault.code for fault in after.faults] == ["override_without_reason"]
    assert after.decisions[0].requisition_id == REQUISITION
