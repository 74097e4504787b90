"""`twokeys check`: what would go in, what not and why; stores nothing."""

import sys
from pathlib import Path

import click
import polars as pl

from flows.commands.options import json_option, print_json, say, workspace_option
from flows.ledger.ledger import open_ledger
from flows.ledger.live import live_responses
from flows.stages.deciding import held_against_record
from flows.stages.inbox import digest_of
from flows.stages.reporting import read_or_refuse, report_of
from flows.workspace.settings import Settings, load_settings
from schemas.fault import Fault
from schemas.run import FileReport
from schemas.words import FileStatus

_FAULTS_SHOWN = 20


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@workspace_option
@json_option
def command(files: tuple[Path, ...], root: Path, as_json: bool) -> None:
    """Say what FILES are, what of them would go in, and what would not and why."""
    settings = load_settings(root)
    checked = [_check(path, settings) for path in files]
    if as_json:
        print_json({"files": [report.model_dump(mode="json") for report, _ in checked]})
    else:
        for report, faults in checked:
            _tell(report, faults)
    sys.exit(1 if any(faults for _, faults in checked) else 0)


def _check(path: Path, settings: Settings) -> tuple[FileReport, tuple[Fault, ...]]:
    digest = digest_of(path)
    ledger = open_ledger(settings.workspace)
    catalog = ledger.catalog
    known = catalog.settled_by(digest, settings.digest)
    if known is not None:
        said = f"The same bytes went in before as {known.name}; nothing would change."
        update = {"name": path.name, "status": FileStatus.DUPLICATE, "reason": said}
        return known.model_copy(update=update), ()
    reading, _ = held_against_record(ledger.register, read_or_refuse(path, settings))
    report = report_of(reading, path.name, digest)
    stored = reading.responses.with_columns(
        file_digest=pl.lit(digest), file_name=pl.lit(path.name), dropped=pl.lit(0)
    )
    links = pl.concat([catalog.links(), reading.links])
    n_pending = len(live_responses(stored, links, settings.people).pending)
    status = report.status
    if status is FileStatus.INGESTED and 0 < report.n_responses == n_pending:
        status = FileStatus.PENDING
    return report.model_copy(update={"n_pending": n_pending, "status": status}), reading.faults


def _tell(report: FileReport, faults: tuple[Fault, ...]) -> None:
    say(f"{report.name}: {report.source.value}, {report.status.value}")
    say(f"  would go in: {report.n_responses} responses")
    if report.n_pending:
        say(f"  would wait for a companion: {report.n_pending}")
    if report.reason:
        say(f"  {report.reason}")
    if report.dropped_columns:
        say(f"  never stored: {', '.join(report.dropped_columns)}")
    for fault in faults[:_FAULTS_SHOWN]:
        wanted = f" Right would be: {fault.expected.rstrip('.')}." if fault.expected else ""
        say(f"  {fault.where}: {fault.message}{wanted}")
    if len(faults) > _FAULTS_SHOWN:
        say(f"  and {len(faults) - _FAULTS_SHOWN} faults more; a run puts all in a fix-me workbook")
