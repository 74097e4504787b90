"""What companions on record say, for commands that must answer at once."""

import json
import os

import polars as pl

from flows.ledger.contents import frame_of, last_openings
from flows.ledger.glance import glance_at
from flows.workspace.layout import CATALOG_VARIABLE, Workspace
from schemas.config.policy import Requisition
from schemas.frames import LINKS


def companions_of(workspace: Workspace) -> tuple[pl.DataFrame, tuple[Requisition, ...]]:
    """What companions on record say: `schemas.frames.LINKS`, and the requisitions they declare."""
    if not os.environ.get(CATALOG_VARIABLE) and not workspace.catalog.is_file():
        return frame_of([], LINKS), ()
    glance = glance_at(workspace)
    if glance is None:
        from flows.ledger.ledger import open_ledger  # brings SQLAlchemy, which is slow to import

        catalog = open_ledger(workspace).catalog
        return catalog.links(), catalog.openings()
    links = glance.contents("SELECT content FROM links ORDER BY id")
    told = glance.rows("SELECT requisition_id, content FROM openings ORDER BY id")
    openings = last_openings((name, json.loads(content)) for name, content in told)
    return frame_of(links, LINKS), openings
