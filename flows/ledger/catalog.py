"""The catalog: which files are live, and what companions, runs and decisions are on record."""

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl
from sqlalchemy import Connection, Engine, Table, exists, select

from flows.ledger.contents import frame_of, last_openings
from flows.ledger.glance import settled
from flows.ledger.tables import faults as faults_table
from flows.ledger.tables import files, links, openings, people
from schemas.config.policy import Requisition
from schemas.fault import Fault
from schemas.file_report import FileReport
from schemas.frames import LINKS, PEOPLE
from schemas.words import FileStatus, SourceName


class Catalog:
    """The files on record and what companions said."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: all of it, or nothing."""
        with self._engine.begin() as connection:
            yield connection

    def file_report(self, digest: str) -> FileReport | None:
        """The report of a file on record; None where its bytes are new."""
        with self._engine.connect() as connection:
            row = connection.execute(select(files.c.report).where(files.c.digest == digest))
            content = row.scalar()
        return FileReport.model_validate(content) if content is not None else None

    def settled_by(self, digest: str, settings_digest: str) -> FileReport | None:
        """The report of a file that reading again would not change."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(files.c.report, files.c.settings_digest).where(files.c.digest == digest)
            ).one_or_none()
        return settled(row.report, row.settings_digest == settings_digest) if row else None

    def unsettled(self, settings_digest: str) -> list[tuple[str, str]]:
        """Digest and name of files that another configuration left refused or with faults."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(files.c.digest, files.c.name)
                .where(files.c.status.in_((FileStatus.REFUSED.value, FileStatus.PARTLY.value)))
                .where(files.c.source != SourceName.DECISIONS.value)
                .where(files.c.settings_digest != settings_digest)
                .order_by(files.c.dropped)
            )
            return [(row.digest, row.name) for row in rows]

    def file_reports(self) -> list[FileReport]:
        """Every file on record, in the order of dropping."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(files.c.report).order_by(files.c.dropped)).scalars()
            return [FileReport.model_validate(content) for content in rows]

    def live_digests(self) -> list[str]:
        """The files that hold responses, in the order of dropping."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(files.c.digest)
                .where(files.c.status != FileStatus.REFUSED.value)
                .order_by(files.c.dropped)
            )
            return list(rows.scalars())

    def links(self) -> pl.DataFrame:
        """What companions said, in the order of dropping."""
        return self._contents(links, LINKS)

    def people(self) -> pl.DataFrame:
        """Display names and addresses, in the order of dropping."""
        return self._contents(people, PEOPLE)

    def openings(self) -> tuple[Requisition, ...]:
        """Requisitions that companions declared; the last word on each."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(openings.c.requisition_id, openings.c.content).order_by(openings.c.id)
            )
            return last_openings((row.requisition_id, row.content) for row in rows)

    def open_faults(self) -> list[tuple[str, Fault]]:
        """Faults not mended yet, each with its file's name."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(files.c.name, faults_table.c.content)
                .join(files, files.c.digest == faults_table.c.file_digest)
                .where(~faults_table.c.closed)
                .order_by(faults_table.c.id)
            )
            return [(row.name, Fault.model_validate(row.content)) for row in rows]

    def fixmes(self) -> set[str]:
        """Paths, within the workspace, of the fix-me workbooks with rows not mended yet."""
        is_open = (
            exists()
            .where(faults_table.c.file_digest == files.c.digest)
            .where(~faults_table.c.closed)
        )
        with self._engine.connect() as connection:
            contents = connection.execute(select(files.c.report).where(is_open)).scalars()
            reports = [FileReport.model_validate(content) for content in contents]
        return {report.fixme for report in reports if report.fixme}

    def _contents(self, table: Table, columns: dict[str, pl.DataType]) -> pl.DataFrame:
        with self._engine.connect() as connection:
            rows = list(connection.execute(select(table.c.content).order_by(table.c.id)).scalars())
        return frame_of(rows, columns)
