"""The one entry: what goes in, what is refused, and in which words."""

from pathlib import Path

import pytest

from flows.intake.read import read_file
from schemas.errors import UnreadableFileError
from schemas.source import Source
from schemas.words import SourceName
from scoring.guides import Guides

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


def test_an_unknown_table_is_refused_with_the_command_that_drafts_a_map(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableFileError, match="twokeys map"):
        read_file(path, guides, ())


def test_two_maps_with_equal_right_to_a_table_are_not_chosen_between(
    tmp_path: Path, guides: Guides, long_source: Source
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(HEADINGS + "c-1,R-1,r-1,Ownership,4,,\n")
    other = long_source.model_copy(update={"name": "other"})
    with pytest.raises(UnreadableFileError, match="other and panel_sheet both claim"):
        read_file(path, guides, (long_source, other))
