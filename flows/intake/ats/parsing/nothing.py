"""What an interface answers where it has no records: an empty list, or why there is none."""

import msgspec

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
    """Whether an object is a page with nothing on it."""
    return any(b"".join(bytes(keys[name]).split()) == b"[]" for name in _LISTS & keys.keys())


def is_error(keys: dict[str, msgspec.Raw]) -> bool:
    """Whether an object says why there is no data."""
    failed = bytes(keys.get("success", b"")) == b"false"
    return failed or (keys.keys() <= _ERROR and bool(keys.keys() & _SAID))
