"""`twokeys status`: inbox, what waits, faults, the last run, requisitions."""

from pathlib import Path
from typing import Any

import click

from flows.commands.options import counted, json_option, print_json, say, workspace_option
from flows.ledger.companions import companions_of
from flows.ledger.glance import files_of
from flows.ledger.live import live_responses
from flows.ledger.past import past_of
from flows.ledger.responses import read_responses
from flows.stages.inbox import settle
from flows.stages.waiting import waiting_for
from flows.workspace.settings import Settings, load_settings
from schemas.words import Status


@click.command()
@workspace_option
@json_option
def command(root: Path, as_json: bool) -> None:
    """Show what is in the inbox, what waits for a companion, faults, and the last run."""
    settings = load_settings(root)
    found = status_of(settings)
    if as_json:
        print_json(found)
    else:
        _tell(found)


def status_of(settings: Settings) -> dict[str, Any]:
    """Gather the state of a workspace."""
    workspace = settings.workspace
    settled = settle(workspace.inbox, quiet_seconds=0)
    run = past_of(workspace).last_run()
    files = files_of(workspace)
    stored = read_responses(workspace.responses, files.live_digests())
    links, _ = companions_of(workspace)
    live = live_responses(stored, links, settings.people)
    return {
        "inbox": [path.relative_to(workspace.inbox).as_posix() for path in settled.files],
        "pending": waiting_for(live.pending),
        "faults": [
            {
                "name": name,
                "where": fault.where,
                "message": fault.message,
                "expected": fault.expected,
            }
            for name, fault in files.open_faults()
        ],
        "last_run": run.model_dump(mode="json", include={"run_id", "started_at", "finished_at"})
        if run
        else None,
        "requisitions": [
            {
                "requisition_id": one.requisition_id,
                "role": one.role,
                "workbook": one.workbook,
                "counts": {
                    status.value: sum(c.status is status for c in one.candidates)
                    for status in Status
                },
            }
            for one in (run.requisitions if run else ())
        ],
        "warnings": list(run.warnings) if run else [],
    }


def _tell(found: dict[str, Any]) -> None:
    last = found["last_run"]
    say(f"Last run: {last['run_id']}, {last['started_at']}" if last else "No run yet.")
    say(f"Inbox: {counted(len(found['inbox']), 'file')} to read")
    for name in found["inbox"]:
        say(f"  {name}")
    n_waiting = sum(one["n_pending"] for one in found["pending"])
    say(f"Waiting for a companion: {counted(n_waiting, 'response')}")
    for one in found["pending"]:
        say(f"  {one['name']}: {one['n_pending']}")
        for record in one["awaits"]:
            say(
                f"    {record['application_id']} lacks its {' and '.join(record['lacks'])}: "
                f"{record['n_pending']}, from {record['rows'][0]}"
            )
    say(f"Faults to mend: {len(found['faults'])}")
    for one in found["faults"]:
        wanted = f" Right would be: {one['expected']}" if one["expected"] else ""
        say(f"  {one['name']}, {one['where']}: {one['message']}{wanted}")
    if found["faults"]:
        say("  they close when a mended fix-me, or a later file of the same name, goes in")
    for one in found["requisitions"]:
        counts = ", ".join(
            f"{count} {name.replace('_', ' ')}" for name, count in one["counts"].items() if count
        )
        say(f"{one['requisition_id']} ({one['role']}): {counts or 'no candidates'}")
    for text in found["warnings"]:
        say(f"note: {text}")
