"""`twokeys kit` writes a guide, scorecards and packs that go back in through the inbox."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from flows.commands.kit import command
from flows.intake.returned.own_book import kind_of
from flows.stages.night import run_night
from flows.workspace.create import create_workspace
from flows.workspace.layout import Workspace
from schemas.errors import KitError
from schemas.words import SourceName

ROLE = "customer-support-lead"
OPENING = "CS-2026-01"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def kit(workspace: Workspace, *options: str) -> Result:
    return CliRunner().invoke(command, [ROLE, "-w", str(workspace.root), *options])


def files(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    found: list[str] = json.loads(result.stdout)["files"]
    return [name.removeprefix(f"kits/{ROLE}/") for name in found]


def test_without_raters_there_is_a_guide_alone(workspace: Workspace) -> None:
    result = kit(workspace)
    assert result.exit_code == 0
    assert "Name raters with --rater" in result.stderr
    assert (workspace.kits / ROLE / "interview-guide.xlsx").is_file()


def test_each_rater_gets_a_workbook_with_a_form_for_each_candidate(workspace: Workspace) -> None:
    options = ["--requisition", OPENING, "--candidate", "c-1", "--candidate", "c-2", "--json"]
    made = files(kit(workspace, *options, "--rater", "r-1", "--rater", "r-2", "--rater", "r-1"))
    assert made == [
        "interview-guide.xlsx",
        f"{OPENING}/scorecard-r-1.xlsx",
        f"{OPENING}/scorecard-r-2.xlsx",
    ]
    path = workspace.kits / ROLE / made[1]
    assert kind_of(path) == SourceName.SCORECARD.value
    assert load_workbook(path).sheetnames == ["c-1", "c-2", "_twokeys"]


def test_a_form_that_is_there_is_never_written_over(workspace: Workspace) -> None:
    options = ["--requisition", OPENING, "--candidate", "c-1", "--rater", "r-1", "--json"]
    first = workspace.kits / ROLE / files(kit(workspace, *options))[1]
    again = files(kit(workspace, *options))
    assert again[1] == f"{OPENING}/scorecard-r-1.xlsx"
    first.write_bytes(b"filled in")
    assert files(kit(workspace, *options))[1] == f"{OPENING}/scorecard-r-1-2.xlsx"
    assert first.read_bytes() == b"filled in"


def test_a_sitting_of_the_plan_gets_its_questions_only(workspace: Workspace) -> None:
    options = ["--requisition", OPENING, "--candidate", "c-1", "--rater", "r-1", "--json"]
    name = files(kit(workspace, *options, "--interview", "Values A"))[1]
    sheet = load_workbook(workspace.kits / ROLE / name).worksheets[0]
    shown = [cell.value for row in sheet.iter_rows(max_col=2) for cell in row]
    assert "Values" in shown
    assert "Skill" not in shown


def test_what_is_missing_is_said(workspace: Workspace) -> None:
    assert "Name the opening with --requisition" in kit(workspace, "--rater", "r-1").stderr
    nobody = kit(workspace, "--rater", "r-1", "--requisition", OPENING)
    assert "name candidates with --candidate" in nobody.stderr


def test_what_is_not_declared_is_refused_with_what_is(workspace: Workspace) -> None:
    result = kit(workspace, "--rater", "r-1", "--requisition", "XX")
    assert isinstance(result.exception, KitError)
    assert "none of role customer-support-lead" in str(result.exception)
    unknown = CliRunner().invoke(command, ["nope", "-w", str(workspace.root)])
    assert isinstance(unknown.exception, KitError)
    assert "config/roles: customer-support-lead, data-engineer" in str(unknown.exception)


def test_unrated_answers_of_the_ledger_go_into_packs(workspace: Workspace) -> None:
    question = "ownership-past"
    source = workspace.config / "sources" / "letters.yaml"
    source.write_text(
        "version: 1\nname: letters\nform: wide\n"
        "columns: {candidate: Who, requisition: Opening, rater: Writer}\n"
        f"questions:\n  - {{column: Words, question: {question}, kind: text}}\n"
    )
    rows = "".join(f"c-{n},{OPENING},w,I mended case {n}\n" for n in range(4))
    (workspace.inbox / "letters.csv").write_text(f"Who,Opening,Writer,Words\n{rows}")
    run_night(workspace.root, datetime(2026, 3, 10, tzinfo=UTC))

    raters = ["--rater", "r-1", "--rater", "r-2"]
    made = files(kit(workspace, *raters, "--json"))
    assert made[1:] == [
        f"{OPENING}/scorecard-r-1.xlsx",
        f"{OPENING}/scorecard-r-2.xlsx",
        "rating-pack-r-1.xlsx",
        "rating-pack-r-2.xlsx",
    ]
    result = kit(workspace, *raters)
    assert "4 answers came unrated; they are spread over 2 packs" in result.stderr
    unlinked = kit(workspace, *raters, "--per-answer", "1")
    assert isinstance(unlinked.exception, KitError)


def test_a_roles_only_opening_need_not_be_named(workspace: Workspace) -> None:
    (workspace.config / "requisitions.yaml").write_text(
        f"version: 1\nrequisitions:\n  - {{requisition_id: A-1, role: {ROLE}, title: Night lead}}\n"
    )
    (name,) = files(kit(workspace, "--rater", "r-1", "--candidate", "c-1", "--json"))[1:]
    sheet = load_workbook(workspace.kits / ROLE / name).worksheets[0]
    assert name == "A-1/scorecard-r-1.xlsx"
    assert sheet["B3"].value == "Night lead · A-1 · filled in by r-1"
    named = files(
        kit(workspace, "--rater", "r-1", "--candidate", "c-1", "--requisition", "A-1", "--json")
    )
    assert named[1] == name
