"""Property: a table taken a stretch at a time is read as it is when taken as a whole."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.intake.files.delimited import checked_charset, layout_of, read_delimited
from flows.intake.files.grid import Grid
from flows.intake.reading import Reading
from flows.intake.tabular import findings
from flows.intake.tabular.sources import read_by_sources
from flows.intake.tabular.stretches import read_stretches
from schemas.config.source import Source
from scoring.guides import Guides

HEADINGS = ["Candidate", "Opening", "Interviewer", "Section", "Question", "Rating", "Note", "Sent"]
SOURCE = Source.model_validate(
    {
        "name": "sheet",
        "columns": {
            "candidate": "Candidate",
            "requisition": "Opening",
            "rater": "Interviewer",
            "group": "Section",
            "question": "Question",
            "rating": "Rating",
            "note": "Note",
            "submitted_at": "Sent",
        },
    }
)
FEWER = settings(max_examples=max(settings().max_examples // 4, 5))
usual_row = st.tuples(
    st.sampled_from(["c-1", "c-2", "Ann@X.org ", " c-3"]),
    st.sampled_from(["R-1", "R-2"]),
    st.sampled_from(["i-1", "I-2@x.org"]),
    st.sampled_from(["", "Values"]),
    st.sampled_from(["Ownership", "verdict_past", "design", " design", "method_past"]),
    st.sampled_from(["1", "2", "4", "", "yes", "guess"]),
    st.sampled_from(["", "told the customer", " a note longer than twelve letters "]),
    st.sampled_from(["2026-01-05T10:00:00Z", "2026-02-05T11:30:00Z", ""]),
)
odd_row = st.sampled_from(
    [
        ("", "", "", "", "", "", "", ""),
        (" ", "", "", "", "", "", "", ""),
        tuple(HEADINGS),
        ("c-1", "R-1", "i-1", "Age", "design", "3", "", ""),
        ("", "R-1", "i-1", "", "Ownership", "3", "", ""),
        ("c-1", "n/a", "i-1", "", "Ownership", "3", "", ""),
        ("c-1", "R-1", "Anonymous", "", "Ownership", "3", "", ""),
        ("c-1", "R-1", "i-1", "", "", "3", "", ""),
        ("c-1", "R-1", "i-1", "", "nobody asked this", "3", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "stong_yes", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "9", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "2,5", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "3.5", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "4 out of 5", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "4 out of 7", "", ""),
        ("c-1", "R-1", "i-1", "", "Ownership", "3", "", "5 March 2026"),
        ("c-1", "R-1", "i-1", "", "Ownership", "3", "", "soon"),
        ("c-1", "R-1", "i-1", "", "Ownership", "3", "", "0001-01-01T00:00:00Z"),
    ]
)
tables = st.lists(st.one_of(usual_row, usual_row, usual_row, odd_row), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of many examples."""
    return tmp_path_factory.mktemp("stretches")


def both_ways(
    path: Path, guides: Guides, rows: list[tuple[str, ...]], n_rows: int, above: int = 0
) -> tuple[Reading | None, Reading]:
    """The table in stretches of `n_rows`, and as a whole."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([*([[""] * len(HEADINGS)] * above), HEADINGS, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    layout = layout_of(path, checked_charset(path, None), None)
    whole = read_by_sources([read_delimited(path).grid], guides, (SOURCE,))
    assert whole is not None
    return read_stretches(layout, guides, (SOURCE,), n_rows), whole


def assert_same(one: Reading, other: Reading) -> None:
    """Everything that a reading holds is equal."""
    assert one.responses.equals(other.responses)
    assert one.faults == other.faults
    assert one.people.equals(other.people)
    assert one.notes == other.notes
    assert one.dropped_columns == other.dropped_columns
    assert [table.rows.rows() for table in one.tables] == [
        table.rows.rows() for table in other.tables
    ]
    assert [table.numbers for table in one.tables] == [table.numbers for table in other.tables]
    assert one.unfolding().collect().equals(one.responses)
    assert one.n_responses == one.responses.height


@FEWER
@given(rows=tables, n_rows=st.integers(1, 9))
def test_stretches_give_what_the_whole_gives(
    workspace: Path, guides: Guides, rows: list[tuple[str, ...]], n_rows: int
) -> None:
    one, other = both_ways(workspace / "messy.csv", guides, rows, n_rows)
    if one is not None:
        assert_same(one, other)


@FEWER
@given(rows=st.lists(usual_row, min_size=1, max_size=30), n_rows=st.integers(1, 9))
def test_a_usual_table_is_taken_in_stretches(
    workspace: Path, guides: Guides, rows: list[tuple[str, ...]], n_rows: int
) -> None:
    rows = [("c-0", "R-1", "i-1", "", "design", "3", "", "2026-01-05T10:00:00Z"), *rows]
    one, other = both_ways(workspace / "usual.csv", guides, rows, n_rows, above=2)
    assert one is not None
    assert len(one.folded) >= len(rows) // n_rows
    assert_same(one, other)


def test_what_only_the_whole_can_tell_is_left_to_the_whole(workspace: Path, guides: Guides) -> None:
    usual = ("c-1", "R-1", "i-1", "", "Ownership", "3", "", "2026-01-05T10:00:00Z")
    of_another_time = (*usual[:7], "05.01.2026 10:00")
    with_commas = [(*usual[:5], "2,5", *usual[6:])] * 3
    of_a_section_never_stored = (*usual[:3], "Age", *usual[4:])
    for odd in ([of_another_time], with_commas, [of_a_section_never_stored]):
        one, other = both_ways(workspace / "odd.csv", guides, [usual] * 4 + odd, 2)
        assert one is None
        assert other.n_responses == (0 if odd[0][3] else 4 + len(odd))


def test_only_so_many_faults_of_one_kind_are_listed_over_all_stretches(
    workspace: Path, guides: Guides, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "MOST_FAULTS", 3)
    usual = ("c-1", "R-1", "i-1", "", "Ownership", "3", "", "2026-01-05T10:00:00Z")
    unnamed = ("", *usual[1:])
    misspelt = (*usual[:5], "stong", *usual[6:])
    rows = [usual, unnamed, misspelt] * 4
    one, other = both_ways(workspace / "faulty.csv", guides, rows, 4)
    assert one is not None
    assert_same(one, other)
    said = [fault.message for fault in one.faults if fault.code == "more_faults"]
    assert [message.split(" ")[0] for message in said] == ["1", "1"]
    assert one.responses["locator"].to_list() == [
        f"row {row}, column Rating" for row in (2, 5, 8, 11)
    ]


def test_braces_in_the_name_of_a_sheet_are_only_letters(guides: Guides) -> None:
    cells = [HEADINGS, ["c-1", "R-1", "i-1", "", "Ownership", "3", "", ""]]
    columns = {f"c{at}": list(column) for at, column in enumerate(zip(*cells, strict=True))}
    grid = Grid("{} of {x}", pl.DataFrame(columns).with_columns(pl.all().replace("", None)))
    reading = read_by_sources([grid], guides, (SOURCE,))
    assert reading is not None
    assert reading.responses["locator"].to_list() == ["sheet {} of {x}, row 2, column Rating"]
