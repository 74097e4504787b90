"""A JSON file as UTF-8 bytes: byte-order marks, UTF-16 and foreign bytes settled at the door."""

import io
from pathlib import Path
from typing import BinaryIO

import msgspec

from flows.intake.files.saved import body_start, is_quoted
from schemas.errors import UnreadableFileError

MIB = 1 << 20
WHOLE_LIMIT = 64 * MIB
"""The most that is held as one value; longer files must be lists or one record a line."""
RECODED_LIMIT = 128 * MIB
"""The most that is converted from UTF-16, which cannot be done piece by piece."""
_HEAD = 64 * 1024
_SPACE = b" \t\r\n"


def open_utf8(path: Path) -> BinaryIO:
    """Open a JSON file as a stream of UTF-8 without a byte-order mark.

    Raises:
        UnreadableFileError: It is empty, not text, or UTF-16 beyond `RECODED_LIMIT`, or encoded
            twice and beyond `WHOLE_LIMIT` or broken.
    """
    stream: BinaryIO = path.open("rb")
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip(_SPACE + b"\0\xef\xbb\xbf\xff\xfe"):
        stream.close()
        raise UnreadableFileError("The file is empty.")
    utf16 = _utf16_of(head)
    if utf16:
        with stream:
            return _recoded(stream, utf16)
    if b"\0" in head:
        stream.close()
        raise UnreadableFileError(
            "The file holds NUL bytes, so it is not text; export it again as JSON in UTF-8."
        )
    start = body_start(head)
    stream.seek(start)
    if is_quoted(head[start:]):
        with stream:
            return _unquoted(stream)
    return stream


def _unquoted(stream: BinaryIO) -> BinaryIO:
    """The JSON that a file holds as one text in JSON."""
    text = stream.read(WHOLE_LIMIT + 1)
    if len(text) > WHOLE_LIMIT:
        raise UnreadableFileError(
            "The file is JSON written as one text in JSON (encoded twice), and too long to be "
            f"taken out of it at more than {WHOLE_LIMIT // MIB} MiB; save it encoded once."
        )
    try:
        return io.BytesIO(msgspec.json.decode(text, type=str).encode())
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise UnreadableFileError(
            "The file begins as JSON written as one text in JSON (encoded twice), but does not go "
            "on so; save it encoded once."
        ) from error


def _utf16_of(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head[:1] in b"[{" and head[1:2] == b"\0":
        return "utf-16-le"
    if head[:1] == b"\0" and head[1:2] in b"[{":
        return "utf-16-be"
    return ""


def _recoded(stream: BinaryIO, encoding: str) -> BinaryIO:
    data = stream.read(RECODED_LIMIT + 1)
    if len(data) > RECODED_LIMIT:
        raise UnreadableFileError(
            f"The file is UTF-16 and larger than {RECODED_LIMIT // MIB} MiB; save it as UTF-8."
        )
    try:
        return io.BytesIO(data.decode(encoding).encode())
    except UnicodeError as error:
        raise UnreadableFileError(
            "The file begins like UTF-16 but is not valid; save it as UTF-8."
        ) from error


def first_byte(stream: BinaryIO) -> bytes:
    """The first byte that is not space; the stream stays where it was."""
    start = stream.tell()
    head = stream.read(_HEAD).lstrip(_SPACE)
    stream.seek(start)
    return head[:1]
