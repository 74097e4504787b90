"""The catalog in PostgreSQL: a whole night against a server of its own on loopback."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.ledger.ledger import open_ledger
from flows.stages.night import run_night
from flows.workspace.layout import CATALOG_VARIABLE, Workspace
from schemas.words import FileStatus, Status
from tests.samples.workspace import drop, interview, make_workspace

pytestmark = pytest.mark.slow


def programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found or shutil.which("runuser") is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    return found[-1].parent


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    where = programs()
    folder = tmp_path_factory.mktemp("pg")
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(parent.stat().st_mode | 0o055)
    data = folder / "data"
    data.mkdir()
    shutil.chown(data, "postgres", "postgres")
    as_postgres = ["runuser", "-u", "postgres", "--"]
    subprocess.run(
        [*as_postgres, where / "initdb", "-D", data, "-A", "trust"], check=True, capture_output=True
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data}"
    control = [*as_postgres, where / "pg_ctl", "-D", data, "-w"]
    subprocess.run(
        [*control, "-o", options, "-l", data / "log", "start"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=True, capture_output=True)


def test_a_night_is_the_same_on_postgresql(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CATALOG_VARIABLE, address)
    root = make_workspace(tmp_path / "ws")
    drop(root, "a.csv", [*interview("c-both", 5, 5), *interview("c-brilliant", 1, 5)])
    run = run_night(root)
    assert [report.status for report in run.files] == [FileStatus.INGESTED]
    assert [one.status for one in run.requisitions[0].candidates] == [
        Status.SHORTLISTED,
        Status.SKILL_ONLY,
    ]
    assert not run_night(root).requisitions[0].changed
    assert not (root / "ledger" / "catalog.sqlite").exists()
    ledger = open_ledger(Workspace(root))
    assert len(ledger.catalog.file_reports()) == 1
    ledger.engine.dispose()


def test_faults_close_on_postgresql(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CATALOG_VARIABLE, address)
    root = make_workspace(tmp_path / "ws")
    good = interview("c-both", 5, 5)
    drop(root, "a.csv", [*good, ("c-both", "CS-1", "r1", "service", "55", "")])
    run_night(root)
    drop(root, "a.csv", good)
    (later,) = run_night(root).files
    assert [(one.name, one.n_faults) for one in later.closes] == [("a.csv", 1)]
    ledger = open_ledger(Workspace(root))
    assert ledger.catalog.open_faults() == []
    assert ledger.catalog.fixmes() == set()
    ledger.engine.dispose()
