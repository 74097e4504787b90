"""`twokeys check`: what would go in, what not and why; stores nothing."""

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import polars as pl

from flows.commands.options import counted, json_option, print_json, say, workspace_option
from flows.intake.reading import Reading
from flows.ledger.archive import is_archived
from flows.ledger.companions import companions_of
from flows.ledger.glance import files_of
from flows.ledger.live import KNOWN
from flows.stages.inbox import A_LINK, digest_of
from flows.stages.outlook import with_outlook
from flows.stages.reporting import left_in_inbox, read_or_refuse, report_of
from flows.workspace.layout import Workspace
from flows.workspace.settings import Settings, load_settings
from schemas.fault import Fault
from schemas.file_report import FileReport
from schemas.words import FileStatus

if TYPE_CHECKING:
    from flows.ledger.ledger import Ledger

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
    refused = any(report.status is FileStatus.REFUSED for report, _ in checked)
    sys.exit(1 if refused or any(faults for _, faults in checked) else 0)


def _check(path: Path, settings: Settings) -> tuple[FileReport, tuple[Fault, ...]]:
    if path.is_symlink() or not path.is_file():
        return left_in_inbox(path.name, "", A_LINK), ()
    workspace, digest = settings.workspace, digest_of(path)
    if is_archived(workspace.archive, digest):
        known = files_of(workspace).settled_by(digest, settings.digest)
        if known is not None:
            said = f"The same bytes went in before as {known.name}; nothing would change."
            update = {"name": path.name, "status": FileStatus.DUPLICATE, "reason": said}
            return known.model_copy(update=update), ()
    reading = read_or_refuse(path, settings)
    if reading.decisions:
        reading = _against_record(reading, workspace)
    report = report_of(reading, path.name, digest)
    return _with_outlook(report, reading, settings), reading.faults


@cache
def _ledger(workspace: Workspace) -> "Ledger":
    """The ledger, for decisions; its import alone takes long."""
    from flows.ledger.ledger import open_ledger

    return open_ledger(workspace)


def _against_record(reading: Reading, workspace: Workspace) -> Reading:
    from flows.stages.deciding import held_against_record

    return held_against_record(_ledger(workspace).register, reading)[0]


def _with_outlook(report: FileReport, reading: Reading, settings: Settings) -> FileReport:
    """Say what would become of the answers; the record is asked where it may know more."""
    stored = reading.responses.with_columns(
        file_digest=pl.lit(report.digest), file_name=pl.lit(report.name), dropped=pl.lit(0)
    )
    links, told = reading.links, reading.requisitions
    of_themselves = KNOWN & pl.col("application_id").is_null()
    if not stored.select(of_themselves.all()).item():
        known, openings = companions_of(settings.workspace)
        links, told = pl.concat([known, links]), (*openings, *told)
    (restated,) = with_outlook((report,), stored, links, settings, told)
    return restated


def _tell(report: FileReport, faults: tuple[Fault, ...]) -> None:
    say(f"{report.name}: {report.source.value}, {report.status.value}")
    if report.status is not FileStatus.DUPLICATE:
        say(f"  would go in: {counted(report.n_responses, 'response')}")
    if report.n_pending:
        say(f"  would wait for a companion: {report.n_pending}")
    faults = tuple(sorted(faults, key=lambda fault: fault.costs != "file"))
    if report.reason and not any(fault.costs == "file" for fault in faults):
        say(f"  {report.reason}")
    if report.dropped_columns:
        say(f"  never stored: {', '.join(report.dropped_columns)}")
    for line in report.unmapped:
        say(f"  {line}")
    for fault in faults[:_FAULTS_SHOWN]:
        wanted = f" Right would be: {fault.expected.rstrip('.')}." if fault.expected else ""
        say(f"  {fault.where}: {fault.message}{wanted}")
    if len(faults) > _FAULTS_SHOWN:
        more = counted(len(faults) - _FAULTS_SHOWN, "fault")
        say(f"  and {more} more; a run puts all rows that can be mended in a fix-me workbook")
