"""Loosely typed records, and the ids that the object round a list may give for all of them."""

from collections.abc import Iterator

from flows.intake.ats.parsing.cells import identifier

Record = dict[str, object]


def records(value: object) -> list[Record]:
    """The objects in a list; anything else is passed over."""
    return list(_objects(value))


def _objects(value: object) -> Iterator[Record]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def record(value: object) -> Record:
    """An object, or an empty one where the value is none."""
    return value if isinstance(value, dict) else {}


def id_of(value: object) -> str | None:
    """An id given plainly, or as an object that carries it as `id` or `value`."""
    if isinstance(value, dict):
        return identifier(value.get("id")) or id_of(value.get("value"))
    return identifier(value)


def first_id(source: Record, *names: str) -> str | None:
    """The first of these fields that holds an id."""
    return next((found for name in names if (found := id_of(source.get(name)))), None)
