"""Every public sample is read, or refused with a reason that is true."""

from pathlib import Path

import polars as pl
import pytest

from flows.intake.read import read_file
from flows.intake.reading import Reading
from schemas.config.scale import Scale
from schemas.config.source import Source
from schemas.errors import UnreadableFileError
from schemas.frames import HELD, LINKS, PEOPLE, RESPONSES
from schemas.words import SourceName
from scoring.guides import Guides

MOST_FILES = 500


def _outcomes(samples: Path, guides: Guides) -> dict[str, Reading | str]:
    found: dict[str, Reading | str] = {}
    for path in sorted(samples.rglob("*"))[:MOST_FILES]:
        if path.is_file():
            name = path.relative_to(samples).as_posix()
            try:
                found[name] = read_file(path, guides, ())
            except UnreadableFileError as error:
                found[name] = str(error)
    return found


@pytest.fixture(scope="module")
def outcomes(shared: Path, guides: Guides) -> dict[str, Reading | str]:
    """What became of each sample without any map."""
    return _outcomes(shared / "samples", guides)


def test_each_sample_is_taken_by_the_reader_of_its_tool(
    outcomes: dict[str, Reading | str],
) -> None:
    tools = {tool.value for tool in SourceName}
    wrong = {
        name: outcome if isinstance(outcome, str) else outcome.source.value
        for name, outcome in outcomes.items()
        if name.split("/")[0] in tools
        and (isinstance(outcome, str) or outcome.source.value != name.split("/")[0])
    }
    assert wrong == {}


def test_what_belongs_to_no_tool_is_refused_with_the_command_that_helps(
    outcomes: dict[str, Reading | str],
) -> None:
    assert "twokeys map" in str(outcomes["SOURCES.tsv"])


def test_each_sample_that_is_read_gives_canonical_frames(
    outcomes: dict[str, Reading | str],
) -> None:
    for name, outcome in outcomes.items():
        if isinstance(outcome, Reading):
            assert outcome.responses.schema == pl.Schema(RESPONSES), name
            assert outcome.links.schema == pl.Schema(LINKS), name
            assert outcome.people.schema == pl.Schema(PEOPLE), name
            assert outcome.held.schema == pl.Schema(HELD), name


def test_what_a_read_sample_lacks_is_said(outcomes: dict[str, Reading | str]) -> None:
    silent = [
        name
        for name, outcome in outcomes.items()
        if isinstance(outcome, Reading)
        and outcome.responses.is_empty()
        and not (outcome.faults or outcome.notes or len(outcome.links))
    ]
    assert silent == []


def test_the_qualtrics_sample_goes_in_with_a_small_map(shared: Path, guides: Guides) -> None:
    # Its one response rates nobody, so the map borrows its columns: the language as the opening.
    source = Source.model_validate(
        {
            "name": "survey",
            "reads": "builtin",
            "builtin": "qualtrics",
            "columns": {
                "candidate": "ResponseId",
                "requisition": "UserLanguage",
                "rater": "Status",
            },
            "questions": [{"column": "QID1", "question": "Ownership"}],
            "scale": Scale(low=1, high=5),
        }
    )
    reading = read_file(shared / "samples/qualtrics/qualtRics_sample.csv", guides, (source,))
    row = reading.responses.row(0, named=True)
    assert (row["requisition_id"], row["rater_id"], row["value"]) == ("DE", "0", 2.0)
