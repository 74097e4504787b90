"""Ingest: each settled file goes in wholly or not at all, and costs no other file."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import polars as pl

from flows.intake.fixme import fixme_of
from flows.intake.reading import Reading
from flows.intake.returned.checks import CandidacyId
from flows.ledger.archive import archive_path, keep_original
from flows.ledger.closing import Arrival, close_earlier, closed_places
from flows.ledger.ledger import Ledger
from flows.ledger.recording import Taking, dropped_number, record_file, restate
from flows.ledger.responses import rate_alike, read_responses, write_responses
from flows.ledger.standings import disputed_candidacies
from flows.stages.deciding import held_against_record, record_shown
from flows.stages.inbox import A_LINK, Settled, digest_of, settle, state_of
from flows.stages.mending import set_mended_aside, write_fixme
from flows.stages.outlook import with_outlook
from flows.stages.reporting import in_words, left_in_inbox, read_or_refuse, report_of
from flows.workspace.settings import Settings
from schemas.fault import Fault
from schemas.file_report import FileReport
from schemas.words import FileStatus

_log = logging.getLogger("twokeys.intake")

Progress = Callable[[str, int, int], None]
"""Told what is at work, how many are done and how many there are."""


@dataclass(frozen=True)
class Night:
    """One run at work: where, under which configuration, and as what.

    Attributes:
        ledger: Held for this run.
        settings: The configuration.
        run_id: The run.
        as_of: The time it stands for, UTC.
        progress: Told how far it is.
    """

    ledger: Ledger
    settings: Settings
    run_id: str
    as_of: datetime
    progress: Progress


def ingest_inbox(night: Night) -> tuple[list[FileReport], list[str]]:
    """Take every settled file of the inbox; then what an earlier configuration could not read.

    Returns:
        A report for each file, and a sentence for each thing in the inbox that must wait.
    """
    workspace = night.settings.workspace
    settled = settle(workspace.inbox)
    reports: list[FileReport] = []
    for number, path in enumerate(settled.files):
        night.progress("reading", number, len(settled.files))
        report = _take_from_inbox(night, path, path.relative_to(workspace.inbox).as_posix())
        reports.append(report)
        if report.reason not in _STAYS:
            path.unlink()
    taken = {report.digest for report in reports}
    for digest, name in night.ledger.catalog.unsettled(night.settings.digest):
        kept = archive_path(workspace.archive, digest, name)
        if kept.is_file() and digest not in taken:
            reports.append(_take(night, kept, name, digest))
    reports = [report for report in reports if not _refused_as_before(report)]
    fixmes = night.ledger.catalog.fixmes()
    set_mended_aside(workspace.fixme, [workspace.root / where for where in fixmes])
    reports = [
        one if one.fixme in fixmes else one.model_copy(update={"fixme": None}) for one in reports
    ]
    reports += [_refused_link(path, workspace.inbox) for path in settled.links]
    reports = _with_outlook(night, reports)
    return reports, _waiting(settled, workspace.inbox)


_OUR_ERROR = (
    "It could not be read because of an error in twokeys itself, not in the file. It stays in "
    "the inbox; please report the line that the log has about it."
)
_STILL_WRITTEN = "It changed while it was read. It stays in the inbox for a later run."
_NOT_OPENED = "It cannot be opened: twokeys may not read it. Give it the rights to, or drop a copy."
_STAYS = (_OUR_ERROR, _STILL_WRITTEN, _NOT_OPENED)


def _refused_as_before(report: FileReport) -> bool:
    """Whether a file was refused whose fault is closed: a later one of its name stands for it."""
    refused = report.status is FileStatus.REFUSED and report.reason not in _STAYS
    return refused and report.n_faults == 0


def _take_from_inbox(night: Night, path: Path, name: str) -> FileReport:
    """Take a file that somebody else might still be writing, or that may not be read."""
    try:
        before, digest = state_of(path), digest_of(path)
    except PermissionError:
        return left_in_inbox(name, "", _NOT_OPENED)
    return _take(night, path, name, digest, lambda: state_of(path) == before)


def _take(
    night: Night,
    path: Path,
    name: str,
    digest: str,
    unchanged: Callable[[], bool] = lambda: True,
) -> FileReport:
    """Read one file and record it, or say that its bytes are on record already.

    Nothing is recorded of a file that changed while it was read.
    """
    known = night.ledger.catalog.settled_by(digest, night.settings.digest)
    if known is not None:
        return FileReport(
            name=name,
            digest=digest,
            source=known.source,
            status=FileStatus.DUPLICATE,
            reason=f"The same bytes went in before as {known.name}; nothing changes.",
        )
    try:
        reading = read_or_refuse(path, night.settings)
        if unchanged():
            return _record(night, path, name, digest, reading)
    except Exception as error:  # one file's trouble may cost no other file
        # Not the traceback nor the message: either may hold answers.
        _log.error("%s could not be read: %s", digest, _where_raised(error))
        return left_in_inbox(name, digest, _OUR_ERROR)
    return left_in_inbox(name, digest, _STILL_WRITTEN)


def _record(night: Night, path: Path, name: str, digest: str, reading: Reading) -> FileReport:
    workspace, folder = night.settings.workspace, night.ledger.responses_folder
    reading, decided = held_against_record(night.ledger.register, reading)
    report, still_open = _said_of(night, name, digest, reading)
    disputed = _disputed(night, reading)
    keep_original(workspace.archive, path, digest)
    with night.ledger.catalog.transaction() as connection:
        dropped = dropped_number(connection, digest)
        stored = reading.unfolding().with_columns(
            file_digest=pl.lit(digest), file_name=pl.lit(name), dropped=pl.lit(dropped)
        )
        write_responses(folder, digest, stored)
        taking = Taking(night.run_id, night.as_of, dropped, night.settings.digest)
        arrival = Arrival(report, reading, taking, disputed, partial(rate_alike, folder, digest))
        closes = close_earlier(connection, arrival)
        report = report.model_copy(update={"closes": closes})
        record_file(connection, report, reading, taking, still_open)
        record_shown(connection, decided, digest, night.as_of)
    return report


def _said_of(
    night: Night, name: str, digest: str, reading: Reading
) -> tuple[FileReport, tuple[Fault, ...]]:
    """What became of a file, its fix-me written; and those of its faults that are not closed."""
    workspace = night.settings.workspace
    with night.ledger.catalog.transaction() as connection:
        closed = closed_places(connection, digest)
    still_open = tuple(fault for fault in reading.faults if fault.place not in closed)
    fixme = fixme_of(replace(reading, faults=still_open), name, digest)
    path = write_fixme(workspace.fixme, fixme, night.as_of)
    said = {
        "fixme": path.relative_to(workspace.root).as_posix() if path else None,
        "others": in_words(fixme.others),
    }
    report = report_of(reading, name, digest, still_open)
    return report.model_copy(update=said), still_open


def _disputed(night: Night, reading: Reading) -> set[CandidacyId]:
    """The candidacies in dispute once a workbook's decisions are on record."""
    if not reading.requisition_id:
        return set()
    made = [record.decision for record in night.ledger.register.decisions()]
    return disputed_candidacies([*made, *reading.decisions])


def _where_raised(error: BaseException) -> str:
    """The kind of error and the line that raised it; not its message, which may hold answers."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"


def _refused_link(path: Path, inbox: Path) -> FileReport:
    return left_in_inbox(path.relative_to(inbox).as_posix(), "", A_LINK)


def _waiting(settled: Settled, inbox: Path) -> list[str]:
    unfinished = [
        f"{path.relative_to(inbox).as_posix()} is still being written; it is taken at a later run"
        for path in settled.unfinished
    ]
    hidden = [
        f"{path.relative_to(inbox).as_posix()} is hidden by its name and was not read; rename it "
        "if it is an export"
        for path in settled.hidden
    ]
    return [*unfinished, *hidden]


def _with_outlook(night: Night, reports: Sequence[FileReport]) -> list[FileReport]:
    """Say what becomes of each file's answers, now that all companions are known."""
    ledger = night.ledger
    fresh = {report.digest for report in reports}
    digests = [digest for digest in ledger.catalog.live_digests() if digest in fresh]
    stored = read_responses(ledger.responses_folder, digests)
    links, told = ledger.catalog.links(), ledger.catalog.openings()
    restated = with_outlook(reports, stored, links, night.settings, told)
    recorded = [one for one in restated if one.status is not FileStatus.DUPLICATE and one.digest]
    with night.ledger.catalog.transaction() as connection:
        restate(connection, recorded)
    return restated
