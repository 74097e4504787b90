"""The one entry: what goes in, what is refused, and in which words."""

from pathlib import Path

import openpyxl
import pytest

from flows.intake.read import read_file
from schemas.books.returned import IDENTITY_SHEET
from schemas.config.source import Source, TableMatch
from schemas.errors import UnreadableFileError
from schemas.words import SourceName
from scoring.guides import Guides
from tests.decision_books import write_book

HEADINGS = "Candidate,Opening,Interviewer,Question,Rating,Note,Submitted\n"


def test_good_rows_go_in_and_the_faulty_row_stays_out_with_its_reason(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "anything.bin"
    path.write_text(
        HEADINGS
        + "c-1,R-1,Ann@Example.test,Ownership,4,told the team,2026-03-01 10:00\n"
        + "c-1,R-1,ann@example.test,design,stong yes,,2026-03-01\n"
    )
    reading = read_file(path, guides, (long_source,))
    assert reading.source is SourceName.TABLE
    kept = reading.responses.row(0, named=True)
    assert reading.responses.height == 1
    assert (kept["source"], kept["candidate_id"], kept["rater_id"]) == (
        "panel_sheet",
        "c-1",
        "ann@example.test",
    )
    assert (kept["value"], kept["scale_low"], kept["scale_high"]) == (4.0, 1.0, 5.0)
    assert (kept["note"], kept["locator"]) == ("told the team", "row 2, column Rating")
    (fault,) = reading.faults
    assert (fault.code, fault.row, fault.column, fault.value) == (
        "unknown_label",
        3,
        "Rating",
        "stong yes",
    )


def test_a_rater_whose_name_came_in_two_encodings_is_one_and_it_is_said(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "pasted.csv"
    row = "{},R-1,José,Ownership,4,,2026-03-01\n"
    earlier, later = (row.format(who).encode() for who in ("c-1", "c-2"))
    pasted = row.format("c-3").encode("cp1252")
    path.write_bytes(HEADINGS.encode() + earlier + later + pasted)
    reading = read_file(path, guides, (long_source,))
    assert reading.responses.select("rater_id", "candidate_id").rows() == [
        ("José", who) for who in ("c-1", "c-2", "c-3")
    ]
    assert "lines in cp1252 between those in utf-8: 1, the first is line 4" in reading.notes


def test_an_unknown_table_is_refused_with_the_command_that_drafts_a_map(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableFileError, match="twokeys map"):
        read_file(path, guides, ())


UNANSWERED = r"^There are headings and no rows below them: nobody has filled this in yet"


@pytest.mark.parametrize("rows", ["", "\r\n", ",,\n , ,\n"])
def test_an_unknown_table_that_nobody_has_filled_in_yet_is_told_so(
    tmp_path: Path, guides: Guides, rows: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"Applicant,Reviewer,Ownership\n{rows}")
    with pytest.raises(UnreadableFileError, match=UNANSWERED) as refusal:
        read_file(path, guides, ())
    assert "`twokeys map FILE` drafts one" in str(refusal.value)


def test_headings_of_an_unanswered_table_that_were_changed_are_told_before_there_are_rows(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADINGS.replace("Rating", "Points"))
    with pytest.raises(UnreadableFileError, match=rf"{UNANSWERED}.*also names Rating"):
        read_file(path, guides, (long_source,))


def test_a_table_of_a_source_file_that_nobody_has_filled_in_yet_is_no_fault(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADINGS)
    reading = read_file(path, guides, (long_source,))
    assert (reading.source_map, reading.faults) == (long_source.name, ())
    assert not reading.says_anything


def test_a_workbook_whose_sheets_are_all_unanswered_is_told_so_and_an_empty_one_too(
    tmp_path: Path, guides: Guides
) -> None:
    path, book = tmp_path / "x.xlsx", openpyxl.Workbook()
    book.save(path)
    with pytest.raises(UnreadableFileError, match="There is nothing in this workbook"):
        read_file(path, guides, ())
    book.worksheets[0].append(["Applicant", "Reviewer", "Ownership"])
    book.create_sheet("Second").append(["Applicant", "Reviewer", "Design"])
    book.save(path)
    with pytest.raises(UnreadableFileError, match=UNANSWERED):
        read_file(path, guides, ())
    book.worksheets[1].append(["c-1", "r-1", 4])
    book.save(path)
    with pytest.raises(UnreadableFileError, match=r"^No reader knows this table"):
        read_file(path, guides, ())


def test_a_single_line_that_is_no_heading_is_not_taken_for_an_unanswered_table(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("hello\n")
    with pytest.raises(UnreadableFileError, match=r"^No reader knows this table"):
        read_file(path, guides, ())


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Candidate,Opening,Interviewer,Question,Note", "comes near: it also names Rating. If"),
        ("Candidate,Opening,Panelist,Question,Rating", "it also names Interviewer"),
        ("Candidate,Rating", None),
        ("Candidate,Opening,Interviewer,Question,Rating", "is for the sheet “Panel”"),
    ],
)
def test_a_table_that_lost_a_heading_is_told_the_map_that_it_may_be_meant_for(
    tmp_path: Path, guides: Guides, long_source: Source, headings: str, said: str | None
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"{headings}\n1,2,3,4,5\n")
    on_sheet = long_source.model_copy(update={"match": TableMatch(sheet="Panel")})
    with pytest.raises(UnreadableFileError, match="No reader knows this table") as refusal:
        read_file(path, guides, (on_sheet,))
    assert ("panel_sheet" in str(refusal.value)) is (said is not None)
    assert (said or "") in str(refusal.value)


def test_a_shortlist_without_its_hidden_part_is_told_from_an_unknown_table(
    tmp_path: Path, guides: Guides
) -> None:
    book = openpyxl.load_workbook(write_book(tmp_path / "shortlist.xlsx"))
    del book[IDENTITY_SHEET]
    book.save(tmp_path / "copy.xlsx")
    with pytest.raises(UnreadableFileError, match="has lost its hidden part"):
        read_file(tmp_path / "copy.xlsx", guides, ())


def test_two_maps_with_equal_right_to_a_table_are_not_chosen_between(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADINGS + "c-1,R-1,r-1,Ownership,4,,\n")
    other = long_source.model_copy(update={"name": "other"})
    with pytest.raises(UnreadableFileError, match="other and panel_sheet both claim"):
        read_file(path, guides, (long_source, other))


def test_titles_above_the_headings_of_a_sheet_made_by_hand_are_passed_over(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Panel of March,,,,,,\n,,,,,,\n" + HEADINGS + "c-1,R-1,r-1,Ownership,4,,\n,,,,,,\n"
    )
    reading = read_file(path, guides, (long_source,))
    assert reading.responses["locator"].to_list() == ["row 4, column Rating"]
    assert reading.faults == ()


def test_a_scale_that_changes_inside_a_question_costs_the_file(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    answers = ["4 - Good", "3 - Fair", "(3): fair", "(2): poor", "4"]
    rows = [f"c-{at},R-1,r-1,Ownership,{answer},," for at, answer in enumerate(answers)]
    path.write_text(HEADINGS + "\n".join(rows) + "\n")
    reading = read_file(path, guides, (long_source,))
    assert reading.responses.is_empty()
    assert [(fault.code, fault.costs) for fault in reading.faults] == [("scale_changes", "file")]


def test_deleted_rows_become_tombstones_and_a_pending_row_needs_only_its_application(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("App,By,Q,R,Gone\na-1,r-1,Ownership,4,TRUE\na-2,r-1,Ownership,4,false\n")
    columns = {"application": "App", "rater": "By", "question": "Q", "rating": "R"}
    source = Source.model_validate({"name": "linked", "columns": columns | {"deleted": "Gone"}})
    reading = read_file(path, guides, (source,))
    kept = reading.responses.select("application_id", "candidate_id", "deleted").rows()
    assert kept == [("a-1", None, True), ("a-2", None, False)]


def test_more_faults_than_can_be_listed_still_keep_every_faulty_row_out(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    rows = [f"c-{at},R-1,r-1,Ownership,bad {at % 7000},," for at in range(7_000)]
    path.write_text(HEADINGS + "\n".join(rows) + "\nc-x,R-1,r-1,Ownership,4,,\n")
    reading = read_file(path, guides, (long_source,))
    assert reading.responses["candidate_id"].to_list() == ["c-x"]
    assert [fault.code for fault in reading.faults].count("more_faults") == 1
    assert "2000 more answers" in " ".join(fault.message for fault in reading.faults)


def test_a_wide_column_without_a_scale_costs_its_own_answers_only(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Candidate,Opening,By,Ownership,Poise\nc-1,R-1,r-1,4,3\nc-2,R-1,r-1,5,2\n")
    columns = {"candidate": "Candidate", "requisition": "Opening", "rater": "By"}
    questions = [{"column": "Ownership"}, {"column": "Poise"}]
    source = Source.model_validate(
        {"name": "wide", "form": "wide", "columns": columns, "questions": questions}
    )
    reading = read_file(path, guides, (source,))
    assert reading.responses["question"].to_list() == ["Ownership", "Ownership"]
    (fault,) = reading.faults
    assert (fault.code, fault.column, fault.costs) == ("no_scale", "Poise", "cell")


def test_sheets_are_read_each_by_its_own_map_and_the_others_are_named(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    book = openpyxl.Workbook()
    first, second, third = book.worksheets[0], book.create_sheet("Wide"), book.create_sheet("Notes")
    first.append(HEADINGS.strip().split(","))
    first.append(["c-1", "R-1", "r-1", "Ownership", 4, None, None])
    second.append(["Candidate", "Opening", "By", "Design", "Why"])
    second.append(["c-2", "R-1", "r-1", 3, "clear"])
    second.append(["c-3", "R-1", "r-1", 9, None])
    third.append(["Anything"])
    path = tmp_path / "two.xlsx"
    book.save(path)
    columns = {"candidate": "Candidate", "requisition": "Opening", "rater": "By"}
    questions = [{"column": "Design", "note_column": "Why", "group": "Work"}]
    wide = {"name": "wide", "form": "wide", "columns": columns, "questions": questions}
    wide["match"] = {"sheet": "Wide"}
    reading = read_file(path, guides, (long_source, Source.model_validate(wide)))
    kept = reading.responses.select("source", "candidate_id", "group", "note", "locator").rows()
    assert kept == [
        ("panel_sheet", "c-1", "", None, "sheet Sheet, row 2, column Rating"),
        ("wide", "c-2", "Work", "clear", "sheet Wide, row 2, column Design"),
    ]
    assert [(fault.sheet, fault.row) for fault in reading.faults] == [("Wide", 3)]
    assert "sheet Notes: no Source map is for it" in reading.notes


@pytest.mark.parametrize("field", ["candidate_name", "rater_name", "interview", "updated_at"])
def test_one_column_may_hold_two_things(
    tmp_path: Path, guides: Guides, long_source: Source, field: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"{HEADINGS}c-1,R-1,r-1,Ownership,4,,2026-03-04\n")
    twice = {"rater_name": "Interviewer", "updated_at": "Submitted"}.get(field, "Candidate")
    columns = long_source.columns.model_copy(update={field: twice})
    source = long_source.model_copy(update={"columns": columns})
    assert read_file(path, guides, (source,)).responses["value"].to_list() == [4.0]


@pytest.mark.parametrize("unseen", ["\u200b", "\u200e", "\u2060", "\ufeff"])
def test_a_character_that_nobody_sees_makes_nobody_another_person(
    tmp_path: Path, guides: Guides, long_source: Source, unseen: str
) -> None:
    path = tmp_path / "x.csv"
    row = "R-1,r-1,Ownership,4,,\n"
    path.write_text(f"{HEADINGS}c-1,{row}{unseen}c-1{unseen},{row}", encoding="utf-8")
    reading = read_file(path, guides, (long_source,))
    assert reading.responses["candidate_id"].to_list() == ["c-1", "c-1"]


def test_names_and_addresses_are_kept_apart_from_ratings(tmp_path: Path, guides: Guides) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Who,Name,Req,By,Q,R\nZoe@Example.test,Zoe Invented,R-1,r-1,Ownership,4\n")
    columns = {"candidate": "Who", "candidate_name": "Name", "requisition": "Req", "rater": "By"}
    columns |= {"question": "Q", "rating": "R"}
    source = Source.model_validate({"name": "named", "columns": columns})
    reading = read_file(path, guides, (source,))
    assert reading.people.rows() == [
        ("named", "candidate", "zoe@example.test", "Zoe Invented", "zoe@example.test")
    ]
    assert "Zoe" not in str(reading.responses.rows())


def test_an_overall_verdict_and_details_are_neither_a_rating_of_a_key_nor_a_fault(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        HEADINGS
        + "c-1,R-1,r-1,Overall recommendation,strong_yes,,\n"
        + "c-1,R-1,r-1,Salary,100k,,\n"
        + "c-1,R-1,r-1,method_past,measure first,,\n"
        + "c-1,R-1,r-1,method_past,hope,,\n"
    )
    details = [{"question": "Salary", "track": "none"}]
    source = Source.model_validate(long_source.model_dump() | {"maps": details})
    reading = read_file(path, guides, (source,))
    kept = reading.responses.select("question", "kind", "value", "value_raw").rows()
    assert kept == [
        ("overall", "rating", 5.0, "strong_yes"),
        ("Salary", "text", None, "100k"),
        ("method_past", "choice", None, "measure first"),
    ]
    (fault,) = reading.faults
    assert (fault.code, fault.accepted) == ("unknown_option", ("measure first", "guess"))


def test_more_rows_without_a_rater_than_can_be_listed_all_stay_out(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADINGS + "c-1,R-1,,Ownership,4,,\n" * 5_003)
    reading = read_file(path, guides, (long_source,))
    assert reading.responses.is_empty()
    (more,) = [fault for fault in reading.faults if fault.code == "more_faults"]
    assert len(reading.faults) == 5_001
    assert more.message.startswith("3 more rows")


def test_a_column_that_the_map_needs_and_the_sheet_lacks_costs_the_file(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Candidate,Opening,Question,Rating\nc-1,R-1,Ownership,4\n")
    match = {"columns": ["Candidate", "Opening"]}
    source = Source.model_validate(long_source.model_dump() | {"match": match})
    reading = read_file(path, guides, (source,))
    assert [(fault.code, fault.column) for fault in reading.faults] == [
        ("missing_column", "Interviewer")
    ]


def test_a_map_overrules_what_would_be_detected(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    text = HEADINGS.replace(",", "!") + "c-1!R-1!r-1!Ownership!4!größer!2026-03-04\n"
    path.write_bytes(text.encode("cp850"))
    declared = {"delimiter": "!", "encoding": "cp850", "timezone": "Europe/Berlin"}
    source = Source.model_validate(long_source.model_dump() | declared)
    reading = read_file(path, guides, (source,))
    row = reading.responses.row(0, named=True)
    assert (row["note"], str(row["submitted_at"]), row["tz_known"]) == (
        "größer",
        "2026-03-03 23:00:00",
        True,
    )
    assert {"encoding cp850", "delimiter '!'"} <= set(reading.notes)
