"""The chain of events: each carries the digest of the one before, and none names a person."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select

from flows.ledger.tables import events

FIRST = "0" * 64
"""What the first event carries in place of a predecessor's digest."""


def append_event(
    connection: Connection, at: datetime, kind: str, content: Mapping[str, Any]
) -> str:
    """Append one event in the caller's transaction; return its digest.

    Args:
        connection: An open transaction, so that a change and its event stand or fall together.
        at: When; stored as UTC.
        kind: A short stable name, for example `file_ingested`.
        content: Identifiers and figures only, never names, addresses or answers.
    """
    last = select(events.c.seq, events.c.digest).order_by(events.c.seq.desc()).limit(1)
    row = connection.execute(last).one_or_none()
    seq, previous = (row.seq + 1, row.digest) if row else (1, FIRST)
    at = at.astimezone(UTC).replace(tzinfo=None)
    digest = event_digest(seq, at, kind, content, previous)
    connection.execute(
        insert(events).values(
            seq=seq, at=at, kind=kind, content=dict(content), previous=previous, digest=digest
        )
    )
    return digest


def event_digest(
    seq: int, at: datetime, kind: str, content: Mapping[str, Any], previous: str
) -> str:
    """SHA-256, hexadecimal, over an event and its predecessor's digest."""
    text = json.dumps(
        [seq, at.isoformat(), kind, content, previous], sort_keys=True, ensure_ascii=True
    )
    return sha256(text.encode()).hexdigest()


def verify_events(connection: Connection) -> list[str]:
    """Say where the chain is broken, one sentence a place; an empty list means it holds."""
    broken: list[str] = []
    previous, expected_seq = FIRST, 1
    for row in connection.execute(select(events).order_by(events.c.seq)):
        if row.seq != expected_seq:
            broken.append(f"event {expected_seq} is missing: the next one is {row.seq}")
        if row.previous != previous:
            broken.append(f"event {row.seq} does not follow from the one before it")
        if event_digest(row.seq, row.at, row.kind, row.content, row.previous) != row.digest:
            broken.append(f"event {row.seq} ({row.kind}) was altered")
        previous, expected_seq = row.digest, row.seq + 1
    return broken


def count_events(connection: Connection) -> int:
    """How many events there are."""
    return int(connection.execute(select(func.count()).select_from(events)).scalar_one())
