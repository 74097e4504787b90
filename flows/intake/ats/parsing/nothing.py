"""What an interface answers where it has no records: an empty list, or why there is none."""

import msgspec

from flows.intake.ats.parsing.wrapped import keys_of
from schemas.errors import UnreadableFileError

_LISTS = frozenset({"data", "results", "items", "records", "scorecards", "feedback"})
"""What interfaces and scripts call the list of records within a page."""
_SAID = frozenset({"message", "error", "errors", "code"})
_ERROR = _SAID | {"status", "description", "details", "error_description", "field", "help"}


class EmptyListError(UnreadableFileError):
    """The list is there and nothing is in it."""

    def __init__(self) -> None:
        super().__init__("The list holds no records.")


def is_empty(keys: dict[str, msgspec.Raw]) -> bool:
    """Whether an object is a page with nothing on it, or such pages by the ids they are about."""
    named = any(_is_nothing(keys[name]) for name in _LISTS & keys.keys())
    return named or (bool(keys) and all(map(_is_nothing, keys.values())))


def _is_nothing(raw: bytes) -> bool:
    inner = keys_of(raw)
    return b"".join(bytes(raw).split()) == b"[]" if inner is None else is_empty(inner)


def event_of(keys: frozenset[str]) -> str:
    """Whose event (webhook) an object is, by its fields; empty where it is none."""
    if "event" in keys and keys & {"triggeredAt", "signature", "token"}:
        return "Lever"
    return "a tool such as Ashby" if "action" in keys and keys & {"data", "type"} else ""


def is_error(keys: dict[str, msgspec.Raw]) -> bool:
    """Whether an object says why there is no data."""
    failed = bytes(keys.get("success", b"")) == b"false"
    return failed or (keys.keys() <= _ERROR and bool(keys.keys() & _SAID))
