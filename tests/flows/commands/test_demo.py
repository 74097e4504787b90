"""`twokeys demo`: makes a sample company, runs it, and can be called again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.commands import demo
from schemas.errors import WorkspaceError

DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def one_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small sample company; the whole one has its own tests."""

    def write(root: Path, today: date) -> tuple[Path, ...]:
        path = root / "inbox" / f"export-{today}.json"
        path.write_text("[]", encoding="utf-8")
        return (path,)

    monkeypatch.setattr(demo, "write_demo", write)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Workspaces for which a run was asked; the run itself is the nightly flow's own test."""
    asked: list[Path] = []

    def note(root: Path, **_: Any) -> int:
        asked.append(root)
        (root / "shortlists" / "CS-1").mkdir(parents=True, exist_ok=True)
        for run in ("20260629T020000Z-1", f"20260630T020000Z-{len(asked)}"):
            (root / "shortlists" / "CS-1" / f"CS-1-{run}.xlsx").touch()
        return 1

    monkeypatch.setattr(demo, "run_workspace", note)
    return asked


def test_it_says_where_the_latest_shortlists_are(tmp_path: Path, runs: list[Path]) -> None:
    result = CliRunner().invoke(demo.command, [str(tmp_path / "company")])
    assert result.exit_code == 0
    latest = tmp_path / "company" / "shortlists" / "CS-1" / "CS-1-20260630T020000Z-1.xlsx"
    assert result.stdout == f"{latest}\n"
    assert runs == [tmp_path / "company"]


def test_faults_in_the_samples_do_not_fail_it(tmp_path: Path, runs: list[Path]) -> None:
    assert CliRunner().invoke(demo.command, [str(tmp_path / "company")]).exit_code == 0
    assert len(runs) == 1


def test_called_again_it_says_what_it_found_and_keeps_it(tmp_path: Path, runs: list[Path]) -> None:
    folder = tmp_path / "company"
    CliRunner().invoke(demo.command, [str(folder)])
    (folder / "config" / "policy.yaml").write_text("version: 1\nseats: 5\n", encoding="utf-8")
    result = CliRunner().invoke(demo.command, [str(folder)])
    assert result.exit_code == 0
    assert "Found the sample company" in result.stderr
    assert "1 shortlists, 1 files waiting" in result.stderr
    assert (folder / "config" / "policy.yaml").read_text("utf-8") == "version: 1\nseats: 5\n"
    assert runs == [folder, folder]


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path, runs: list[Path]) -> None:
    (tmp_path / "thesis.docx").touch()
    result = CliRunner().invoke(demo.command, [str(tmp_path)])
    assert isinstance(result.exception, WorkspaceError)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    assert runs == []


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    exports = demo.make_demo(tmp_path / "empty", DAY)
    assert all(path.is_file() for path in exports)
    assert {path.parent for path in exports} == {tmp_path / "empty" / "inbox"}


def test_what_is_stopped_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "write_demo", stop)
    with pytest.raises(KeyboardInterrupt):
        demo.make_demo(tmp_path / "company", DAY)
    assert list(tmp_path.iterdir()) == []
