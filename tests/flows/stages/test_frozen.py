"""What a decision freezes, what comes later, and what the run says of an outdated workbook."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from flows.commands.explain import command as explain
from flows.ledger.ledger import open_ledger
from flows.stages.saving import EARLIER
from flows.workspace.create import create_workspace
from flows.workspace.layout import Workspace
from schemas.results.scores import EvidenceLine, KeyScore
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.run import Run
from schemas.words import KEYS, Status, Track
from tests.deciding_nights import (
    OPENING,
    RATINGS,
    drop_decisions,
    drop_scorecards,
    night,
)

TURNED = RATINGS | {"c-strong": 1}
"""The same raters' cards again, with 1 on values for the candidate who had 5."""


def last(workspace: Workspace) -> Shortlist:
    record = open_ledger(workspace).register.last_shortlist(OPENING)
    assert record is not None
    return record.shortlist


def one(shortlist: Shortlist, who: str = "c-strong") -> Candidacy:
    return next(found for found in shortlist.candidates if found.candidate_id == who)


def lines(shortlist: Shortlist, *, later: bool, who: str = "c-strong") -> list[EvidenceLine]:
    return [
        line
        for line in shortlist.evidence
        if line.candidate_id == who and line.after_decision is later
    ]


def sums(found: list[EvidenceLine], track: Track) -> float:
    return sum(
        line.corrected * line.weight
        for line in found
        if line.track is track and line.corrected is not None and line.weight is not None
    )


def key(candidacy: Candidacy, track: Track) -> KeyScore:
    return candidacy.values if track is Track.VALUES else candidacy.skill


def book(workspace: Workspace, run: Run) -> Any:
    return load_workbook(workspace.root / str(run.requisitions[0].workbook))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a table by its headings, which stand in row 4."""
    headings, *body = list(sheet.iter_rows(min_row=4, values_only=True))
    return [dict(zip(headings, row, strict=True)) for row in body]


def told(workspace: Workspace, *more: str) -> str:
    return CliRunner().invoke(explain, ["c-strong", "-w", str(workspace.root), *more]).output


def two_nights(root: Path) -> tuple[Workspace, Shortlist, Run]:
    """A workbook of the first night decides in the second, which takes newer answers too.

    Returns:
        The workspace, the shortlist decided on, and the second run.
    """
    workspace = create_workspace(root)
    drop_scorecards(workspace)
    first = night(workspace, 10)
    before = last(workspace)
    workbook = workspace.root / str(first.requisitions[0].workbook)
    drop_scorecards(workspace, "again.xlsx", TURNED)
    drop_decisions(
        workspace,
        workbook,
        "answers.xlsx",
        ("c-strong", "advance", "m-1", None),
        ("c-skilled", "hold", "m-1", None),
    )
    return workspace, before, night(workspace, 12)


@pytest.fixture(scope="module")
def outdated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Shortlist, Run]:
    return two_nights(tmp_path_factory.mktemp("frozen") / "w")


def test_the_record_keeps_the_rows_it_rests_on(
    outdated: tuple[Workspace, Shortlist, Run],
) -> None:
    workspace, before, _ = outdated
    now = last(workspace)
    then, frozen = one(before), one(now)
    assert (frozen.frozen, frozen.status) == (True, Status.SHORTLISTED)
    assert (frozen.values, frozen.skill) == (then.values, then.skill)
    assert frozen.next_evidence == ()
    assert lines(now, later=False) == lines(before, later=False)
    for candidacy in now.candidates:
        for track in KEYS:
            counted = lines(now, later=False, who=candidacy.candidate_id)
            assert sums(counted, track) == pytest.approx(key(candidacy, track).level)


def test_later_answers_stand_beside_the_record_without_a_share(
    outdated: tuple[Workspace, Shortlist, Run],
) -> None:
    workspace, before, _ = outdated
    now = last(workspace)
    later = lines(now, later=True)
    values = [line for line in lines(before, later=False) if line.track is Track.VALUES]
    rated = [line for line in values if line.score is not None]
    # Only the values answers changed: as many lines came later as had said 5.
    assert len(later) == len(rated)
    assert {line.track for line in later} == {Track.VALUES}
    assert {(line.weight, line.corrected, line.severity_correction) for line in later} == {
        (None, None, None)
    }
    assert {line.source_file for line in later} == {"again.xlsx"}
    said = one(now).later
    assert said is not None
    assert said.n_answers == len(later)
    assert said.values_level is not None
    assert said.values_level < 10
    assert said.text.startswith(f"Since then: {len(later)} new answers; with them values would be")
    assert not lines(now, later=True, who="c-skilled")
    assert one(now, "c-skilled").later is None


def test_the_run_says_that_the_workbook_was_older_than_answers(
    outdated: tuple[Workspace, Shortlist, Run],
) -> None:
    workspace, _, run = outdated
    (file,) = [one for one in run.files if one.name == "answers.xlsx"]
    n = len(lines(last(workspace), later=True))
    assert file.reason == (
        f"New decisions: 2. The workbook is older than answers about c-strong ({n} new): an "
        "advance or decline rests on what it showed, and those answers count after a new decision."
    )
    assert open_ledger(workspace).catalog.file_report(file.digest) == file
    (cards,) = [one for one in run.files if one.name == "again.xlsx"]
    assert "older than" not in cards.reason


def test_explain_tells_the_record_apart_from_what_came_later(
    outdated: tuple[Workspace, Shortlist, Run],
) -> None:
    workspace, before, _ = outdated
    said = told(workspace)
    assert (
        "  Decided: advance by m-1 on 2026-03-12; its scores are frozen as of that record.\n"
        in said
    )
    assert "Next: " not in said
    record, since = said.split("\nSince then: ")
    assert record.count("cards.xlsx: ") == len(
        [line for line in lines(before, later=False) if line.weight is not None]
    )
    assert "again.xlsx" not in record
    assert since.count("  not counted: values ") == len(lines(last(workspace), later=True))
    assert "; they count after a new decision " in since


def test_explain_says_that_scores_on_hold_stay_live(
    outdated: tuple[Workspace, Shortlist, Run],
) -> None:
    workspace, _, _ = outdated
    said = CliRunner().invoke(explain, ["c-skilled", "-w", str(workspace.root)]).output
    assert "  On hold by m-1 since 2026-03-12; scores stay live.\n" in said
    assert "Since then" not in said


def test_the_workbook_says_what_is_frozen_and_its_sums_hold(
    outdated: tuple[Workspace, Shortlist, Run],
) -> None:
    workspace, before, run = outdated
    made = book(workspace, run)
    (listed,) = rows(made["Shortlist"])
    assert listed["Status"] == "◆ shortlisted (decided)"
    assert (listed["Decision"], listed["Decided by"]) == ("advance", "m-1")
    assert "Since then: " in listed["Why"]
    keys = [row for row in rows(made["Keys"]) if row["Candidate"] == listed["Candidate"]]
    assert [row["Level"] for row in keys] == [
        pytest.approx(key(one(before), track).level) for track in KEYS
    ]
    assert all(
        row["Decided"].startswith("Frozen as decided: advance by m-1, 2026-03-12.\nSince then: ")
        for row in keys
    )
    for row in rows(made["Keys"]):
        mine = [
            line
            for line in rows(made["Evidence"])
            if (line["Candidate"], line["Key"]) == (row["Candidate"], row["Key"])
        ]
        total = sum(line["Corrected"] * line["Share"] for line in mine if line["Share"] is not None)
        assert total == pytest.approx(row["Level"])
    marks = [(row["Decided"], row["Share"] is None) for row in rows(made["Evidence"])]
    assert ("came after the decision; not counted", True) in marks
    assert ("came after the decision; not counted", False) not in marks
    assert ("as decided on", False) in marks
    assert "not counted" in " ".join(
        str(cell) for row in made["Method and audit"].iter_rows(values_only=True) for cell in row
    )


def test_a_night_without_news_writes_nothing_and_a_hold_lets_all_answers_count(
    tmp_path: Path,
) -> None:
    workspace, _, second = two_nights(tmp_path / "w")
    assert not night(workspace, 13).requisitions[0].changed
    workbook = workspace.root / str(second.requisitions[0].workbook)
    drop_decisions(
        workspace, workbook, "again-advance.xlsx", ("c-strong", "advance", "m-1", "Seen anew.")
    )
    fourth = night(workspace, 14)
    now = last(workspace)
    # What was decided anew is what the workbook showed: the record, not what stood beside it.
    assert one(now).frozen
    assert lines(now, later=True)
    assert sums(lines(now, later=False), Track.VALUES) == pytest.approx(one(now).values.level)
    workbook = workspace.root / str(fourth.requisitions[0].workbook)
    drop_decisions(workspace, workbook, "hold.xlsx", ("c-strong", "hold", "m-1", None))
    night(workspace, 15)
    thawed = one(last(workspace))
    assert (thawed.frozen, thawed.later) == (False, None)
    assert thawed.values.level is not None
    assert thawed.values.level < 10
    assert not lines(last(workspace), later=True)
    assert "scores stay live" in told(workspace)


def test_answers_of_a_run_before_make_a_workbook_older_too(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    drop_scorecards(workspace)
    first = night(workspace, 10)
    workbook = workspace.root / str(first.requisitions[0].workbook)
    drop_scorecards(workspace, "again.xlsx", RATINGS | {"c-strong": 4})
    night(workspace, 11)
    # The status is the same on newer answers, so the decision is not refused as stale.
    old = workbook.parent / EARLIER / workbook.name
    drop_decisions(workspace, old, "answers.xlsx", ("c-strong", "advance", "m-1", None))
    (file,) = night(workspace, 12).files
    assert file.reason.startswith("New decisions: 1. The workbook is older than answers about c-st")
    frozen = one(last(workspace))
    assert frozen.values.level == pytest.approx(100)
    assert frozen.later is not None
    assert frozen.later.values_level == pytest.approx(75)
