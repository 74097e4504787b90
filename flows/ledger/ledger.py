"""The ledger of a workspace: opened once a run, held by one run at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout
from sqlalchemy import Engine

from flows.ledger.catalog import Catalog
from flows.ledger.engine import open_engine
from flows.ledger.live import Live, live_responses
from flows.ledger.responses import read_responses
from flows.ledger.runs import Register
from flows.workspace.layout import Workspace
from schemas.errors import LedgerError


@dataclass(frozen=True)
class Ledger:
    """Responses, catalog and register of one workspace."""

    workspace: Workspace
    engine: Engine

    @cached_property
    def catalog(self) -> Catalog:
        """Files and companions."""
        return Catalog(self.engine)

    @cached_property
    def register(self) -> Register:
        """Runs, shortlists and decisions."""
        return Register(self.engine)

    @property
    def responses_folder(self) -> Path:
        """Where the Parquet files lie."""
        return self.workspace.responses

    def live(self, aliases: pl.DataFrame) -> Live:
        """The responses that count, and those that wait for a companion."""
        stored = read_responses(self.responses_folder, self.catalog.live_digests())
        return live_responses(stored, self.catalog.links(), aliases)


def open_ledger(workspace: Workspace) -> Ledger:
    """Open a workspace's ledger for reading, or within `hold` for writing."""
    return Ledger(workspace, open_engine(workspace))


@contextmanager
def hold(workspace: Workspace) -> Iterator[Ledger]:
    """Hold the ledger for one run.

    Raises:
        LedgerError: Another run holds it.
    """
    lock = FileLock(workspace.ledger / ".lock", timeout=0)
    try:
        with lock:
            ledger = open_ledger(workspace)
            try:
                yield ledger
            finally:
                ledger.engine.dispose()
    except Timeout as error:
        raise LedgerError(
            "Another run is at work in this workspace; wait until it has finished."
        ) from error
