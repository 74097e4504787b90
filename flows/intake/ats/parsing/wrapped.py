"""Take records out of what pipelines wrapped them in, so that their lines keep their numbers."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from flows.intake.ats.parsing.blocks import Block
from flows.intake.files.saved import RAW_COLUMN

_ENVELOPES = {
    "data": frozenset({"stream", "data", "emitted_at"}),
    RAW_COLUMN: frozenset({RAW_COLUMN}),
}
"""In what a pipeline wraps each record: where the record is, and what tells that it is wrapped."""
_MESSAGES = frozenset(
    b"SCHEMA RECORD STATE ACTIVATE_VERSION BATCH LOG TRACE CATALOG SPEC CONTROL".split()
)
"""Types of the messages of taps and of connectors; only one of them carries a record."""
_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def keys_of(text: bytes) -> dict[str, msgspec.Raw] | None:
    """The fields of an object, undecoded; None where a text is none."""
    try:
        return _KEYS.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def unquoted(text: bytes) -> bytes:
    """A value that was encoded twice as the value that it is; any other as it came."""
    if not text.startswith((b'"{', b'"[')):
        return text
    try:
        return msgspec.json.decode(text, type=str).encode()
    except (msgspec.MsgspecError, UnicodeError):
        return text


def unwrapped(block: Block) -> Block:
    """Take records out of the envelopes in which a pipeline wrote them, line for line."""
    start = len(block.text) - len(block.text.lstrip())
    end = block.text.find(b"\n", start)
    first = frozenset(keys_of(block.text[start : end if end > 0 else None]) or ())
    held = next((name for name, signs in _ENVELOPES.items() if signs <= first), None)
    if held is None:
        return block
    lines = block.text.split(b"\n")
    inner = [
        unquoted(bytes(keys[held])) if (keys := keys_of(line)) and held in keys else line
        for line in lines
    ]
    return replace(block, text=b"\n".join(inner))


def is_message(keys: dict[str, msgspec.Raw] | None) -> bool:
    """Whether an object is a message of a tap or connector, of which a file has one a line."""
    return keys is not None and bytes(keys.get("type", b"")).strip(b'"') in _MESSAGES


def streams_in(block: Block) -> Iterator[str]:
    """The names of the streams of which a block of messages has records."""
    yield from (name for line in block.text.split(b"\n") if (name := _carried(line)[0]))


def of_stream(block: Block, name: str) -> Block:
    """The records of one stream; the lines of all other messages are left blank."""
    carried = map(_carried, block.text.split(b"\n"))
    return replace(block, text=b"\n".join(raw if own == name else b"" for own, raw in carried))


def _carried(line: bytes) -> tuple[str, bytes]:
    """The stream's name and the record of a message; no name where it carries none."""
    keys = keys_of(line)
    if keys is None or bytes(keys.get("type", b"")) != b'"RECORD"' or "record" not in keys:
        return "", b""
    inner = keys_of(keys["record"]) or {}
    if "stream" not in keys and {"stream", "data"} <= inner.keys():
        return _name(inner["stream"]), bytes(inner["data"])
    return _name(keys.get("stream", b'""')), bytes(keys["record"])


def _name(raw: bytes) -> str:
    try:
        return msgspec.json.decode(raw, type=str)
    except (msgspec.MsgspecError, UnicodeError):
        return ""
