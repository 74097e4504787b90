"""`twokeys run`: the nightly flow, now."""

import sys
from datetime import datetime
from pathlib import Path

import click

from flows.commands.options import (
    counted,
    json_option,
    print_json,
    read_moment,
    say,
    workspace_option,
)
from flows.prefect_home import set_prefect_home
from flows.stages.summary import has_faults
from flows.workspace.layout import Workspace
from flows.workspace.settings import load_settings
from schemas.errors import LedgerError
from schemas.file_report import FileReport
from schemas.run import Run
from schemas.words import FileStatus, SourceName, Status


@click.command()
@workspace_option
@click.option(
    "--as-of", callback=read_moment, help="The time the run stands for; now when left out."
)
@json_option
def command(root: Path, as_of: datetime | None, as_json: bool) -> None:
    """Read the inbox, score, and write the shortlists that changed."""
    sys.exit(run_workspace(root, as_of, as_json))


def run_workspace(root: Path, as_of: datetime | None, as_json: bool) -> int:
    """Run the nightly flow on a workspace and say what it did; return the exit code."""
    workspace = load_settings(root).workspace
    run = run_flow(workspace, as_of)
    if as_json:
        print_json(run_json(run))
    else:
        tell(run, workspace)
    return 1 if has_faults(run) else 0


def run_flow(workspace: Workspace, as_of: datetime | None) -> Run:
    """Run the flow with Prefect's home inside the workspace."""
    set_prefect_home(workspace)
    from flows.nightly import nightly  # Prefect reads its settings on import

    found = nightly(str(workspace.root), as_of)
    if not isinstance(found, Run):
        raise LedgerError("Another run has read the inbox in the meantime.")
    return found


def run_json(run: Run) -> dict[str, object]:
    """The run as `--json` prints it."""
    return run.model_dump(mode="json")


def tell(run: Run, workspace: Workspace) -> None:
    """Say in words what a run did."""
    fresh = [one for one in run.files if one.status is not FileStatus.DUPLICATE]
    if not fresh and not any(one.changed for one in run.requisitions):
        say(f"Nothing new: no new file, no shortlist changed ({len(run.requisitions)} open).")
    for one in run.files:
        _tell_file(one, workspace)
    for text in run.warnings:
        say(f"  note: {text}")
    for requisition in run.requisitions:
        found = [candidate.status for candidate in requisition.candidates]
        mark = "" if requisition.changed else " (unchanged)"
        say(
            f"  {requisition.requisition_id}: {found.count(Status.SHORTLISTED)} shortlisted, "
            f"{counted(found.count(Status.SECOND_LOOK), 'second look')}, "
            f"{counted(len(found), 'candidate')}{mark}"
        )
        say(f"    {workspace.root / (requisition.workbook or '')}")
    if run.portfolio:
        say(f"  portfolio: {workspace.root / run.portfolio}")


def _tell_file(one: FileReport, workspace: Workspace) -> None:
    pending = f", {one.n_pending} waiting for a companion" if one.n_pending else ""
    faults = f", {counted(one.n_faults, 'fault')}" if one.n_faults else ""
    decided = one.source is SourceName.DECISIONS
    responses = "" if decided else f", {counted(one.n_responses, 'response')}"
    say(f"  {one.name}: {one.status.value} ({one.source.value}{responses}{pending}{faults})")
    for text in _why(one):
        say(f"    {text}")
    if one.fixme:
        say(f"    mend and drop again: {workspace.root / one.fixme}")
    for past in one.closes:
        say(f"    closes {counted(past.n_faults, 'fault')} of {past.name}")
    if one.dropped_columns:
        say(f"    never stored: {', '.join(one.dropped_columns)}")


def _why(one: FileReport) -> list[str]:
    """What was found out about a file, and what is wrong that no workbook of its rows says."""
    if one.status is FileStatus.REFUSED and one.digest and one.n_faults:
        return [one.reason, "this is closed once a file of this name, whatever its ending, goes in"]
    return [text for text in (one.reason, *one.others) if text]
