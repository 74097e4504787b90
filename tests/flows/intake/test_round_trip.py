"""Properties: any tabular form is read back as it was written; one bad cell costs one row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.intake.fixme import fixme_of
from flows.intake.read import read_file
from schemas.config.source import Source
from scoring.guides import Guides

FEWER = settings(max_examples=max(settings().max_examples // 4, 5))
"""Each example writes and reads files, so a quarter of the profile's examples."""
LONG = ["Candidate", "Opening", "Interviewer", "Question", "Rating", "Note", "Submitted"]
QUESTIONS = ("Ownership", "design", "verdict_past")
KEY = ["requisition_id", "candidate_id", "rater_id", "question"]
KEPT = [*KEY, "kind", "value", "scale_low", "scale_high", "note", "submitted_at", "tz_known"]
DIALECTS = [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-8")]


@dataclass(frozen=True)
class Rating:
    """One invented rating."""

    candidate: str
    requisition: str
    rater: str
    question: str
    rating: str
    note: str
    submitted: str

    def row(self) -> list[str]:
        """Its cells in the order of `LONG`."""
        return list(vars(self).values())


identifier = st.from_regex(r"[A-Za-z][A-Za-z0-9_.]{1,8}", fullmatch=True).filter(
    lambda text: text.casefold() not in ("na", "none", "null", "anonymous", "anonym")
)
note = st.one_of(
    st.just(""),
    st.text("abcdefgh ,;|\"'=+-@äß文\n", min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split(" ")).strip())
    .filter(lambda text: text.strip(" \n") == text),
)
submitted = st.datetimes(
    datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2030-01-01")
).map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z")
rating = st.builds(
    Rating,
    candidate=identifier,
    requisition=identifier.map("R-{}".format),
    rater=identifier,
    question=st.sampled_from(QUESTIONS),
    rating=st.sampled_from(["1", "2", "3", "4", "", "N/A"]),
    note=note,
    submitted=submitted,
)
ratings = st.lists(
    rating,
    min_size=1,
    max_size=12,
    unique_by=lambda one: (one.requisition, one.candidate, one.rater, one.question),
)


def delimited(rows: Sequence[Sequence[str]], delimiter: str, charset: str) -> bytes:
    """Rows as a spreadsheet program would write them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(charset)


def book(rows: Sequence[Sequence[str]], path: Path) -> None:
    """Rows as a workbook of texts."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append([None] * len(row))
        for column, text in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, column)
            cell.value = text or None
            cell.data_type = "s" if text else "n"
    made.save(path)


def canonical(frame: pl.DataFrame) -> pl.DataFrame:
    """What every form must give alike."""
    return frame.select(KEPT).sort(KEY)


WHO = {"candidate": "Candidate", "requisition": "Opening", "rater": "Interviewer"}
WHAT = {"question": "Question", "rating": "Rating", "note": "Note", "submitted_at": "Submitted"}
LONG_TABLE = Source.model_validate({"name": "sheet", "columns": WHO | WHAT})
WIDE_TABLE = Source.model_validate(
    {"name": "sheet", "form": "wide", "columns": WHO}
    | {"questions": [{"column": name} for name in QUESTIONS]}
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of many examples."""
    return tmp_path_factory.mktemp("round-trip")


@FEWER
@given(written=ratings, dialect=st.sampled_from(DIALECTS))
def test_long_text_in_any_dialect_gives_the_ratings_that_were_written(
    workspace: Path, guides: Guides, written: list[Rating], dialect: tuple[str, str]
) -> None:
    path = workspace / "long.txt"
    path.write_bytes(delimited([LONG, *(one.row() for one in written)], *dialect))
    reading = read_file(path, guides, (LONG_TABLE,))
    assert reading.faults == ()
    found = {
        (row["requisition_id"], row["candidate_id"], row["rater_id"], row["question"]): (
            None if row["value"] is None else f"{row['value']:g}",
            row["note"] or "",
            row["submitted_at"].isoformat() + "Z",
        )
        for row in reading.responses.iter_rows(named=True)
    }
    assert found == {
        (one.requisition, one.candidate, one.rater, one.question): (
            one.rating if one.rating.isdigit() else None,
            one.note.replace("\r", "\n"),
            one.submitted,
        )
        for one in written
    }


@settings(max_examples=5)
@given(written=ratings)
def test_a_workbook_gives_the_same_frame_as_text(
    workspace: Path, guides: Guides, written: list[Rating]
) -> None:
    rows = [LONG, *(one.row() for one in written)]
    text, sheet = workspace / "same.csv", workspace / "same.xlsx"
    text.write_bytes(delimited(rows, ",", "utf-8"))
    book(rows, sheet)
    of_text = read_file(text, guides, (LONG_TABLE,))
    of_sheet = read_file(sheet, guides, (LONG_TABLE,))
    assert canonical(of_sheet.responses).equals(canonical(of_text.responses))


@FEWER
@given(written=ratings)
def test_wide_and_long_tables_of_the_same_ratings_give_the_same_frame(
    workspace: Path, guides: Guides, written: list[Rating]
) -> None:
    cards: dict[tuple[str, str, str], dict[str, Rating]] = {}
    for one in written:
        cards.setdefault((one.requisition, one.candidate, one.rater), {})[one.question] = one
    wide = [["Opening", "Candidate", "Interviewer", *QUESTIONS]]
    long = [LONG]
    for who, card in cards.items():
        wide.append([*who, *(card[name].rating if name in card else "" for name in QUESTIONS)])
        for name in QUESTIONS:
            rated = card[name].rating if name in card else ""
            long.append([who[1], who[0], who[2], name, rated, "", ""])
    wide_path, long_path = workspace / "wide.csv", workspace / "as-long.csv"
    wide_path.write_bytes(delimited(wide, ",", "utf-8"))
    long_path.write_bytes(delimited(long, ",", "utf-8"))
    of_wide = read_file(wide_path, guides, (WIDE_TABLE,))
    of_long = read_file(long_path, guides, (LONG_TABLE,))
    assert (of_wide.faults, of_long.faults) == ((), ())
    assert canonical(of_wide.responses).equals(canonical(of_long.responses))


@FEWER
@given(
    written=ratings,
    data=st.data(),
    broken=st.sampled_from(["stong_yes", "9", "-", "\u202e", "2026-13-45", "x" * 300, "4,4,4"]),
)
def test_one_corrupted_cell_costs_at_most_its_row_and_the_fix_me_shows_it(
    workspace: Path, guides: Guides, written: list[Rating], data: st.DataObject, broken: str
) -> None:
    at = data.draw(st.integers(0, len(written) - 1))
    column = data.draw(st.sampled_from([0, 1, 2, 3, 4, 6]))
    rows = [one.row() for one in written]
    rows[at][column] = broken
    path = workspace / "broken.csv"
    path.write_bytes(delimited([LONG, *rows], ",", "utf-8"))
    reading = read_file(path, guides, (LONG_TABLE,))
    kept = {int(place.split(",")[0].removeprefix("row ")) for place in reading.responses["locator"]}
    others = {number for number in range(2, len(written) + 2) if number != at + 2}
    assert others <= kept
    assert {fault.row for fault in reading.faults} <= {at + 2}
    if at + 2 not in kept:
        (sheet,) = fixme_of(reading, "broken.csv", "00").sheets
        assert [(row.row, row.cells[column]) for row in sheet.rows] == [(at + 2, broken)]
        assert column in sheet.rows[0].marked
