"""What is said of a file's answers before they count: by `check` and by a run alike."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import twokeys
from flows.stages.night import run_night
from schemas.file_report import FileReport
from schemas.words import FileStatus
from tests.samples.workspace import drop, interview, make_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "ws")


def checked(path: Path, root: Path) -> FileReport:
    done = CliRunner().invoke(twokeys, ["check", str(path), "-w", str(root), "--json"])
    return FileReport.model_validate(json.loads(done.stdout)["files"][0])


def test_what_no_map_covers_is_said_with_the_line_that_would(root: Path) -> None:
    unknown = [("c-1", "CS-1", "r1", "Punctual", "4", ""), ("c-1", "CS-1", "r1", "Kind", "5", "")]
    path = drop(root, "a.csv", [*interview("c-1", 4, 4), *unknown])
    report = checked(path, root)
    assert [line.split("”")[0] for line in report.unmapped] == [
        "ratings-table: “Kind",
        "ratings-table: “Punctual",
    ]
    (of_the_run,) = run_night(root).files
    assert of_the_run.unmapped == report.unmapped


def test_nothing_is_unmapped_while_nobody_knows_the_role(root: Path) -> None:
    path = drop(root, "a.csv", interview("c-1", 4, 4, opening="ZZ-1"))
    assert checked(path, root).unmapped == ()


def test_answers_that_give_way_within_their_own_file_are_counted(root: Path) -> None:
    rows = interview("c-1", 4, 4)
    again = [(*row[:4], "2", "") for row in rows[:3]]
    path = drop(root, "a.csv", [*rows, *again])
    said = "3 answers give way to a later one of the same candidate, rater and question"
    assert said in checked(path, root).reason
    (of_the_run,) = run_night(root).files
    assert said in of_the_run.reason
    assert of_the_run.status is FileStatus.INGESTED


def test_headings_alone_are_said_to_hold_no_answers(root: Path) -> None:
    assert "it holds no answers" in checked(drop(root, "a.csv", []), root).reason


def test_a_link_or_a_device_is_not_opened(root: Path, tmp_path: Path) -> None:
    path = drop(root, "a.csv", interview("c-1", 4, 4))
    link, pipe = tmp_path / "link.csv", tmp_path / "pipe.csv"
    link.symlink_to(path)
    os.mkfifo(pipe)
    for other in (link, pipe):
        report = checked(other, root)
        assert report.status is FileStatus.REFUSED
        assert "not a file" in report.reason
