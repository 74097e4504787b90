"""A glance at what companions said, for commands that must answer at once.

SQLAlchemy takes longer to import than a small export takes to read; so the catalog in SQLite is
read by Python's own driver, and only another database through SQLAlchemy.
"""

import json
import os
import sqlite3
from contextlib import closing

import polars as pl

from flows.ledger.contents import frame_of, last_openings
from flows.workspace.layout import CATALOG_VARIABLE, Workspace
from schemas.config.policy import Requisition
from schemas.frames import LINKS


def companions_of(workspace: Workspace) -> tuple[pl.DataFrame, tuple[Requisition, ...]]:
    """What companions on record say: `schemas.frames.LINKS`, and the requisitions they declare."""
    if os.environ.get(CATALOG_VARIABLE):
        from flows.ledger.ledger import open_ledger

        catalog = open_ledger(workspace).catalog
        return catalog.links(), catalog.openings()
    if not workspace.catalog.is_file():
        return frame_of([], LINKS), ()
    with closing(sqlite3.connect(workspace.catalog)) as connection:
        links = connection.execute("SELECT content FROM links ORDER BY id").fetchall()
        told = connection.execute("SELECT requisition_id, content FROM openings ORDER BY id")
        openings = [(name, json.loads(content)) for name, content in told]
    return frame_of([json.loads(content) for (content,) in links], LINKS), last_openings(openings)
