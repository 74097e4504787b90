"""What commands read at a glance is what the catalog and the register say."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.ledger.catalog import Catalog
from flows.ledger.glance import Glance, files_of, glance_at
from flows.ledger.ledger import open_ledger
from flows.ledger.past import PastGlance, past_of
from flows.ledger.runs import Register
from flows.workspace.create import create_workspace
from flows.workspace.layout import CATALOG_VARIABLE, Workspace
from schemas.errors import LedgerError
from tests.deciding_nights import OPENING, drop_decisions, drop_scorecards, night


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = create_workspace(tmp_path_factory.mktemp("past") / "w")
    drop_scorecards(workspace)
    first = night(workspace, 10)
    made = [(who, "advance", "m-1", None) for who in ("c-strong", "c-skilled")]
    drop_decisions(workspace, workspace.root / str(first.requisitions[0].workbook), "a.xlsx", *made)
    (workspace.inbox / "refused.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    night(workspace, 12)
    return workspace


def test_runs_shortlists_and_decisions_are_those_of_the_register(decided: Workspace) -> None:
    past, register = past_of(decided), open_ledger(decided).register
    assert isinstance(past, PastGlance)
    assert past.last_run() == register.last_run() is not None
    assert past.last_shortlist(OPENING) == register.last_shortlist(OPENING) is not None
    assert past.last_shortlist("none") is register.last_shortlist("none") is None
    assert past.decisions() == register.decisions() != []


def test_files_and_faults_are_those_of_the_catalog(decided: Workspace) -> None:
    glance, catalog = files_of(decided), open_ledger(decided).catalog
    assert isinstance(glance, Glance)
    assert glance.open_faults() == catalog.open_faults() != []
    assert glance.live_digests() == catalog.live_digests() != []
    under = catalog.file_reports()[0]
    with closing(sqlite3.connect(decided.catalog)) as connection:
        (settings,) = connection.execute("SELECT settings_digest FROM files").fetchone()
    for digest in ("unknown", *(report.digest for report in catalog.file_reports())):
        for read_under in (settings, "another"):
            settled = glance.settled_by(digest, read_under)
            assert settled == catalog.settled_by(digest, read_under)
    assert glance.settled_by(under.digest, "another") == under


def test_a_refused_file_is_settled_under_its_own_configuration_only(decided: Workspace) -> None:
    catalog = open_ledger(decided).catalog
    (refused,) = (one for one in catalog.file_reports() if one.name == "refused.csv")
    assert files_of(decided).settled_by(refused.digest, "another") is None


def test_a_run_that_has_not_finished_is_not_the_last(decided: Workspace) -> None:
    last = past_of(decided).last_run()
    with closing(sqlite3.connect(decided.catalog)) as connection:
        connection.execute(
            "INSERT INTO runs (number, run_id, as_of, started_at, settings_digest, dropped_upto) "
            "VALUES (99, 'r', '2026-03-13', '2026-03-13', '', 0)"
        )
        connection.commit()
        assert past_of(decided).last_run() == last
        connection.execute("DELETE FROM runs WHERE number = 99")
        connection.commit()


def test_a_workspace_that_never_ran_gets_its_catalog(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    assert glance_at(workspace) is None
    assert past_of(workspace).last_run() is None
    assert glance_at(workspace) is not None


def test_another_version_is_refused_as_ever(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    open_ledger(workspace).engine.dispose()
    with closing(sqlite3.connect(workspace.catalog)) as connection:
        connection.execute("UPDATE meta SET value = '99'")
        connection.commit()
    for look in (past_of, files_of):
        with pytest.raises(LedgerError, match="version 99"):
            look(workspace)


def test_another_database_is_not_glanced_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = create_workspace(tmp_path / "w")
    open_ledger(workspace)
    monkeypatch.setenv(CATALOG_VARIABLE, f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert isinstance(past_of(workspace), Register)
    assert isinstance(files_of(workspace), Catalog)
