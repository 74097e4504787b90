"""Plain values out of loosely typed JSON: identifiers, times, text."""

import html
import re
from datetime import UTC, datetime
from functools import lru_cache

_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|/h[1-6]|/tr)\b[^>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_EPOCH_SECONDS = 10**11
"""A number above this is milliseconds: as seconds it would lie past the year 5000."""


def identifier(value: object) -> str | None:
    """An opaque id as text; null, empty text, truth values and broken numbers are none."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return str(value)


def text(value: object) -> str | None:
    """What a person wrote, without markup and control characters; none where nothing remains."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(part for item in value if (part := text(item))) or None
    if isinstance(value, dict):
        return text([f"{name} {part}" for name, item in value.items() if (part := text(item))])
    written = value if isinstance(value, str) else str(value)
    if "<" in written and _TAG.search(written):
        written = _TAG.sub("", _ITEM.sub("- ", _BREAK.sub("\n", written)))
        written = html.unescape(written)
    return _CONTROL.sub("", written).strip() or None


def instant(value: object) -> tuple[datetime | None, bool]:
    """A time as naive UTC, and whether its zone is known.

    Takes ISO 8601 text and epoch seconds or milliseconds. None where it is not a time; a time
    without a zone stays as it is, zone unknown.
    """
    if isinstance(value, str):
        return _written(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None, False
    seconds = value / 1000 if abs(value) >= _LONGEST_EPOCH_SECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), True
    except (OverflowError, ValueError, OSError):
        return None, False


@lru_cache(maxsize=65536)
def _written(value: str) -> tuple[datetime | None, bool]:
    try:
        when = datetime.fromisoformat(value)
        if when.tzinfo is None:
            return when, False
        return when.astimezone(UTC).replace(tzinfo=None), True
    except (ValueError, OverflowError):
        return None, False
