"""Whole nights without Prefect: what goes in, what changes, what survives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.ledger.archive import archive_path
from flows.ledger.events import verify_events
from flows.ledger.ledger import hold, open_ledger
from flows.stages.mending import MENDED
from flows.stages.night import run_night
from flows.workspace.layout import Workspace
from flows.workspace.settings import load_settings
from schemas.errors import ConfigurationError, LedgerError
from schemas.run import Run
from schemas.words import FileStatus, Status
from tests.conftest import ROOT
from tests.samples.workspace import drop, interview, make_workspace

POOL = [
    *interview("c-both", 5, 5),
    *interview("c-brilliant", 1, 5),
    *interview("c-kind", 5, 1),
    *interview("c-other", 4, 5, opening="CS-2"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "ws")


def statuses(run: Run, requisition_id: str) -> dict[str, Status]:
    (one,) = [one for one in run.requisitions if one.requisition_id == requisition_id]
    return {candidate.candidate_id: candidate.status for candidate in one.candidates}


def test_an_export_in_the_inbox_becomes_a_two_key_shortlist(root: Path) -> None:
    dropped = drop(root, "march.csv", POOL)
    content = dropped.read_bytes()
    run = run_night(root)
    (report,) = run.files
    assert (report.status, report.n_responses, report.n_faults) == (FileStatus.INGESTED, 96, 0)
    assert statuses(run, "CS-1") == {
        "c-both": Status.SHORTLISTED,
        "c-brilliant": Status.SKILL_ONLY,
        "c-kind": Status.VALUES_ONLY,
    }
    assert not dropped.exists()
    assert archive_path(root / "archive", report.digest, "march.csv").read_bytes() == content
    for one in run.requisitions:
        assert one.workbook is not None
        assert "Summary" in load_workbook(root / one.workbook).sheetnames


def test_requisitions_first_seen_in_an_export_are_reported(root: Path) -> None:
    drop(root, "a.csv", [*POOL, *interview("c-x", 3, 3, opening="XX-9")])
    said = "\n".join(run_night(root).warnings)
    assert "Requisition CS-1 was first seen in an export; role customer-support-lead" in said
    assert "Requisition XX-9 is not scored: no role claims it." in said


def test_a_second_run_does_nothing(root: Path) -> None:
    drop(root, "a.csv", POOL)
    run_night(root)
    books = {path: path.stat().st_mtime_ns for path in (root / "shortlists").rglob("*.xlsx")}
    again = run_night(root)
    assert again.files == ()
    assert not any(one.changed for one in again.requisitions)
    assert {p: p.stat().st_mtime_ns for p in (root / "shortlists").rglob("*.xlsx")} == books


def test_the_same_file_under_another_name_changes_nothing(root: Path) -> None:
    drop(root, "a.csv", POOL)
    run_night(root)
    drop(root, "b.csv", POOL)
    again = run_night(root)
    assert [report.status for report in again.files] == [FileStatus.DUPLICATE]
    assert not any(one.changed for one in again.requisitions)
    assert list((root / "inbox").iterdir()) == []


def test_a_corrected_export_changes_only_what_it_touches(root: Path) -> None:
    drop(root, "a.csv", POOL)
    run_night(root)
    fixed = [(*row[:5], "a better note") if row[0] == "c-both" else row for row in POOL]
    drop(root, "a.csv", fixed)
    again = run_night(root)
    assert {one.requisition_id: one.changed for one in again.requisitions} == {
        "CS-1": True,
        "CS-2": False,
    }
    (live,) = (root / "shortlists" / "CS-1").glob("*.xlsx")
    assert root / str(again.requisitions[0].workbook) == live
    assert len(list((root / "shortlists" / "CS-1" / "earlier").glob("*.xlsx"))) == 1


def test_a_faulty_row_comes_back_and_the_good_rows_go_through(root: Path) -> None:
    rows = [*POOL, ("c-both", "CS-1", "r1", "service-is-everyones-job", "stong", "")]
    drop(root, "a.csv", rows)
    run = run_night(root)
    (report,) = run.files
    assert (report.status, report.n_responses, report.n_faults) == (FileStatus.PARTLY, 96, 1)
    assert report.fixme is not None
    cells = [
        cell
        for line in load_workbook(root / report.fixme)["Rows to mend"].iter_rows(values_only=True)
        for cell in line
    ]
    assert "stong" in cells


def test_a_mended_fixme_goes_in_and_the_fault_closes(root: Path) -> None:
    rows = [*POOL, ("c-both", "CS-1", "r1", "service-is-everyones-job", "55", "")]
    drop(root, "a.csv", rows)
    first = run_night(root)
    (report,) = first.files
    assert report.fixme is not None
    book = load_workbook(root / report.fixme)
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value == "55":
                    cell.value = "5"
    book.save(root / "inbox" / "mended.xlsx")
    again = run_night(root)
    assert [(one.status, one.n_responses) for one in again.files] == [(FileStatus.INGESTED, 1)]
    assert open_ledger(Workspace(root)).catalog.open_faults() == []


def test_a_fixme_is_in_sight_until_its_faults_are_closed(root: Path) -> None:
    wrong = [*POOL, ("c-both", "CS-1", "r1", "service-is-everyones-job", "55", "")]
    drop(root, "a.csv", wrong)
    drop(root, "b.csv", [("c-both", "CS-1", "r2", "service-is-everyones-job", "66", "")])
    fixmes = {one.name: root / (one.fixme or "") for one in run_night(root).files}
    book = load_workbook(fixmes["a.csv"])
    for line in book["Rows to mend"].iter_rows():
        for cell in line:
            cell.value = "5" if cell.value == "55" else cell.value
    book.save(root / "inbox" / "mended.xlsx")
    run_night(root)
    assert sorted((root / "fixme").glob("*.xlsx")) == [fixmes["b.csv"]]
    assert [path.name for path in (root / "fixme" / MENDED).iterdir()] == [fixmes["a.csv"].name]


def test_a_file_that_no_map_knew_goes_in_once_a_map_is_there(root: Path) -> None:
    source = root / "config" / "sources" / "ratings-table.yaml"
    text = source.read_text(encoding="utf-8")
    source.unlink()
    drop(root, "a.csv", POOL)
    (refused,) = run_night(root).files
    assert refused.status is FileStatus.REFUSED
    assert "twokeys map" in refused.reason
    source.write_text(text, encoding="utf-8")
    (taken,) = run_night(root).files
    assert (taken.status, taken.n_responses) == (FileStatus.INGESTED, 96)
    assert run_night(root).files == ()


def test_one_hostile_file_costs_no_other(root: Path) -> None:
    (root / "inbox" / "bomb.xlsx").write_bytes(b"PK\x03\x04 not really a workbook")
    (root / "inbox" / "nul.csv").write_bytes(b"\x00" * 2000)
    (root / "inbox" / "link.csv").symlink_to("/etc/hostname")
    drop(root, "a.csv", POOL)
    run = run_night(root)
    found = {report.name: report.status for report in run.files}
    assert found == {
        "a.csv": FileStatus.INGESTED,
        "bomb.xlsx": FileStatus.REFUSED,
        "nul.csv": FileStatus.REFUSED,
        "link.csv": FileStatus.REFUSED,
    }
    assert all(report.reason for report in run.files if report.status is FileStatus.REFUSED)


def test_wrong_configuration_stops_before_anything_is_written(root: Path) -> None:
    drop(root, "a.csv", POOL)
    (root / "config" / "policy.yaml").write_text("floors: {values: 130}\n", encoding="utf-8")
    before = sorted(path for path in root.rglob("*") if path.is_file())
    with pytest.raises(ConfigurationError):
        run_night(root)
    assert sorted(path for path in root.rglob("*") if path.is_file()) == before


def test_two_runs_at_a_time_are_refused(root: Path) -> None:
    with hold(Workspace(root)), pytest.raises(LedgerError, match="Another run is at work"):
        run_night(root)


def test_a_policy_change_rewrites_every_shortlist(root: Path) -> None:
    drop(root, "a.csv", POOL)
    run_night(root)
    policy = root / "config" / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("seats: 3", "seats: 4"), encoding="utf-8")
    assert all(one.changed for one in run_night(root).requisitions)


def test_the_chain_of_events_holds_and_names_nobody(root: Path) -> None:
    drop(root, "c-both.csv", POOL)
    run_night(root)
    ledger = open_ledger(Workspace(root))
    with ledger.engine.connect() as connection:
        assert verify_events(connection) == []
    raw = (root / "ledger" / "catalog.sqlite").read_bytes()
    assert b"run_started" in raw


def test_no_bug_in_a_reader_costs_the_night(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    drop(root, "a.csv", POOL)

    def broken(*_: object) -> None:
        raise RuntimeError("c-both said something private")

    monkeypatch.setattr("flows.stages.reporting.read_file", broken)
    (report,) = run_night(root).files
    assert report.status is FileStatus.REFUSED
    assert "an error in twokeys itself" in report.reason
    assert (root / "inbox" / "a.csv").exists()
    assert "RuntimeError at test_night.py" in caplog.text
    assert "private" not in caplog.text


@pytest.mark.parametrize("delay", [0.1, 0.5, 1.0])
def test_a_run_killed_at_any_instant_is_completed_by_the_next(root: Path, delay: float) -> None:
    drop(root, "a.csv", POOL)
    script = (
        "import sys; from pathlib import Path; from flows.stages.night import run_night;"
        "print('ready', flush=True); run_night(Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script, str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    run = run_night(root)
    assert statuses(run, "CS-1")["c-both"] is Status.SHORTLISTED
    assert statuses(run, "CS-2") == {"c-other": Status.SHORTLISTED}
    ledger = open_ledger(Workspace(root))
    assert len(ledger.catalog.file_reports()) == 1
    with ledger.engine.connect() as connection:
        assert verify_events(connection) == []
    assert list((root / "inbox").iterdir()) == []


def test_a_file_that_changes_while_it_is_read_stays_for_a_later_run(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped = drop(root, "a.csv", POOL)
    from flows.stages import ingest  # to write on while it reads

    read = ingest.read_or_refuse

    def read_while_written(path: Path, settings: object) -> object:
        reading = read(path, settings)  # type: ignore[arg-type]  # passed through
        with dropped.open("a", encoding="utf-8") as stream:
            stream.write("c-late,CS-1,r1,ownership,4,\n")
        return reading

    monkeypatch.setattr(ingest, "read_or_refuse", read_while_written)
    (report,) = run_night(root).files
    assert "changed while it was read" in report.reason
    assert dropped.exists()
    assert not list((root / "archive").rglob("*.csv"))
    monkeypatch.undo()
    (report,) = run_night(root).files
    assert (report.status, report.n_responses) == (FileStatus.INGESTED, 97)


def test_a_file_read_again_keeps_its_place_in_the_order_of_dropping(root: Path) -> None:
    faulty = ("c-both", "CS-1", "r1", "service-is-everyones-job", "oops", "")
    drop(root, "first.csv", [*POOL, faulty])
    run_night(root)
    drop(root, "second.csv", [("c-both", "CS-1", "r1", "ownership", "1", "")])
    run_night(root)
    culture = root / "config" / "culture.yaml"
    text = culture.read_text(encoding="utf-8")
    assert "scale: {low: 1, high: 5}" in text
    culture.write_text(text.replace("high: 5}", "high: 5, labels: {oops: 3}}"), encoding="utf-8")
    (again,) = run_night(root).files
    assert (again.name, again.n_faults) == ("first.csv", 0)
    live = open_ledger(Workspace(root)).live(load_settings(root).people).responses
    mine = live.filter(question="ownership", candidate_id="c-both", rater_id="r1")
    assert mine["value"].to_list() == [1.0]
