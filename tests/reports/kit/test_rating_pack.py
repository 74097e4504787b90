"""A rating pack shows answers without saying whose they are, and comes back as ratings."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from flows.intake.scorecard import read_scorecard
from reports.kit.rating_pack import pack_book
from reports.save import workbook_bytes
from schemas.books.kit import PackItem, RatingPack
from tests.kit_forms import GUIDES, MADE_AT, QUESTIONS, Filling


def item(number: int, candidate: str, answer: str, question: int = 0) -> PackItem:
    return PackItem(
        code=f"Answer {number}",
        requisition_id="CS-1",
        candidate_id=candidate,
        interview="rating pack 00",
        question=QUESTIONS[question],
        answer=answer,
    )


PACK = RatingPack(
    role="Lead",
    rater_id="r-9",
    items=(
        item(1, "c-secret-1", "=I mended it."),
        item(2, "c-secret-2", "beacon " * 700),
        item(3, "c-secret-1", "I asked.", question=1),
    ),
)


def write(path: Path) -> Path:
    path.write_bytes(workbook_bytes(pack_book(PACK), MADE_AT))
    return path


def test_no_candidate_is_named_where_a_rater_looks(tmp_path: Path) -> None:
    book: Any = load_workbook(write(tmp_path / "p.xlsx"))
    shown = [
        str(cell.value)
        for row in book["Answers to rate"].iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert not any("secret" in text for text in shown)
    assert any(text == "Answer 1\n=I mended it." for text in shown)
    assert book["_twokeys"].sheet_state == "veryHidden"


def test_a_long_answer_goes_on_in_further_rows_and_loses_nothing(tmp_path: Path) -> None:
    book: Any = load_workbook(write(tmp_path / "p.xlsx"))
    shown = " ".join(
        str(cell.value)
        for row in book["Answers to rate"].iter_rows(min_col=2, max_col=2)
        for cell in row
        if cell.value
    )
    assert shown.count("beacon") == 700


def test_ratings_of_a_pack_come_back_for_the_right_candidates(tmp_path: Path) -> None:
    pack = write(tmp_path / "p.xlsx")
    with Filling(pack) as rater:
        rater.type("twokeys:1:question:own-past", 5, "A case.")
        rater.type("twokeys:2:question:own-past", 1)
        rater.type("twokeys:3:question:own-next", "not asked")
    reading = read_scorecard(pack, GUIDES)
    assert reading.faults == ()
    kept = ["candidate_id", "rater_id", "interview", "question", "value"]
    assert set(reading.responses.select(kept).rows()) == {
        ("c-secret-1", "r-9", "rating pack 00", "own-past", 5.0),
        ("c-secret-2", "r-9", "rating pack 00", "own-past", 1.0),
        ("c-secret-1", "r-9", "rating pack 00", "own-next", None),
    }
