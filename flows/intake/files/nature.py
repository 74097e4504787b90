"""What a dropped file is, by its bytes and never by its name, and whether it may be opened."""

import os
import re
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path

from flows.intake.files.saved import body_start, is_quoted
from schemas.errors import UnreadableFileError

HEAD = 1 << 16
CHUNK = 1 << 22
LINES_CHUNK = 1 << 19
"""Small enough for a processor's own memory, where looking costs next to nothing."""
LONGEST_LINE = 1 << 20
"""No export has a line of more than one MiB; a longer one is a binary or a bomb."""
LONG = 1 << 23
"""Bytes from which a file is looked through in two parts at once."""
LONGEST_DOCUMENT = 1 << 29
"""A JSON document in a single line of more than 512 MiB cannot be held in memory."""

WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OLE_PASSWORD = "EncryptedPackage".encode("utf-16-le")


_JSON_WITHIN = re.compile(rb'(?:^|[\s=(])(?:\[\s*)?\{\s*"\w+"\s*:\s*["\[{\w-]', re.MULTILINE)


class Nature(StrEnum):
    """The sorts of content that readers take."""

    WORKBOOK = "workbook"
    DOCUMENT = "document"
    DELIMITED = "delimited"


SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF. Export the answers as .xlsx or .csv instead"),
    (b"\x1f\x8b", "a gzip archive. Unpack it and drop the file that is in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive. Unpack it and drop the files that are in it"),
    (b"Rar!", "a RAR archive. Unpack it and drop the files that are in it"),
    (b"\x89PNG", "a picture. Drop the export itself"),
    (b"\xff\xd8\xff", "a picture. Drop the export itself"),
    (b"PAR1", "a Parquet file. Export the answers as .xlsx or .csv instead"),
    (b"{\\rtf", "a text document. Export the answers as .xlsx or .csv instead"),
)


def nature_of(path: Path) -> Nature:
    """Say what `path` holds.

    Raises:
        UnreadableFileError: It is no regular file, is empty, or is of a sort nobody reads.
    """
    check_regular(path)
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return Nature.WORKBOOK
    if head.startswith(OLE):
        raise UnreadableFileError(_ole_sentence(path))
    for signature, sentence in SIGNATURES:
        if head.startswith(signature):
            raise UnreadableFileError(f"This is {sentence}.")
    if head.startswith(WIDE_BOMS):
        begins = head.decode("utf-16", errors="ignore").lstrip()[:1]
        return Nature.DOCUMENT if begins in ("{", "[") else Nature.DELIMITED
    if b"\x00" in head:
        raise UnreadableFileError(
            "The file holds NUL bytes, so it is not text. Export the answers as .xlsx or .csv."
        )
    return _text_nature(path, head)


def check_regular(path: Path) -> None:
    """Refuse links, folders, devices and empty files, without opening them.

    Raises:
        UnreadableFileError: `path` is not a regular file with something in it.
    """
    try:
        found = os.lstat(path)
    except OSError as error:
        raise UnreadableFileError("The file is not there any more. Drop it again.") from error
    if stat.S_ISLNK(found.st_mode):
        raise UnreadableFileError("This is a link, not a file. Drop a copy of the file itself.")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFileError("This is not a file. Drop the export file itself.")
    if found.st_size == 0:
        raise UnreadableFileError("The file is empty. Export it again.")


def check_lines(path: Path) -> None:
    """Refuse delimited text that is binary further down or has a line without end.

    Raises:
        UnreadableFileError: A NUL byte, or a line longer than `LONGEST_LINE` bytes.
    """
    size = path.stat().st_size
    if size < LONG:
        _check_part(path, 0, sys.maxsize)
        return
    middle = size // 2
    with ThreadPoolExecutor(2) as workers:
        first = workers.submit(_check_part, path, 0, middle)
        second = workers.submit(_check_part, path, middle - LONGEST_LINE, sys.maxsize)
        first.result()
        second.result()


def _check_part(path: Path, start: int, stop: int) -> None:
    """Check the bytes of a file from `start` to `stop`, or to its end.

    A part that begins `LONGEST_LINE` early finds a line that is too long whichever part it is in.
    """
    since_break = 0
    chunk = bytearray(LINES_CHUNK)
    with path.open("rb", buffering=0) as stream, memoryview(chunk) as room:
        stream.seek(start)
        while n := stream.readinto(room[: stop - start]):
            if chunk.find(b"\x00", 0, n) >= 0:
                raise UnreadableFileError(
                    "The file holds NUL bytes, so it is damaged or not text. Export it again."
                )
            since_break = _longest_open_line(chunk, n, since_break)
            start += n


def _longest_open_line(chunk: bytearray, n: int, since_break: int) -> int:
    """Bytes since the last line break of the first `n` of `chunk`; a longer line is refused."""
    start, longest = 0, since_break
    while start < n:
        stop = min(start + LONGEST_LINE, n)
        last = max(chunk.rfind(b"\n", start, stop), chunk.rfind(b"\r", start, stop))
        longest = stop - last - 1 if last >= 0 else longest + stop - start
        if longest > LONGEST_LINE:
            raise UnreadableFileError(
                "The file has a line of more than a million characters, which no export has. "
                "It is damaged; export it again."
            )
        start = stop
    return longest


def holds_json(path: Path) -> bool:
    """Whether a text that does not begin as JSON has JSON soon after; a CSV doubles its quotes."""
    with path.open("rb") as stream:
        return _JSON_WITHIN.search(stream.read(HEAD)) is not None


def _text_nature(path: Path, head: bytes) -> Nature:
    start = head[body_start(head) :].lstrip()
    if head.lstrip().startswith(b"HTTP/") and start[:1] not in (b"{", b"[", b"<"):
        raise UnreadableFileError(
            "The file begins with what a web server says before its answer, and no JSON follows. "
            "Fetch it again without the headers (curl without -i)."
        )
    if not start:
        raise UnreadableFileError("The file holds nothing but blanks. Export it again.")
    if start[:1] in (b"{", b"[") or is_quoted(start):
        if b"\n" not in head and path.stat().st_size > LONGEST_DOCUMENT:
            raise UnreadableFileError(
                "The file is one line of more than 512 MB. Export it in parts or as JSON Lines."
            )
        return Nature.DOCUMENT
    if start[:1] == b"<":
        raise UnreadableFileError(
            "This is a web page or XML, not a table. Export the answers as .xlsx or .csv."
        )
    return Nature.DELIMITED


def _ole_sentence(path: Path) -> str:
    with path.open("rb") as stream:
        content = stream.read(CHUNK)
    if OLE_PASSWORD in content:
        return "The workbook is protected by a password. Save it without one and drop it again."
    return "This is a file of Excel 97-2003 (.xls). Save it as .xlsx and drop it again."
