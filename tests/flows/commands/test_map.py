"""`twokeys map`: the draft goes to standard output or is saved, never over another file."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from flows.commands.map import command
from flows.workspace.create import create_workspace

EXPORT = "Applicant,Requisition,Reviewer,Kindness\nc-1,R-1,r-1,4\nc-2,R-1,r-1,5\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A fresh workspace."""
    root = tmp_path / "workspace"
    create_workspace(root, "customer-focused")
    return root


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A table that no reader knows."""
    path = tmp_path / "panel.csv"
    path.write_text(EXPORT)
    return path


def test_the_draft_is_the_only_thing_on_standard_output(workspace: Path, export: Path) -> None:
    ran = CliRunner().invoke(command, [str(export), "-w", str(workspace)])
    assert ran.exit_code == 0
    assert yaml.safe_load(ran.stdout)["name"] == "panel"
    assert "--save" in ran.stderr
    assert list((workspace / "config" / "sources").glob("*")) == []


def test_saving_never_overwrites(workspace: Path, export: Path) -> None:
    for _ in range(2):
        ran = CliRunner().invoke(command, [str(export), "-w", str(workspace), "--save"])
        assert (ran.exit_code, ran.stdout) == (0, "")
    saved = sorted(path.name for path in (workspace / "config" / "sources").iterdir())
    assert saved == ["panel-2.yaml", "panel.yaml"]
    second = (workspace / "config" / "sources" / "panel-2.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(second)["name"] == "panel-2"
