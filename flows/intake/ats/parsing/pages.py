"""Pages of an interface that were saved into one file: one after another, or in a list."""

import json
import re
from json import JSONDecodeError
from typing import BinaryIO

import msgspec

from flows.intake.ats.parsing.stream import MIB, WHOLE_LIMIT
from flows.intake.ats.parsing.wrapped import keys_of, unquoted
from flows.intake.files.saved import HEADERS

FIRST_PAGE = 16 * MIB
"""No interface gives a page longer than this; a list without an end by here is one list."""
_NEXT_LIST = re.compile(rb"\]\s*(?:" + HEADERS + rb")*\[")
_BETWEEN = re.compile(rf"(?:[ \t\r\n,]|{HEADERS.decode()})*")
"""What stands between pages: space, the headers of the next answer, a comma of a list cut open."""
_LIST = msgspec.json.Decoder(list[msgspec.Raw])


def lists_follow(stream: BinaryIO, start: int) -> bool:
    """Whether the file may be lists one after another.

    In one JSON value a list never follows another without a comma, unless in a text.
    """
    stream.seek(start)
    return _NEXT_LIST.search(stream.read(FIRST_PAGE)) is not None


def pages_after_another(stream: BinaryIO, start: int) -> list[bytes]:
    """The JSON values that the file is; none where one is broken, or they are too long to hold."""
    text = _whole(stream, start)
    decoder = json.JSONDecoder()
    found: list[bytes] = []
    try:
        written = text.decode()
        at = _past_space(written, 0)
        while at < len(written):
            _, end = decoder.raw_decode(written, at)
            found.append(written[at:end].encode())
            at = _past_space(written, end)
    except (JSONDecodeError, UnicodeError, RecursionError):
        return []
    return found


def pages_in_list(stream: BinaryIO, start: int) -> list[bytes]:
    """The pages, or wrapped records, of a list; none where it holds anything else."""
    try:
        found = [bytes(raw) for raw in _LIST.decode(_whole(stream, start))]
        return found if all(map(_is_wrap, found)) else []
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return []


def _is_wrap(text: bytes) -> bool:
    """Whether a value is a list, or an object that has another value within."""
    inner = [text] if text.startswith(b"[") else map(bytes, (keys_of(text) or {}).values())
    return any(unquoted(value).startswith((b"[", b"{")) for value in inner)


def _whole(stream: BinaryIO, start: int) -> bytes:
    stream.seek(start)
    text = stream.read(WHOLE_LIMIT + 1)
    return text if len(text) <= WHOLE_LIMIT else b""


def _past_space(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
