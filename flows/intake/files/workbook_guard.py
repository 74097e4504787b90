"""The guard before a workbook: what a zip archive claims, checked before anything parses it.

The fast readers can be killed by a few kilobytes, so this looks only at the archive's directory and
at the first bytes of each part. What hides further down meets the memory limit of the child.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import UnreadableFileError

LARGEST = 700 << 20
"""Bytes of a workbook when unpacked: a million rows of ten columns have fewer."""
RATIO = 100
"""Real sheets are packed 5 to 30 times; from `RATIO_FROM` bytes a higher ratio is a bomb."""
RATIO_FROM = 10 << 20
PARTS = 2_000
SHEETS = 200
WIDEST = 4_108
"""Columns up to FAZ: no export is so wide, and a grid up to there is vast."""
START = 1 << 16
WORKBOOK_PART = "xl/workbook.xml"
LARGEST_WORKBOOK_PART = 4 << 20
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\br:id=\"([^\"]+)\"")
RELATION = re.compile(rb"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
FAR_APART = (
    "The workbook asks for far more memory than its cells need, as when one cell stands "
    "in the last row or column. Delete empty rows and columns, or export it as .csv."
)

OTHER_ARCHIVES: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "This is a Word document. Export the answers as .xlsx or .csv."),
    ("ppt/presentation.xml", "This is a presentation. Export the answers as .xlsx or .csv."),
    ("xl/workbook.bin", "This is a binary workbook (.xlsb). Save it as .xlsx and drop it again."),
    ("mimetype", "This is an OpenDocument file. Save it as .xlsx and drop it again."),
    ("Index/Document.iwa", "This is a Numbers document. Export it as .xlsx and drop it again."),
)


def check_workbook(path: Path) -> int:
    """Refuse an archive that is no workbook or that could harm.

    Returns:
        The bytes of its parts when unpacked, by which the memory of the reader is measured.

    Raises:
        UnreadableFileError: With the sentence that the recruiter reads.
    """
    with refusing_damage(), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _check_directory(parts)
        _check_starts(archive, parts)
        _check_sheet_count(archive)
        return sum(part.file_size for part in parts)


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Say in a sentence what an archive does that is damaged.

    Raises:
        UnreadableFileError: In place of what `zipfile` raises.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableFileError(
            "The workbook is damaged or was cut off while it was copied. Save and drop it again."
        ) from error
    except RuntimeError as error:  # what zipfile raises for a part with a password
        raise UnreadableFileError(
            "The workbook is protected by a password. Save it without one and drop it again."
        ) from error


def sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """The parts of the sheets in the order of the workbook."""
    targets: dict[bytes, str] = {}
    if RELATIONS not in archive.namelist():
        return []
    for relation in RELATION.findall(archive.read(RELATIONS)):
        named = dict(ATTRIBUTE.findall(relation))
        target = named.get(b"Target", b"").decode("utf-8", "replace")
        targets[named.get(b"Id", b"")] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return [targets.get(name, "") for name in SHEET.findall(archive.read(WORKBOOK_PART))]


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if WORKBOOK_PART not in names:
        for name, sentence in OTHER_ARCHIVES:
            if name in names:
                raise UnreadableFileError(sentence)
        raise UnreadableFileError(
            "This is a zip archive, not a workbook. Unpack it and drop the files that are in it."
        )
    _check_names(parts, names)
    for part in parts:
        packed_too_well = (
            part.file_size > RATIO_FROM and part.file_size > RATIO * part.compress_size
        )
        if part.file_size > LARGEST or packed_too_well:
            raise UnreadableFileError(
                "The workbook unpacks to far more than a sheet can hold, as a zip bomb does. "
                "Export it again, or as .csv."
            )
    if sum(part.file_size for part in parts) > LARGEST:
        raise UnreadableFileError(
            "The workbook is larger than 700 MB when unpacked. Export it as .csv, or in parts."
        )


def _check_names(parts: list[zipfile.ZipInfo], names: set[str]) -> None:
    if len(names) != len(parts) or len({name.casefold() for name in names}) != len(parts):
        raise UnreadableFileError(
            "The workbook holds two parts of one name, so programs disagree on what is in it. "
            "Open it, save it under a new name and drop that."
        )
    if len(parts) > PARTS:
        raise UnreadableFileError("The workbook has thousands of parts. Export it again.")
    for name in names:
        if ".." in name.split("/") or name.startswith(("/", "\\")) or ":" in name:
            raise UnreadableFileError(
                "The workbook holds a part that would be written outside of it. It is not safe."
            )
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise UnreadableFileError(
            "The workbook carries macros. Save it as .xlsx, which drops them, and drop it again."
        )
    if any(name.casefold().startswith("xl/externallinks/") for name in names):
        raise UnreadableFileError(
            "The workbook takes cells from other workbooks. Paste them as values and drop it again."
        )


def _check_starts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse declarations of document types, which real workbooks never have."""
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as stream:
            start = stream.read(START)
        plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start or not _is_plain_xml(plain):
            raise UnreadableFileError(
                "The workbook declares XML entities, as no spreadsheet program does. "
                "It is not safe; export it again."
            )


def _is_plain_xml(start: bytes) -> bool:
    """Whether the root element begins within what was read, in an encoding that shows it."""
    if not start:
        return True
    if not start.startswith(b"<") or b"\x00" in start[:64]:
        return False
    rest = start
    while rest.startswith((b"<?", b"<!--")):
        end = b"?>" if rest.startswith(b"<?") else b"-->"
        found = rest.find(end)
        if found < 0:
            return False
        rest = rest[found + len(end) :].lstrip()
    return rest.startswith(b"<") and not rest.startswith(b"<!")


def _check_sheet_count(archive: zipfile.ZipFile) -> None:
    with archive.open(WORKBOOK_PART) as stream:
        content = stream.read(LARGEST_WORKBOOK_PART)
    if content.count(b"<sheet ") + content.count(b":sheet ") > SHEETS:
        raise UnreadableFileError("The workbook has more than 200 sheets. Drop only those needed.")
