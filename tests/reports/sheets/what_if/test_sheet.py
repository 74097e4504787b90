"""What-if says what the engine says, as a spreadsheet program reckons it."""

import random
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.book import shortlist_book
from reports.draft import Draft
from reports.save import workbook_bytes
from reports.sheets.what_if.sheet import TOP, add_what_if_sheet
from reports.wording import shown, status_text
from schemas.config.policy import Certainty, OrderRule, Policy, RedFlagRule
from schemas.results.shortlist import Shortlist
from schemas.words import Status
from tests.reports.pools import MADE_AT, context, drawn, judged, shortlist, shortlist_of

POOLS = 50
POSITIONS = 2
POLICIES = (
    Policy(),
    Policy(order=OrderRule(by="weighted", values_weight=0.3)),
    Policy(certainty=Certainty(lower=0.4, upper=0.55), red_flags=RedFlagRule(second_look_count=2)),
    Policy(estimate="blup"),
)


def recalculated(book: Workbook, folder: Path) -> Workbook:
    """The workbook after LibreOffice has reckoned every formula."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    # openpyxl writes formulas without values, so that every one must be reckoned.
    book.save(folder / "asked.xlsx")
    out = folder / "out"
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(folder / "asked.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return load_workbook(out / "asked.xlsx", data_only=True)


def outcome(sheet: Worksheet, n: int) -> dict[str, tuple[str, int | None]]:
    """Status and rank of every candidate, as the sheet says."""
    rows = sheet.iter_rows(min_row=TOP + 1, max_row=TOP + n, max_col=10, values_only=True)
    return {str(row[0]): (str(row[7]), row[8] if row[8] != "" else None) for row in rows}


def expected(rows: pl.DataFrame, made: Shortlist) -> dict[str, tuple[str, int | None]]:
    labels = {who.candidate_id: shown(who) for who in made.candidates}
    return {
        labels[row["candidate_id"]]: (status_text(Status(row["status"])), row["rank"])
        for row in rows.iter_rows(named=True)
    }


@pytest.mark.slow
def test_what_if_agrees_with_the_engine_on_generated_pools_at_every_position(tmp_path) -> None:
    draw = random.Random(7)  # noqa: S311  # made-up positions
    book = Workbook()
    asked = []
    for seed in range(POOLS):
        policy = POLICIES[seed % len(POLICIES)]
        pool = drawn(draw.randint(1, 20), seed, own_floors=seed % 2 == 0)
        record = judged(pool, policy, 50, 50, 3)
        made = shortlist_of(record, 3, policy, "x")
        for at in range(POSITIONS):
            values, skill = (draw.choice([0, 50, 62.5, 80, draw.uniform(20, 95)]) for _ in "vs")
            seats = draw.randint(1, 8)
            if at == 0:
                values, skill, seats = 50, 50, 3
            add_what_if_sheet(Draft(book, made, context(made, policy)))
            sheet = book.worksheets[-1]
            sheet._charts.clear()  # the formulas are asked, and nothing else
            for cell, value in (("B4", values), ("B5", skill), ("B6", seats)):
                sheet[cell].value = value
            then = judged(pool, policy, values, skill, seats)
            asked.append((sheet.title, len(made.candidates), expected(then, made)))
    reckoned = recalculated(book, tmp_path)
    assert len(asked) == POOLS * POSITIONS
    for title, n, said in asked:
        assert outcome(reckoned[title], n) == said, title


@pytest.mark.slow
def test_the_list_the_counts_and_the_warning_follow_the_inputs(tmp_path) -> None:
    made = shortlist(25)
    book = Workbook()
    for _ in range(2):
        add_what_if_sheet(Draft(book, made, context(made)))
    calm, moved = book.worksheets[1:]
    moved["B4"].value, moved["B5"].value, moved["B6"].value = 39, 60, 6
    reckoned = recalculated(book, tmp_path)
    calm, moved = (reckoned[sheet.title] for sheet in (calm, moved))
    for sheet, n in ((calm, 3), (moved, 6)):
        said = outcome(sheet, 25)
        inside = sorted(
            (rank, name) for name, (status, rank) in said.items() if status == "◆ shortlisted"
        )
        listed = [sheet.cell(row, 25).value or "" for row in range(31, 41)]
        assert [name for name in listed if name] == [name for _, name in inside]
        assert sheet["H4"].value == len(inside) == n
        assert sheet["H6"].value == sum(status == "▲ second look" for status, _ in said.values())
    assert not calm["A8"].value
    assert moved["A8"].value.startswith("Below the policy's minimum floors (values 40, skill 40)")
    assert {sheet["J12"].value or "" for sheet in (calm,)} == {""}


def test_at_the_record_every_formula_already_shows_the_record() -> None:
    made = shortlist(20)
    data = workbook_bytes(shortlist_book(made, context(made)), MADE_AT)
    sheet = load_workbook(BytesIO(data), data_only=True)["What-if"]
    assert outcome(sheet, 20) == {
        shown(who): (status_text(who.status), who.rank) for who in made.candidates
    }
    assert (sheet["B4"].value, sheet["B5"].value, sheet["B6"].value) == (50, 50, 3)
    assert "Not the record" in sheet["A2"].value


def test_a_decided_candidate_keeps_the_status_of_the_decision() -> None:
    made = shortlist(8)
    first = made.candidates[0].model_copy(update={"frozen": True})
    frozen = made.model_copy(update={"candidates": (first, *made.candidates[1:])})
    book = shortlist_book(frozen, context(frozen))
    assert book["What-if"]["M12"].value == status_text(first.status)
    assert book["What-if"]["M13"].value is None
