"""Fields given twice in one record: parsers keep the last and say nothing, so we look."""

import json

import msgspec


def decoded_once(raw: bytes) -> tuple[object, tuple[str, ...]]:
    """Decode a JSON value, and say which fields an object in it gives twice.

    Raises:
        msgspec.MsgspecError: It is not JSON.
        ValueError: It is not UTF-8, or a number is too long.
        RecursionError: It is nested too deeply.
    """
    msgspec.json.decode(raw)
    twice: list[str] = []

    def keep(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return found

    return json.loads(raw, object_pairs_hook=keep), tuple(dict.fromkeys(twice))
