"""Closing faults: which earlier ones a file that goes in makes past, in its own transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import Connection, bindparam, exists, select, update

from flows.intake.reading import Reading
from flows.intake.returned.checks import CandidacyId, is_dispute_of
from flows.ledger.events import append_event
from flows.ledger.recording import Taking
from flows.ledger.tables import faults, files
from schemas.fault import Fault
from schemas.file_report import ClosedFaults, FileReport
from schemas.words import FileStatus, SourceName


@dataclass(frozen=True)
class Arrival:
    """A file that goes in, as far as earlier ones are concerned.

    Attributes:
        report: What became of it.
        reading: What its reader gave.
        taking: When it is taken, and its number in the order of dropping.
        disputed: The candidacies about which deciders disagree, with its own decisions.
        rates_alike: Whether it holds answers that the file of a digest holds too.
    """

    report: FileReport
    reading: Reading
    taking: Taking
    disputed: Collection[CandidacyId]
    rates_alike: Callable[[str], bool]


def close_earlier(connection: Connection, arrival: Arrival) -> tuple[ClosedFaults, ...]:
    """Close the faults that a file makes past, in the caller's transaction; say whose.

    - A mended fix-me closes those of the rows that it was written for. A row that comes back
      still wrong has a fault of its own.
    - A file closes all of an earlier one of the same name and source that has answers of the
      same raters about the same candidacies, since what is wrong now is said of the later one;
      and all of a refused one of the same name, whatever its ending.
    - A decision workbook closes all of earlier ones of its requisition, but for disagreements
      that still stand.

    A refused file closes none.
    """
    report, taking, mends = arrival.report, arrival.taking, arrival.reading.mends
    if report.status is FileStatus.REFUSED:
        return ()
    closed: list[ClosedFaults] = []
    for earlier in _with_open_faults(connection, report, taking.dropped):
        past = _past(earlier, arrival)
        if past is None:
            continue
        numbers = [number for number, fault in _open(connection, earlier.digest) if past(fault)]
        if numbers:
            _close(connection, numbers)
            content = {"digest": earlier.digest, "by": report.digest, "n_faults": len(numbers)}
            append_event(
                connection, taking.at, "faults_closed", {**content, "run_id": taking.run_id}
            )
            closed.append(ClosedFaults(name=earlier.name, n_faults=len(numbers)))
        if earlier.digest == mends and arrival.reading.mended:
            _drop_fixme(connection, earlier)
    return tuple(closed)


def closed_places(connection: Connection, digest: str) -> set[tuple[object, ...]]:
    """Where a file of these bytes had faults that are closed."""
    contents = connection.execute(
        select(faults.c.content).where(faults.c.file_digest == digest).where(faults.c.closed)
    ).scalars()
    return {Fault.model_validate(content).place for content in contents}


def _with_open_faults(connection: Connection, report: FileReport, dropped: int) -> list[FileReport]:
    """The files dropped before that have open faults, and that this one might concern."""
    is_open = exists().where(faults.c.file_digest == files.c.digest).where(~faults.c.closed)
    found = connection.execute(
        select(files.c.report)
        .where(files.c.dropped < dropped)
        .where(files.c.digest != report.digest)
        .where(is_open)
        .order_by(files.c.dropped)
    ).scalars()
    return [FileReport.model_validate(content) for content in found]


def _past(earlier: FileReport, arrival: Arrival) -> Callable[[Fault], bool] | None:
    """Which faults of an earlier file are past now; None where it does not concern that one."""
    report, mended = arrival.report, arrival.reading.mended
    if earlier.digest == arrival.reading.mends:
        return lambda fault: fault.row is not None and (fault.sheet, fault.row) in mended
    if _replaces(arrival, earlier):
        return lambda _: True
    if report.requisition_id and report.requisition_id == earlier.requisition_id:
        return lambda fault: not any(is_dispute_of(fault, one) for one in arrival.disputed)
    return None


def _replaces(arrival: Arrival, earlier: FileReport) -> bool:
    """Whether a file stands for an earlier one of its name."""
    later = arrival.report
    if earlier.status is FileStatus.REFUSED:
        return _without_ending(later.name) == _without_ending(earlier.name)
    alike = (later.name, later.source, later.mends) == (earlier.name, earlier.source, earlier.mends)
    decides = later.source is SourceName.DECISIONS
    return alike and not decides and arrival.rates_alike(earlier.digest)


def _without_ending(name: str) -> PurePosixPath:
    return PurePosixPath(name).with_suffix("")


def _open(connection: Connection, digest: str) -> list[tuple[int, Fault]]:
    """The faults of a file that are not closed, each with its number on record."""
    rows = connection.execute(
        select(faults.c.id, faults.c.content)
        .where(faults.c.file_digest == digest)
        .where(~faults.c.closed)
    )
    return [(row.id, Fault.model_validate(row.content)) for row in rows]


def _close(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(
        update(faults).where(faults.c.id == bindparam("number")).values(closed=True),
        [{"number": number} for number in numbers],
    )


def _drop_fixme(connection: Connection, mended: FileReport) -> None:
    """What a fix-me still lists once it came back, no row of it mends."""
    report = mended.model_copy(update={"fixme": None})
    connection.execute(
        update(files)
        .where(files.c.digest == mended.digest)
        .values(report=report.model_dump(mode="json"))
    )
