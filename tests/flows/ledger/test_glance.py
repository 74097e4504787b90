"""A glance at the catalog sees what the catalog says."""

from datetime import UTC, datetime
from pathlib import Path

from polars.testing import assert_frame_equal
from sqlalchemy import insert

from flows.ledger.companions import companions_of
from flows.ledger.ledger import open_ledger
from flows.ledger.tables import files, links, openings
from flows.workspace.create import create_workspace
from schemas.frames import LINKS

FILE = {
    "name": "jobs.json",
    "source": "greenhouse",
    "status": "ingested",
    "dropped_at": datetime(2026, 3, 2, tzinfo=UTC),
    "run_id": "run",
    "settings_digest": "",
    "report": {},
}


def test_it_sees_links_and_the_last_word_on_each_requisition(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    ledger = open_ledger(workspace)
    link = dict.fromkeys(LINKS) | {"source": "greenhouse", "application_id": "7"}
    link |= {"requisition_id": "R-1", "updated_at": "2026-03-02T10:00:00.250000"}
    with ledger.catalog.transaction() as connection:
        for digest, seats in (("1", 2), ("2", 3)):
            opening = {"requisition_id": "R-1", "role": "data-engineer", "seats": seats}
            row = {"file_digest": digest, "requisition_id": "R-1", "content": opening}
            connection.execute(insert(files).values(**FILE, digest=digest, dropped=int(digest)))
            connection.execute(insert(openings).values(**row))
            said = link | {"candidate_id": f"c-{digest}"}
            connection.execute(insert(links).values(file_digest=digest, content=said))
    found, told = companions_of(workspace)
    assert found["candidate_id"].to_list() == ["c-1", "c-2"]
    assert_frame_equal(found, ledger.catalog.links())
    assert [one.seats for one in told] == [3]
    assert told == ledger.catalog.openings()


def test_a_workspace_that_never_ran_has_none_and_gets_no_catalog(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    links, openings = companions_of(workspace)
    assert (links.height, openings) == (0, ())
    assert not workspace.catalog.exists()
