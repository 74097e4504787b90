"""Cut a long list, or one record a line, into blocks of whole records: memory stays bounded."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import msgspec

from flows.intake.ats.parsing.stream import MIB, WHOLE_LIMIT
from schemas.errors import UnreadableFileError

BLOCK = MIB // 4
"""Short enough that what is made of a block is still in the processor's cache when it is used."""
_STRING = rb'"(?:[^"\\]|\\.){0,500}"'
_FIRST_KEYS = re.compile(
    rb"\s*\{\s*("
    + _STRING
    + rb")(?:\s*:\s*(?:"
    + _STRING
    + rb"|[\w.+-]+)\s*,\s*("
    + _STRING
    + rb"))?"
)
_HEAD = 4096
_NEAR = MIB // 256
_TAILS = (MIB // 64, MIB // 4)
_TRIES = 8
_A_COMMA = "a comma stands before the end of its list or object; take it out"
_A_BARE_WORD = (
    "bare words such as NaN, and texts in single quotes, are not JSON; no value is written null"
)
_RAW_LIST = msgspec.json.Decoder(list[msgspec.Raw])
AtOnce = Callable[[bytes], list[Any] | None]
"""Decodes a whole array into records of one shape; None where one of them has another shape."""


@dataclass(frozen=True)
class Block:
    """Some whole records.

    Attributes:
        text: A JSON array of them; or lines, where `lines`.
        first: Index of the first, from 0; or its line number, from 1, where `lines`.
        lines: One record a line.
        passed: How many bytes of the list come before; in an array, how many more than this
            text's own stand before a place in it.
        n_lines: How many lines there are, where `lines`; blank ones too.
        list_size: Bytes of the whole list.
        decoded: The records, where they were decoded at once to find where the block ends.
    """

    text: bytes
    first: int
    lines: bool
    passed: int = 0
    n_lines: int = 0
    list_size: int = 0
    decoded: list[Any] | None = None

    def records(self) -> Iterator[tuple[int, bytes]]:
        """Each record's index or line number, and its text; blank lines are left out."""
        if self.lines:
            for at, line in enumerate(io.BytesIO(self.text), self.first):
                if line.strip():
                    yield at, line
        else:
            for at, raw in enumerate(self._raw(), self.first):
                yield at, bytes(raw)

    def _raw(self) -> list[msgspec.Raw]:
        try:
            return _RAW_LIST.decode(self.text)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise UnreadableFileError(broken(error, self.passed)) from error


def line_blocks(stream: BinaryIO) -> Iterator[Block]:
    """Cut a file of one JSON value a line.

    Raises:
        UnreadableFileError: A line is longer than `WHOLE_LIMIT`.
    """
    rest, first, passed = b"", 1, 0
    size = _left(stream)
    while piece := stream.read(max(BLOCK, len(rest))):
        end = piece.rfind(b"\n") + 1
        if end:
            text, rest = rest + piece[:end], piece[end:]
            n_lines = text.count(b"\n")
            yield Block(text, first, True, passed, n_lines, size)
            first, passed = first + n_lines, passed + len(text)
        else:
            rest += piece
        if len(rest) > WHOLE_LIMIT:
            raise UnreadableFileError(
                f"Line {first} is longer than {WHOLE_LIMIT // MIB} MiB; no record is that long."
            )
    if rest.strip():
        n_lines = rest.count(b"\n") + 1
        yield Block(rest, first, True, passed, n_lines, size)


def array_blocks(stream: BinaryIO, at_once: AtOnce | None = None) -> Iterator[Block]:
    """Cut a file that is one JSON array of objects.

    A cut is made before an object that begins as the first one does, and only where the text
    up to there proves to be whole records; a cut that falls inside a record is tried again
    further ahead.

    Args:
        stream: Stands before the array.
        at_once: Tried first to prove that records are whole, so that they are decoded once.

    Raises:
        UnreadableFileError: It is not JSON, ends early, or one record exceeds `WHOLE_LIMIT`.
    """
    size = _left(stream)
    start = stream.read(_HEAD)
    while start.isspace():
        start += stream.read(_HEAD)
    text = start.lstrip()[1:]
    passed, first = len(start) - len(text) - 1, 0
    del start
    begins = _beginning(text)
    while piece := stream.read(max(BLOCK, len(text))):
        text += piece
        del piece
        cut, block, n_records = _cut(text, begins, at_once)
        if block is not None:
            text = text[cut:]
            yield replace(block, first=first, passed=passed, list_size=size)
            first, passed = first + n_records, passed + cut
            del block  # the text of one block at a time, not of two
        elif len(text) > WHOLE_LIMIT:
            raise UnreadableFileError(
                f"Record {first + 1} of the list does not end within {WHOLE_LIMIT // MIB} MiB; "
                "export one record a line (JSON Lines), or a shorter list."
            )
    if text.strip() != b"]":
        yield Block(b"[" + text, first, lines=False, passed=passed, list_size=size)


def _left(stream: BinaryIO) -> int:
    """How many bytes there are from here to the end."""
    start = stream.tell()
    end = stream.seek(0, io.SEEK_END)
    stream.seek(start)
    return end - start


def _beginning(text: bytes) -> re.Pattern[bytes]:
    """How records begin: with the first key of the first one, and its second where it is near.

    One key alone would be found in objects within a record too (an `id`, a `name`).
    """
    keys = _FIRST_KEYS.match(text)
    if keys is None:
        return re.compile(rb"\{")
    first, second = (re.escape(key) if key else b"" for key in keys.groups())
    if not second:
        return re.compile(rb"\{\s*" + first)
    between = rb"\s*:\s*(?:" + _STRING + rb"|[\w.+-]+)\s*,\s*"
    return re.compile(rb"\{\s*" + first + between + second)


def _cut(
    text: bytes, begins: re.Pattern[bytes], at_once: AtOnce | None
) -> tuple[int, Block | None, int]:
    """Where the last whole record of `text` ends, the block up to there, and its length.

    There is no block where no whole record was found.
    """
    for at in _places(text, begins):
        comma = text.rfind(b",", 0, at)
        if comma > 0 and not text[comma + 1 : at].strip():
            array = b"".join((b"[", memoryview(text)[:comma], b"]"))
            decoded = None if at_once is None else at_once(array)
            n_records = _count(array) if decoded is None else len(decoded)
            if n_records:
                return at, Block(array, 0, lines=False, decoded=decoded), n_records
    return 0, None, 0


def _places(text: bytes, begins: re.Pattern[bytes]) -> Iterator[int]:
    """Where the last few records seem to begin, the last one first: it nearly always is one."""
    last = _found(text, begins, _NEAR)[-1:]
    yield from last
    for tail in (*_TAILS, len(text)):
        found = _found(text, begins, tail)
        if found:
            yield from (at for at in found[: -_TRIES - 1 : -1] if at not in last)
            return


def _found(text: bytes, begins: re.Pattern[bytes], tail: int) -> list[int]:
    return [place.start() for place in begins.finditer(text, max(1, len(text) - tail))]


def _count(array: bytes) -> int:
    try:
        return len(_RAW_LIST.decode(array))
    except (msgspec.MsgspecError, RecursionError):
        return 0


def broken(error: Exception, passed: int = 0) -> str:
    """Say in a sentence why a text is not JSON.

    Args:
        error: What the decoder raised.
        passed: How many bytes came before the text that it read.
    """
    said = str(error)
    if isinstance(error, RecursionError):
        return "The JSON is nested too deeply to be an export."
    if "truncated" in said:
        return "The file ends in the middle of a record; export or copy it again."
    place = re.search(r"byte (\d+)", said)
    where = f" at byte {int(place.group(1)) + passed}" if place else ""
    if "trailing characters" in said:
        return (
            f"The file is not valid JSON{where}: it goes on after its list or record has ended. "
            "If pages were saved into it, one of them is broken; fetch them again."
        )
    why = _A_COMMA if "trailing comma" in said else _A_BARE_WORD
    return f"The file is not valid JSON{where} ({why})."
