"""Recording a dropped file: all that it said in one transaction, or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, delete, func, insert, select, update

from flows.intake.reading import Reading
from flows.ledger.events import append_event
from flows.ledger.tables import faults, files, links, openings, people
from schemas.fault import Fault
from schemas.file_report import FileReport


@dataclass(frozen=True)
class Taking:
    """The circumstances in which a file was taken.

    Attributes:
        run_id: The run that took it.
        at: When, UTC.
        dropped: Its number in the order of dropping.
        settings_digest: The configuration it was read under.
    """

    run_id: str
    at: datetime
    dropped: int
    settings_digest: str


def record_file(
    connection: Connection,
    report: FileReport,
    reading: Reading,
    taking: Taking,
    still_open: Collection[Fault],
) -> None:
    """Record one file with all that it said, and the event, in the caller's transaction.

    What the same bytes said under an earlier configuration is replaced. A fault's cell is not
    recorded: it stands in the fix-me workbook only. Faults of the reading that are not among
    `still_open` were closed before, and stay so.
    """
    for table in (links, people, openings, faults, files):
        column = files.c.digest if table is files else table.c.file_digest
        connection.execute(delete(table).where(column == report.digest))
    connection.execute(
        insert(files).values(
            digest=report.digest,
            name=report.name,
            source=report.source.value,
            status=report.status.value,
            dropped=taking.dropped,
            dropped_at=taking.at,
            run_id=taking.run_id,
            settings_digest=taking.settings_digest,
            report=report.model_dump(mode="json"),
        )
    )
    for table, rows in ((links, reading.links), (people, reading.people)):
        content = [{"file_digest": report.digest, "content": row} for row in _plain(rows)]
        if content:
            connection.execute(insert(table), content)
    for opening in reading.requisitions:
        connection.execute(
            insert(openings).values(
                file_digest=report.digest,
                requisition_id=opening.requisition_id,
                content=opening.model_dump(mode="json"),
            )
        )
    open_places = {fault.place for fault in still_open}
    said = [
        {
            "file_digest": report.digest,
            "content": fault.model_dump(mode="json", exclude={"value"}),
            "closed": fault.place not in open_places,
        }
        for fault in reading.faults
    ]
    if said:
        connection.execute(insert(faults), said)
    append_event(connection, taking.at, "file_recorded", _event(report, taking))


def dropped_number(connection: Connection, digest: str) -> int:
    """A file's number in the order of dropping: its own where it is read again, else the next."""
    own = connection.execute(select(files.c.dropped).where(files.c.digest == digest)).scalar()
    if own is not None:
        return int(own)
    return int(connection.execute(select(func.max(files.c.dropped))).scalar() or 0) + 1


def restate(connection: Connection, reports: Sequence[FileReport]) -> None:
    """Write again what became of files, once later companions are known."""
    for report in reports:
        connection.execute(
            update(files)
            .where(files.c.digest == report.digest)
            .values(status=report.status.value, report=report.model_dump(mode="json"))
        )


def _plain(rows: pl.DataFrame) -> list[dict[str, str | None]]:
    """Rows as JSON can hold them: times as text."""
    times = [name for name, kind in rows.schema.items() if kind == pl.Datetime]
    return rows.with_columns([pl.col(name).dt.to_string("iso") for name in times]).to_dicts()


def _event(report: FileReport, taking: Taking) -> dict[str, object]:
    return {
        "digest": report.digest,
        "source": report.source.value,
        "status": report.status.value,
        "n_responses": report.n_responses,
        "n_faults": report.n_faults,
        "run_id": taking.run_id,
    }
