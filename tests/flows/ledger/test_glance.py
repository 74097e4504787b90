"""A glance at the catalog sees what the catalog says."""

from datetime import UTC, datetime
from pathlib import Path

from polars.testing import assert_frame_equal
from sqlalchemy import insert

from flows.commands.demo import make_demo
from flows.demo.company import DEMO_DAY
from flows.ledger.glance import companions_of
from flows.ledger.ledger import open_ledger
from flows.ledger.tables import files, openings
from flows.stages.night import run_night
from flows.workspace.create import create_workspace
from flows.workspace.layout import Workspace

FILE = {
    "name": "jobs.json",
    "source": "greenhouse",
    "status": "ingested",
    "dropped_at": datetime(2026, 3, 2, tzinfo=UTC),
    "run_id": "run",
    "settings_digest": "",
    "report": {},
}


def test_it_sees_what_the_demo_s_companions_say(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    make_demo(root, DEMO_DAY)
    run_night(root, as_of=datetime(2026, 11, 25, tzinfo=UTC))
    links, _ = companions_of(Workspace(root))
    assert links.height > 50
    assert_frame_equal(links, open_ledger(Workspace(root)).catalog.links())


def test_the_last_word_on_a_requisition_is_the_one_that_counts(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    ledger = open_ledger(workspace)
    with ledger.catalog.transaction() as connection:
        for digest, seats in (("1", 2), ("2", 3)):
            opening = {"requisition_id": "R-1", "role": "data-engineer", "seats": seats}
            row = {"file_digest": digest, "requisition_id": "R-1", "content": opening}
            connection.execute(insert(files).values(**FILE, digest=digest, dropped=int(digest)))
            connection.execute(insert(openings).values(**row))
    _, told = companions_of(workspace)
    assert [one.seats for one in told] == [3]
    assert told == ledger.catalog.openings()


def test_a_workspace_that_never_ran_has_none_and_gets_no_catalog(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    links, openings = companions_of(workspace)
    assert (links.height, openings) == (0, ())
    assert not workspace.catalog.exists()
