"""The chain of events holds, and shows where it was broken."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, create_engine, delete, update

from flows.ledger.events import append_event, count_events, verify_events
from flows.ledger.tables import events, metadata

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def chain() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        for number in range(4):
            append_event(connection, NOON, "file_recorded", {"number": number})
        yield connection
    engine.dispose()


def test_an_untouched_chain_holds(chain: Connection) -> None:
    assert count_events(chain) == 4
    assert verify_events(chain) == []


def test_an_altered_event_is_found(chain: Connection) -> None:
    chain.execute(update(events).where(events.c.seq == 2).values(content={"number": 7}))
    assert verify_events(chain) == ["event 2 (file_recorded) was altered"]


def test_a_removed_event_is_found(chain: Connection) -> None:
    chain.execute(delete(events).where(events.c.seq == 2))
    assert verify_events(chain) == [
        "event 2 is missing: the next one is 3",
        "event 3 does not follow from the one before it",
    ]
