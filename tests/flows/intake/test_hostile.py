"""Hostile files: each gets a plain sentence, quickly, in little memory, and costs no other file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.intake import read
from flows.intake.detect import Dropped
from flows.intake.read import read_file
from flows.intake.reading import Reading
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from schemas.words import SourceName
from scoring.guides import Guides
from tests.conftest import ROOT
from tests.flows.intake.hostile_set import write_set

MOST_SECONDS = 2.0
MOST_KILOBYTES = 300 * 1024
HONEST = "Candidate,Opening,Interviewer,Question,Rating,Note,Submitted\nc-1,R-1,r-1,Ownership,4,,\n"


@pytest.fixture(scope="module")
def reported(
    tmp_path_factory: pytest.TempPathFactory, guides: Guides
) -> dict[str, tuple[str, dict[str, float | str]]]:
    """What was said of each file, and an honest one read last, in one process under watch."""
    folder = tmp_path_factory.mktemp("inbox")
    written = write_set(folder)
    honest = folder / "honest.csv"
    honest.write_text(HONEST)
    columns = dict.fromkeys(("note", "submitted_at"))
    columns |= {"candidate": "Candidate", "requisition": "Opening", "rater": "Interviewer"}
    columns |= {"question": "Question", "rating": "Rating"}
    given = folder / "given.json"
    source = {"name": "panel_sheet", "columns": columns}
    given.write_text(
        json.dumps({"culture": guides.culture.model_dump(mode="json"), "source": source})
    )
    run = subprocess.run(
        [sys.executable, "-m", "tests.flows.intake.hostile_run", str(given)]
        + [str(path) for path, _ in written.values()]
        + [str(honest)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    result = json.loads(run.stdout)
    named = {
        name: (words, said)
        for (name, (_, words)), said in zip(written.items(), result["files"], strict=False)
    }
    named["honest"] = ("", result["files"][-1])
    named["peak"] = ("", {"kb": result["peak_kb"]})
    return named


def test_each_is_refused_with_a_sentence_that_says_why(
    reported: dict[str, tuple[str, dict[str, float | str]]],
) -> None:
    wrong = {
        name: said["words"]
        for name, (words, said) in reported.items()
        if words and words not in str(said["words"])
    }
    assert wrong == {}


def test_none_takes_more_than_two_seconds_of_processor_time(
    reported: dict[str, tuple[str, dict[str, float | str]]],
) -> None:
    slow = {
        name: said["cpu"]
        for name, (_, said) in reported.items()
        if name != "peak" and float(said["cpu"]) > MOST_SECONDS
    }
    assert slow == {}


def test_neither_we_nor_the_child_ever_hold_more_than_300_mb(
    reported: dict[str, tuple[str, dict[str, float | str]]],
) -> None:
    assert float(reported["peak"][1]["kb"]) < MOST_KILOBYTES


def test_an_honest_file_after_them_is_read(
    reported: dict[str, tuple[str, dict[str, float | str]]],
) -> None:
    assert reported["honest"][1]["n_read"] == 1


def test_a_file_that_grows_while_it_is_read_waits(
    tmp_path: Path, guides: Guides, long_source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.csv"
    path.write_text(HONEST)

    def read_while_it_grows(dropped: Dropped) -> Reading:
        with dropped.path.open("a") as stream:
            stream.write("c-2,R-1,r-1,Ownership,5,,\n")
        return Reading(SourceName.TABLE)

    monkeypatch.setattr(read, "read_dropped", read_while_it_grows)
    with pytest.raises(UnreadableFileError, match="still being written"):
        read_file(path, guides, (long_source,))


@pytest.mark.parametrize("name", ["-rf .csv", "a\nb.csv", "..;x.csv", "\u202egpj.csv", "=1+1.csv"])
def test_a_name_is_never_more_than_a_name(
    tmp_path: Path, guides: Guides, long_source: Source, name: str
) -> None:
    path = tmp_path / name
    path.write_text(HONEST)
    assert read_file(path, guides, (long_source,)).responses.height == 1
