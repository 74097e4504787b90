"""A night from scorecards to a shortlist, and another from its decisions to the record."""

import json
from pathlib import Path

from click.testing import CliRunner

from flows.commands.check import command as check
from flows.commands.explain import command as explain
from flows.ledger.ledger import open_ledger
from flows.stages.saving import EARLIER
from flows.workspace.create import create_workspace
from flows.workspace.layout import Workspace
from schemas.words import Choice, FileStatus, SourceName
from tests.deciding_nights import OPENING, drop_decisions, drop_scorecards, night, records
from tests.decision_books import Deciding, write_book


def test_decisions_dropped_become_the_record_and_freeze(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    drop_scorecards(workspace)
    first = night(workspace, 10)
    assert [file.source for file in first.files] == [SourceName.SCORECARD]
    assert [file.status for file in first.files] == [FileStatus.INGESTED]
    workbook = workspace.root / str(first.requisitions[0].workbook)

    drop_decisions(
        workspace,
        workbook,
        "answers.xlsx",
        ("c-strong", "advance", "m-1", None),
        ("c-skilled", "advance", "m-1", None),
    )
    second = night(workspace, 12)
    (file,) = second.files
    assert (file.source, file.status, file.n_faults) == (
        SourceName.DECISIONS,
        FileStatus.PARTLY,
        1,
    )
    assert file.reason == "New decisions: 1."
    (record,) = records(workspace)
    assert (record.decision.candidate_id, record.decision.choice) == ("c-strong", Choice.ADVANCE)
    assert record.snapshot is not None
    register = open_ledger(workspace).register
    last = register.last_shortlist(OPENING)
    assert last is not None
    frozen = {one.candidate_id: one.frozen for one in last.shortlist.candidates}
    assert frozen == {"c-strong": True, "c-skilled": False}

    # Another manager differs, on the workbook of the first night: both stay on record. An
    # override with its reason is taken as one.
    drop_decisions(
        workspace,
        workbook.parent / EARLIER / workbook.name,
        "other.xlsx",
        ("c-strong", "decline", "m-2", None),
        ("c-skilled", "advance", "m-2", "The client insists."),
    )
    seen = CliRunner().invoke(
        check, [str(workspace.inbox / "other.xlsx"), "-w", str(workspace.root), "--json"]
    )
    (would_be,) = json.loads(seen.stdout)["files"]
    assert (would_be["reason"], would_be["n_faults"]) == ("New decisions: 2.", 1)
    assert len(records(workspace)) == 1
    third = night(workspace, 13)
    assert third.files[0].n_faults == 1
    assert third.files[0].reason == "New decisions: 2."
    assert [one.decision.choice for one in records(workspace)] == [
        Choice.ADVANCE,
        Choice.DECLINE,
        Choice.ADVANCE,
    ]
    override = records(workspace)[-1].decision
    assert (override.override, override.reason) == (True, "The client insists.")
    last = register.last_shortlist(OPENING)
    assert last is not None
    assert any("deciders disagree" in note for note in last.shortlist.notes)
    assert {one.candidate_id for one in last.shortlist.candidates if one.frozen} == {
        "c-strong",
        "c-skilled",
    }
    seen = CliRunner().invoke(explain, ["c-strong", "-w", str(workspace.root)])
    assert "Decided: advance by m-1 on 2026-03-12; its scores are frozen" in seen.output
    assert "the deciders disagree. “advance” by m-1 came first and stands; m-2 chose" in seen.output
    seen = CliRunner().invoke(explain, ["c-skilled", "-w", str(workspace.root), "--json"])
    (found,) = json.loads(seen.stdout)
    assert (found["frozen"], found["later"], found["next_evidence"]) == (True, None, [])
    assert found["decision"]["reason"] == "The client insists."
    assert found["disputed_by"] == []


def test_a_workbook_of_another_workspace_decides_nothing(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    book = write_book(workspace.inbox / "a.xlsx")
    with Deciding(book) as manager:
        manager.decide("c-1", Choice.HOLD)
    (file,) = night(workspace, 20).files
    assert (file.source, file.n_faults) == (SourceName.DECISIONS, 1)
    assert file.reason == "New decisions: 0."
    assert records(workspace) == []


def open_codes(workspace: Workspace) -> list[tuple[str, str]]:
    faults = open_ledger(workspace).catalog.open_faults()
    return [(name, fault.code) for name, fault in faults]


def test_a_later_workbook_closes_all_but_a_disagreement_that_stands(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    drop_scorecards(workspace)
    workbook = workspace.root / str(night(workspace, 10).requisitions[0].workbook)
    drop_decisions(workspace, workbook, "one.xlsx", ("c-strong", "advance", "m-1", None))
    night(workspace, 12)
    first = workbook.parent / EARLIER / workbook.name

    drop_decisions(
        workspace,
        first,
        "two.xlsx",
        ("c-strong", "decline", "m-2", None),
        ("c-skilled", "advance", "m-2", None),
    )
    (file,) = night(workspace, 13).files
    assert file.fixme is None
    assert len(file.others) == 2
    assert sorted(open_codes(workspace)) == [
        ("two.xlsx", "deciders_disagree"),
        ("two.xlsx", "override_without_reason"),
    ]

    drop_decisions(workspace, first, "three.xlsx", ("c-skilled", "hold", "m-2", None))
    (file,) = night(workspace, 14).files
    assert [(one.name, one.n_faults) for one in file.closes] == [("two.xlsx", 1)]
    assert open_codes(workspace) == [("two.xlsx", "deciders_disagree")]

    drop_decisions(workspace, first, "four.xlsx", ("c-strong", "advance", "m-2", None))
    (file,) = night(workspace, 15).files
    assert [(one.name, one.n_faults) for one in file.closes] == [("two.xlsx", 1)]
    assert open_codes(workspace) == []
