"""The exports: as the tools write them, and the same for the same day."""

import csv
import json
from datetime import timedelta
from pathlib import Path

from flows.demo.cast import load_cast
from flows.demo.company import DEMO_DAY, write_demo
from flows.demo.form_export import form_source
from flows.demo.interviews import hold_interviews
from flows.workspace.create import create_workspace
from flows.workspace.settings import load_settings


def test_the_same_day_gives_the_same_files(demo_root: Path, tmp_path: Path) -> None:
    create_workspace(tmp_path / "again")
    for path in write_demo(tmp_path / "again"):
        assert path.read_bytes() == (demo_root / "inbox" / path.name).read_bytes()


def test_another_day_moves_all_dates_with_it(demo_root: Path) -> None:
    settings = load_settings(demo_root)
    cast = load_cast()
    days = [DEMO_DAY, DEMO_DAY + timedelta(days=364)]
    held = [hold_interviews(cast, settings.guides, day) for day in days]
    assert {later.held_at - now.held_at for now, later in zip(*held, strict=True)} == {
        timedelta(days=364)
    }


def test_openings_opened_before_the_day_of_the_demo(demo_root: Path) -> None:
    opened = {r.opened_on for r in load_settings(demo_root).requisitions}
    assert all(day and DEMO_DAY - timedelta(days=100) < day < DEMO_DAY for day in opened)


def test_the_configuration_written_is_sound(demo_root: Path) -> None:
    settings = load_settings(demo_root)
    assert len(settings.requisitions) == 4
    assert [source.name for source in settings.sources] == ["interview-form"]
    assert settings.sources[0] == form_source(settings.culture, settings.roles[0])
    assert settings.people.height == 15


def test_the_form_has_a_column_for_each_mapped_question(demo_root: Path) -> None:
    source = load_settings(demo_root).sources[0]
    path = demo_root / "inbox" / "interview-form-evening-team.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    mapped = {column.column for column in source.questions}
    mapped |= {column.note_column for column in source.questions if column.note_column}
    assert mapped <= set(rows[0])
    assert len(set(rows[0])) == len(rows[0])
    assert {len(row) for row in rows} == {len(rows[0])}


def test_every_scorecard_finds_its_application_candidate_and_job(demo_root: Path) -> None:
    inbox = demo_root / "inbox"
    read = {
        name: json.loads((inbox / f"greenhouse-{name}.json").read_text(encoding="utf-8"))
        for name in ("scorecards", "applications", "candidates", "jobs")
    }
    applications = {one["id"]: one for one in read["applications"]}
    candidates = {one["id"] for one in read["candidates"]}
    jobs = {one["id"]: one["requisition_id"] for one in read["jobs"]}
    openings = set()
    for card in read["scorecards"]:
        application = applications[card["application_id"]]
        assert application["candidate_id"] == card["candidate_id"]
        assert card["candidate_id"] in candidates
        openings.add(jobs[application["jobs"][0]["id"]])
    assert openings == {"CS-2026-03", "DE-2026-02"}


def test_the_faults_are_in_the_files(demo_root: Path) -> None:
    inbox = demo_root / "inbox"
    assert (inbox / "greenhouse-scorecards.json").read_text("utf-8").count('"stong_yes"') == 2
    with (inbox / "interview-form-evening-team.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(row["Candidate's e-mail address"] == "" for row in rows) == 1
    assert sum("7" in row.values() for row in rows) == 1
    assert any(value.startswith("=") for row in rows for value in row.values())
