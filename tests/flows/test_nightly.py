"""The flow itself, with a Prefect server of its own on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.prefect_home import settings
from flows.prefect_server import prefect_server
from flows.workspace.layout import Workspace
from tests.conftest import ROOT
from tests.samples.workspace import drop, interview, make_workspace

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-c", "from flows.cli import main; main()"]
POOL = [*interview("c-both", 5, 5), *interview("c-brilliant", 1, 5)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    before = dict(os.environ)
    os.environ.update(settings(Workspace(home), pages=False))
    os.environ.pop("PREFECT_API_URL", None)
    with prefect_server() as address:
        yield address
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def environment(server: str) -> dict[str, str]:
    return {**os.environ, "PREFECT_API_URL": server, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "ws")


def asked(address: str, path: str) -> Any:
    request = urllib.request.Request(  # noqa: S310  # loopback
        f"{address}/{path}", data=b"{}", headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def test_run_goes_through_the_flow_and_publishes_without_people(
    root: Path, server: str, environment: dict[str, str]
) -> None:
    drop(root, "a.csv", POOL)
    command = [*COMMAND, "run", "-w", str(root), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)
    assert [one["status"] for one in run["requisitions"][0]["candidates"]] == [
        "shortlisted",
        "skill_only",
    ]
    artifacts = {one["key"]: one["data"] for one in asked(server, "artifacts/filter")}
    assert set(artifacts) == {"run-summary", "shortlists", "dominance", "faults"}
    assert run["run_id"] in artifacts["run-summary"]
    assert "said of ownership" not in json.dumps(artifacts)
    (flow,) = [one for one in asked(server, "flow_runs/filter") if one["state_type"] == "COMPLETED"]
    assert flow["parameters"]["root"] == str(root)
    tasks = asked(server, "task_runs/filter")
    assert 3 <= len(tasks) <= 10


def test_serve_runs_the_schedule_and_a_missed_night_is_superseded(
    root: Path, server: str, environment: dict[str, str]
) -> None:
    drop(root, "a.csv", POOL)
    command = [*COMMAND, "serve", "-w", str(root), "--cron", "* * * * *", "--timezone", "UTC"]
    environment = {**environment, "PREFECT_RUNNER_POLL_FREQUENCY": "2"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as serving:
        try:
            book = wait_for(lambda: next((root / "shortlists").rglob("*.xlsx"), None), 150)
            assert book is not None, "no scheduled run wrote a shortlist"
        finally:
            serving.send_signal(signal.SIGINT)
            serving.communicate(timeout=60)
    script = (
        "import sys; from datetime import UTC, datetime; from types import SimpleNamespace;"
        "import flows.nightly as flow;"
        "flow.flow_run = SimpleNamespace(scheduled_start_time=datetime(2020, 1, 1, 2, tzinfo=UTC));"
        "state = flow.nightly(sys.argv[1], return_state=True); print(state.name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "Superseded", done.stderr


def wait_for(found: Any, seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.5)
    return None


def test_a_wrong_schedule_is_refused_in_a_sentence(root: Path, environment: dict[str, str]) -> None:
    command = [*COMMAND, "serve", "-w", str(root), "--cron", "at night"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "The schedule “at night” in time zone UTC is not right" in done.stderr
    assert "Traceback" not in done.stderr
