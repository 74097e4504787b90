"""What a recruiter is told of all that a file holds and a reader does not take."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from openpyxl import Workbook

from flows.commands.check import command as check
from flows.commands.map import command as draft_map
from flows.intake.drafting.draft import draft_source
from flows.intake.read import read_file
from flows.intake.tabular.stretches import STRETCH
from flows.stages.night import run_night
from flows.workspace.create import create_workspace
from schemas.config.role import spelling
from schemas.config.source import Source
from schemas.words import FileStatus
from scoring.guides import Guides
from tests.samples.workspace import drop, interview, make_workspace

HEADINGS = ["Candidate", "Opening", "Interviewer", "Ownership", "Design", "Comments"]
ROW = ["c-1", "R-1", "r-1", 4, 5, "said much"]
WHO = {"candidate": "Candidate", "requisition": "Opening", "rater": "Interviewer"}


def wide(name: str, *questions: str) -> Source:
    """A map of a wide table."""
    asked = [{"column": question} for question in questions]
    return Source.model_validate({"name": name, "form": "wide", "columns": WHO, "questions": asked})


def text_of(*rows: Sequence[object], delimiter: str = ",") -> str:
    """Rows as delimited text."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)


def test_a_hidden_sheet_is_named_and_says_how_it_would_be_read(
    tmp_path: Path, guides: Guides
) -> None:
    book = Workbook()
    shown, hidden, empty = book.worksheets[0], book.create_sheet("Old"), book.create_sheet("Empty")
    for sheet, candidate in ((shown, "c-1"), (hidden, "c-2")):
        sheet.append(HEADINGS[:5])
        sheet.append([candidate, *ROW[1:5]])
    hidden.sheet_state = empty.sheet_state = "hidden"
    path = tmp_path / "panel.xlsx"
    book.save(path)
    reading = read_file(path, guides, (wide("panel", "Ownership", "Design"),))
    assert set(reading.responses["candidate_id"]) == {"c-1"}
    assert reading.notes == (
        "sheet Old: hidden, so it was not read; to have it read, unhide it and drop the file again",
    )


def test_a_sheet_beside_a_form_is_named(tmp_path: Path, guides: Guides) -> None:
    book = Workbook()
    form, typed = book.worksheets[0], book.create_sheet("Panel by hand")
    form.append(["Timestamp", "Email Address", "Candidate", "Opening", "Ownership"])
    form.append(["10/28/2025 15:03:45", "ann@example.test", "c-1", "R-1", 4])
    typed.append(HEADINGS)
    typed.append(ROW)
    book.save(tmp_path / "form.xlsx")
    columns = {"candidate": "Candidate", "requisition": "Opening"}
    source = Source.model_validate(
        {"name": "form", "reads": "builtin", "builtin": "google_forms", "columns": columns}
    )
    reading = read_file(tmp_path / "form.xlsx", guides, (source,))
    assert reading.n_responses == 1
    assert "sheet Panel by hand: no reader knows it, so it was not read" in reading.notes


def test_columns_that_a_map_of_a_table_does_not_name_are_listed_and_denied_ones_are_not(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "panel.csv"
    path.write_text(text_of([*HEADINGS, "Age", ""], [*ROW, 41, ""]))
    (said,) = [
        note
        for note in read_file(path, guides, (wide("panel", "Ownership"),)).notes
        if "not read" in note
    ]
    assert said == (
        "not read: columns “Design”, “Comments”; the Source file panel does not name them"
    )
    everything = wide("panel", "Ownership", "Design", "Comments")
    assert not [note for note in read_file(path, guides, (everything,)).notes if "read:" in note]


@pytest.mark.parametrize("n_rows", [1, STRETCH // 100])
def test_so_are_those_of_a_long_table(
    tmp_path: Path, guides: Guides, long_source: Source, n_rows: int
) -> None:
    path = tmp_path / "panel.csv"
    headings = [*long_source.columns.model_dump(exclude_none=True).values(), *map(str, range(14))]
    path.write_text(text_of(headings, *[["x"] * len(headings)] * n_rows))
    said = read_file(path, guides, (long_source,)).notes[-1]
    assert said.startswith("not read: columns “0”, “1”, ")
    assert "“11” and 2 more; the Source file panel_sheet" in said


def test_a_map_gives_way_to_one_that_needs_all_that_it_does_and_more(
    tmp_path: Path, guides: Guides
) -> None:
    path = tmp_path / "panel.csv"
    path.write_text(text_of(HEADINGS, ROW))
    small, large = wide("small", "Ownership"), wide("large", "Ownership", "Design")
    for sources in ((small, large), (large, small)):
        reading = read_file(path, guides, sources)
        assert (reading.source_map, reading.n_responses) == ("large", 2)


def test_headings_that_run_right_to_left_are_the_same_names() -> None:
    assert spelling("\u200fOwnership\u200e") == spelling("Ownership")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("2", "10"), "# scale: {low: 0, high: 10}  # seen: 2 to 10; check"),
        (("2", "10"), "; declared are 1 to 5"),
        (("Agree", "Disagree"), "the answers are words: give each its number"),
    ],
)
def test_a_draft_asks_for_the_scale_of_answers_that_the_declared_one_does_not_take(
    tmp_path: Path, guides: Guides, answers: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "panel.csv"
    rows = [["c-1", "R-1", f"r-{at}", answer] for at, answer in enumerate(answers)]
    path.write_text(text_of(HEADINGS[:4], *rows))
    draft = draft_source(path, guides, ())
    assert said in draft
    assert "Disagree" not in draft
    assert Source.model_validate(yaml.safe_load(draft)).questions[0].scale is None


def test_a_name_of_kobo_is_an_id_written_with_underscores(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    create_workspace(root)
    own = ["_id", "_uuid", "_submission_time", "_index"]
    asked = ["candidate", "requisition", "interviewer", "lived_values", "problem_diagnosis"]
    row = ["c-1", "CS-1", "r-1", 4, 5, 1, "u", "2026-01-13T07:11:00", 1]
    path = tmp_path / "kobo.csv"
    path.write_text(text_of([*(f"panel/{name}" for name in asked), *own], row, delimiter=";"))
    CliRunner().invoke(draft_map, [str(path), "-w", str(root), "--save"])
    said = CliRunner().invoke(check, [str(path), "-w", str(root)]).stderr
    assert "would go in: 2 responses" in said
    assert "belongs to no track" not in said


def test_a_refusal_is_said_once(tmp_path: Path) -> None:
    create_workspace(tmp_path / "workspace")
    path = tmp_path / "panel.csv"
    path.write_text(text_of(HEADINGS, ROW))
    said = CliRunner().invoke(check, [str(path), "-w", str(tmp_path / "workspace")]).stderr
    assert said.count("No reader knows this table") == 1


def test_what_was_not_read_is_read_once_the_map_names_it_and_the_file_is_dropped_again(
    tmp_path: Path,
) -> None:
    root = make_workspace(tmp_path / "workspace")
    kept = root / "config" / "sources" / "ratings-table.yaml"
    with_notes = kept.read_text(encoding="utf-8")
    kept.write_text(with_notes.replace("  note: Note\n", ""), encoding="utf-8")
    pool = interview("c-1", 4, 4)
    path = drop(root, "march.csv", pool)
    (first,) = run_night(root).files
    assert "not read: column “Note”" in first.reason
    kept.write_text(with_notes, encoding="utf-8")
    drop(root, "march.csv", pool)
    said = CliRunner().invoke(check, [str(path), "-w", str(root)]).stderr
    (again,) = run_night(root).files
    assert (again.status, again.n_responses) == (FileStatus.INGESTED, len(pool))
    assert f"would go in: {len(pool)} responses" in said
    assert "not read" not in again.reason
    drop(root, "march.csv", pool)
    assert [report.status for report in run_night(root).files] == [FileStatus.DUPLICATE]
