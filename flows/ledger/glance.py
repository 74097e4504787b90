"""A glance at the catalog and the register, for commands that must answer at once.

SQLAlchemy takes longer to import than a small export takes to read; so a catalog in SQLite is read
by Python's own driver, and only another database through SQLAlchemy.
"""

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.workspace.layout import CATALOG_VARIABLE, CATALOG_VERSION, Workspace
from schemas.fault import Fault
from schemas.file_report import FileReport
from schemas.words import FileStatus, SourceName

if TYPE_CHECKING:
    from flows.ledger.catalog import Catalog


@dataclass(frozen=True)
class Glance:
    """What a catalog in SQLite holds about files, as `flows.ledger.catalog.Catalog` says it."""

    path: Path

    def rows(self, query: str, *parameters: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query, parameters).fetchall()

    def contents(self, query: str, *parameters: str) -> list[Any]:
        """The rows of a query for one column of JSON, read."""
        found = self.rows(query, *parameters)
        return [None if content is None else json.loads(content) for (content,) in found]

    def settled_by(self, digest: str, settings_digest: str) -> FileReport | None:
        """The report of a file that reading again would not change."""
        query = "SELECT report, settings_digest FROM files WHERE digest = ?"
        for report, read_under in self.rows(query, digest):
            return settled(json.loads(report), read_under == settings_digest)
        return None

    def live_digests(self) -> list[str]:
        """The files that hold responses, in the order of dropping."""
        query = "SELECT digest FROM files WHERE status != ? ORDER BY dropped"
        return [digest for (digest,) in self.rows(query, FileStatus.REFUSED.value)]

    def open_faults(self) -> list[tuple[str, Fault]]:
        """Faults not mended yet, each with its file's name."""
        query = (
            "SELECT files.name, faults.content FROM faults "
            "JOIN files ON files.digest = faults.file_digest "
            "WHERE NOT faults.closed ORDER BY faults.id"
        )
        found = self.rows(query)
        return [(name, Fault.model_validate(json.loads(content))) for name, content in found]


def glance_at(workspace: Workspace) -> Glance | None:
    """What can be glanced at; None where the ledger must be opened.

    That is where the catalog is another database, is not there yet, or is of another version.
    """
    if os.environ.get(CATALOG_VARIABLE) or not workspace.catalog.is_file():
        return None
    glance = Glance(workspace.catalog)
    known = glance.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'meta'")
    versions = glance.rows("SELECT value FROM meta WHERE name = 'version'") if known else []
    return glance if versions == [(str(CATALOG_VERSION),)] else None


def files_of(workspace: Workspace) -> "Glance | Catalog":
    """What is on record about files."""
    glance = glance_at(workspace)
    if glance is not None:
        return glance
    from flows.ledger.ledger import open_ledger  # brings SQLAlchemy, which is slow to import

    return open_ledger(workspace).catalog


def settled(content: Mapping[str, Any], same_settings: bool) -> FileReport | None:
    """The report of a file, unless reading it again may change it.

    A file that was refused, had faults, or of which the notes may name what was not read, may
    fare better under another configuration; what a decision workbook decided depends on the
    record of its time alone.

    Args:
        content: The report as it is on record.
        same_settings: Whether the file was read under the configuration of today.
    """
    report = FileReport.model_validate(content)
    lasting = report.status in {FileStatus.INGESTED, FileStatus.PENDING} and not report.reason
    lasting = lasting or report.source is SourceName.DECISIONS
    return report if lasting or same_settings else None
