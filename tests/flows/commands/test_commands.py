"""The command line: what it prints where, its exit codes, and how quickly it starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import COMMANDS, twokeys
from flows.stages.night import run_night
from flows.workspace.create import create_workspace
from schemas.registry import CONTRACTS
from tests.conftest import ROOT
from tests.samples.workspace import drop, interview, make_workspace

POOL = [*interview("c-both", 5, 5), *interview("c-brilliant", 1, 5), *interview("c-none", 0, 5)]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = make_workspace(tmp_path_factory.mktemp("cli") / "ws")
    drop(found, "a.csv", POOL)
    run_night(found)
    return found


def told(*arguments: object) -> Result:
    return CliRunner().invoke(twokeys, [str(argument) for argument in arguments])


def test_help_names_every_command() -> None:
    shown = told("--help").output
    assert all(f"\n  {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    result = told(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_the_version_is_the_distribution_s() -> None:
    assert "twokeys, version 0." in told("--version").output


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_schema_prints_a_schema(name: str) -> None:
    assert json.loads(told("schema", name).stdout)["title"]


def test_explain_says_why_and_shows_the_arithmetic_down_to_file_and_row(root: Path) -> None:
    result = told("explain", "c-brilliant", "-w", root)
    assert result.stdout == ""
    assert "c-brilliant in CS-1: skill only" in result.stderr
    assert "Values is surely below its floor" in result.stderr
    assert "-0.0" not in result.stderr
    assert "Skill does not make up for values" in result.stderr
    assert "a.csv: row " in result.stderr


def test_explain_as_json_has_the_field_names_of_the_contracts(root: Path) -> None:
    (found,) = json.loads(told("explain", "c-brilliant", "-w", root, "--json").stdout)
    assert (found["requisition_id"], found["status"]) == ("CS-1", "skill_only")
    key = found["values"]
    total = key["raw"] + sum(key[f"{n}_correction"] for n in ("question", "severity", "halo"))
    assert total == pytest.approx(key["level"])
    assert all(line["source_file"] == "a.csv" for line in found["evidence"])


def test_explain_takes_a_name_as_the_workbooks_show_it(root: Path) -> None:
    assert "in CS-1: skill only" in told("explain", " C-Brilliant", "-w", root).stderr


def test_explain_says_what_is_still_to_ask(root: Path) -> None:
    assert "Next: " in told("explain", "c-none", "-w", root, "-r", "CS-1").stderr


def test_an_unknown_candidate_is_said_with_where_identifiers_are(root: Path) -> None:
    done = run_main("explain", "nobody", "-w", str(root))
    assert done.returncode == 2
    assert "No candidate nobody in any open requisition of the last run" in done.stderr


def test_status_shows_inbox_faults_last_run_and_requisitions(root: Path) -> None:
    found = json.loads(told("status", "-w", root, "--json").stdout)
    assert found["inbox"] == []
    assert found["pending"] == []
    assert found["faults"] == []
    assert found["last_run"]["run_id"].endswith("-1")
    (requisition,) = found["requisitions"]
    assert requisition["counts"]["skill_only"] == 1
    assert "1 skill only" in told("status", "-w", root).stderr


def test_check_stores_nothing_and_says_what_would_go_in(root: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.suffix != ".sqlite"}
    export = tmp_path / "next.csv"
    export.write_text(
        "Candidate,Opening,Interviewer,Question,Rating\n"
        "c-new,CS-1,r1,ownership,4\nc-new,CS-1,r1,coaching,grate\n",
        encoding="utf-8",
    )
    result = told("check", export, "-w", root, "--json")
    (found,) = json.loads(result.stdout)["files"]
    assert (found["status"], found["n_responses"], found["n_faults"]) == ("partly", 1, 1)
    assert result.exit_code == 1
    shown = told("check", export, "-w", root).stderr
    assert "row 3, column Rating" in shown
    assert "grate" not in shown
    after = {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.suffix != ".sqlite"}
    assert {p for p in after if "catalog" not in p.name and p.is_file()} == {
        p for p in before if "catalog" not in p.name and p.is_file()
    }


def test_check_knows_a_file_that_went_in_before(root: Path) -> None:
    archived = next(path for path in (root / "archive").rglob("*.csv"))
    (found,) = json.loads(told("check", archived, "-w", root, "--json").stdout)["files"]
    assert found["status"] == "duplicate"


def test_init_makes_a_workspace_that_check_takes(tmp_path: Path) -> None:
    assert told("init", tmp_path / "new").exit_code == 0
    assert told("status", "-w", tmp_path / "new").exit_code == 0


def run_main(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )


def test_a_user_s_mistake_ends_in_a_sentence_and_code_2(tmp_path: Path) -> None:
    for arguments in (
        ("status", "-w", str(tmp_path)),
        ("explain", "nobody", "-w", str(tmp_path)),
        ("schema", "nothing"),
        ("run", "--as-of", "yesterday", "-w", str(tmp_path)),
        ("init", str(tmp_path), "--culture", "none"),
    ):
        done = run_main(*arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()


@pytest.mark.parametrize(
    ("name", "slow_to_import"),
    [
        ("check", ("prefect", "sqlalchemy", "numpy", "openpyxl", "jsonschema")),
        ("status", ("prefect", "sqlalchemy", "numpy", "openpyxl", "jsonschema")),
        ("explain", ("prefect", "sqlalchemy", "polars", "numpy", "openpyxl")),
    ],
)
def test_quick_commands_import_nothing_slow(name: str, slow_to_import: tuple[str, ...]) -> None:
    script = (
        f"import sys; from importlib import import_module; import_module('{COMMANDS[name]}');"
        f"sys.exit(', '.join(set(sys.modules) & {set(slow_to_import)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.stderr.strip() == ""


def slow_imports(*arguments: object) -> tuple[str, str]:
    """What of the slow modules a command has imported when it ends, and what it said."""
    script = f"""
import sys
from contextlib import suppress
from flows.cli import twokeys
with suppress(SystemExit):
    twokeys({[str(argument) for argument in arguments]!r}, standalone_mode=False)
slow = {{"sqlalchemy", "numpy", "openpyxl", "msgspec", "jsonschema", "prefect"}}
print(sorted(slow & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return done.stdout.strip(), done.stderr


def test_a_check_of_a_table_imports_nothing_slow_either(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "ws")
    table = drop(root, "a.csv", POOL)
    imported, said = slow_imports("check", table, "-w", root)
    assert f"would go in: {len(POOL)} responses" in said
    assert imported == "[]"


def test_nor_does_a_look_at_what_is_on_record(root: Path) -> None:
    archived = next((root / "archive").rglob("*.csv"))
    for arguments, shown in (
        (("check", archived), "nothing would change"),
        (("explain", "c-both"), "c-both in CS-1: shortlisted"),
        (("status",), "Last run: "),
    ):
        imported, said = slow_imports(*arguments, "-w", root)
        assert shown in said
        assert imported == "[]"


def test_a_check_of_new_bytes_makes_nothing_in_the_workspace(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    create_workspace(root)
    table = tmp_path / "answers.csv"
    table.write_text("candidate,rater,rating\nc-1,r-1,4\n", encoding="utf-8")
    before = sorted(root.rglob("*"))
    done = run_main("check", str(table), "-w", str(root))
    assert "No reader knows this table" in done.stderr
    assert sorted(root.rglob("*")) == before


def test_a_command_leaves_no_write_ahead_log_behind(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    create_workspace(root)
    assert run_main("status", "-w", str(root)).returncode == 0
    assert [path.name for path in (root / "ledger").iterdir()] == ["catalog.sqlite"]
