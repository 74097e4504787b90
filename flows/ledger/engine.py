"""The database that holds the catalog and the register."""

import atexit
import os
from typing import Any
from weakref import WeakSet

from sqlalchemy import Engine, create_engine, event, insert, select

from flows.ledger.tables import meta, metadata
from flows.workspace.layout import CATALOG_VARIABLE, CATALOG_VERSION, Workspace
from schemas.errors import LedgerError

_OPEN: WeakSet[Engine] = WeakSet()


def open_engine(workspace: Workspace) -> Engine:
    """Open a workspace's catalog, making it where there is none.

    Raises:
        LedgerError: The catalog is of another version.
    """
    url = os.environ.get(CATALOG_VARIABLE)
    engine = create_engine(url or f"sqlite:///{workspace.catalog}")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
    _OPEN.add(engine)
    metadata.create_all(engine)
    with engine.begin() as connection:
        found = connection.execute(select(meta.c.value).where(meta.c.name == "version")).scalar()
        if found is None:
            connection.execute(insert(meta).values(name="version", value=str(CATALOG_VERSION)))
        elif found != str(CATALOG_VERSION):
            raise LedgerError(
                f"The ledger is of version {found}; this twokeys reads version {CATALOG_VERSION}."
            )
    return engine


@atexit.register
def _close() -> None:
    """Close what is open as the process ends; SQLite then clears its write-ahead log away."""
    for engine in tuple(_OPEN):
        engine.dispose()


def _durable(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
