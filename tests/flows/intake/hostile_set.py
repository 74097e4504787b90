"""Files that would harm a careless reader, built small; each with words its refusal must hold."""

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BIG = 12 << 20
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'

READ = ""
"""In place of words: the file does no harm and is read, or refused for what it is not."""


def sheet(rows: bytes) -> bytes:
    """A worksheet with these rows."""
    return XML + b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def parts_of_a_workbook() -> dict[str, bytes]:
    """The parts of a small, honest workbook."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Candidate", "Opening", "Rating"])
    book.worksheets[0].append(["c-1", "R-1", 3])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(parts: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """The parts as a workbook file; `more` may repeat names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*parts.items(), *more]:
            archive.writestr(name, content)
    return out.getvalue()


def hostile_workbooks() -> dict[str, tuple[bytes, str]]:
    """Name, content and the words of the refusal, of each hostile workbook."""
    parts = parts_of_a_workbook()
    honest = archive_of(parts)
    types = parts["[Content_Types].xml"]
    laugh = b"<worksheet " + MAIN + b'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;'
    laugh += b"</t></is></c></row></sheetData></worksheet>"
    corner = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    corner += b'<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sparse = b"".join(
        b'<row r="%d"><c r="XFD%d"><v>2</v></c></row>' % (row, row)
        for row in range(1, 1048576, 10000)
    )
    many = b"".join(
        b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        b'name="s%d" sheetId="%d" r:id="rId1"/>' % (at, at)
        for at in range(1, 20001)
    )
    bad_sum = bytearray(honest)
    bad_sum[honest.find(SHEET.encode()) + len(SHEET) + 40] ^= 0xFF
    odd = b'<row r="1"><c r="AAAA99999999"><v>1</v></c><c r="B1" t="s"><v>77</v></c></row>'
    encrypted = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") * 9
    return {
        "bomb of rows": (_with(parts, SHEET, sheet(b"<row><c><v>1</v></c></row>" * (BIG // 26))),
                         "zip bomb"),
        "bomb in a cell": (_with(parts, SHEET, sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
                           + b"A" * BIG + b"</t></is></c></row>")), "zip bomb"),
        "bomb of strings": (archive_of(parts, (STRINGS, b"<si><t>A</t></si>" * (BIG // 18))),
                            "zip bomb"),
        "entities in a sheet": (_with(parts, SHEET, LAUGHS + laugh), "XML entities"),
        "entities in wide letters": (
            _with(parts, SHEET, (LAUGHS + laugh).decode().encode("utf-16")), "XML entities"),
        "entities behind a comment": (
            _with(parts, SHEET, XML + b"<!--" + b"x" * 70_000 + b"-->" + LAUGHS[21:] + laugh),
            "XML entities"),
        "a file from outside": (_with(parts, SHEET, OUTSIDE + laugh), "XML entities"),
        "a lie about its size": (_with(parts, SHEET, XML + b"<worksheet " + MAIN
                                 + b'><dimension ref="A1:XFD1048576"/><sheetData>'
                                 + b'<row r="1"><c r="A1"><v>1</v></c></row>'
                                 + b"</sheetData></worksheet>"), READ),
        "a cell in the last corner": (_with(parts, SHEET, sheet(corner)), "far more memory"),
        "cells in the last column": (_with(parts, SHEET, sheet(sparse)), "far more memory"),
        "macros": (archive_of(parts, ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")), "macros"),
        "cells from elsewhere": (
            archive_of(parts, ("xl/externalLinks/externalLink1.xml", XML + b"<externalLink/>")),
            "other workbooks"),
        "cut off": (honest[: len(honest) // 2], "damaged"),
        "wrong checksum": (bytes(bad_sum), "damaged"),
        "encrypted": (encrypted, "password"),
        "two parts of one name": (_doubled(parts), "two parts of one name"),
        "a part outside": (archive_of(parts, ("../../evil.txt", b"x")), "outside"),
        "cells with wild names": (_with(parts, SHEET, sheet(odd)), READ),
        "twenty thousand sheets": (
            _with(parts, "xl/workbook.xml",
                  re.sub(rb"<sheets>.*</sheets>", b"<sheets>" + many + b"</sheets>",
                         parts["xl/workbook.xml"])), "200 sheets"),
        "rows in rows": (_with(parts, SHEET, sheet(b"<row>" * 200_000 + b"</row>" * 200_000)),
                         READ),
        "a Word document": (archive_of({"[Content_Types].xml": types, "word/document.xml": XML}),
                            "Word document"),
        "an archive of exports": (archive_of({"a.csv": b"a,b\n"}), "zip archive"),
        "a sheet of ODF": (archive_of({"mimetype": b"application/vnd.oasis"}), "OpenDocument"),
    }  # fmt: skip


def hostile_texts() -> dict[str, tuple[bytes, str]]:
    """Name, content and the words of the refusal, of each hostile text."""
    return {
        "empty": (b"", "empty"),
        "blank": (b"\n \n", "nothing but blanks"),
        "one endless line": (b"a,b\n" + b"x" * (3 << 20), "line of more than a million"),
        "a NUL at the start": (b"a,b\x00\n1,2\n", "NUL"),
        "a NUL further down": (b"a,b\n" + b"1,2\n" * 50_000 + b"\x00,\n", "NUL"),
        "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        "a PDF": (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        "a gzip": (b"\x1f\x8b\x08\x00" + b"\x01" * 40, "gzip"),
        "an open quote": (b'a,b\n"1,2\n' + b"3,4\n" * 1000, READ),
        "too many columns": (b",".join([b"c"] * 20_000) + b"\n", "more columns"),
        "JSON cut off": (b'[{"id": 1, "attributes": [', READ),
        "JSON nested deeply": (b"[" * 200_000, READ),
    }


def write_set(folder: Path) -> dict[str, tuple[Path, str]]:
    """Write the whole set, links and sparse files with it."""
    written: dict[str, tuple[Path, str]] = {}
    for at, (name, (content, words)) in enumerate(
        {**hostile_workbooks(), **hostile_texts()}.items()
    ):
        path = folder / f"{at:02d}.xlsx"
        path.write_bytes(content)
        written[name] = (path, words)
    for name, make, words in _SPECIAL:
        path = folder / name
        make(path)
        written[name] = (path, words)
    return written


def _with(parts: dict[str, bytes], name: str, content: bytes) -> bytes:
    return archive_of({**parts, name: content})


def _doubled(parts: dict[str, bytes]) -> bytes:
    """The first directory entry renamed to another's name, as writers cannot do by themselves."""
    twin = SHEET.replace("sheet1", "sheet2")
    return archive_of(parts, (twin, parts[SHEET])).replace(twin.encode(), SHEET.encode())


def _sparse(start: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(start)
            stream.truncate(2 << 30)

    return make


def _link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


_SPECIAL: tuple[tuple[str, Callable[[Path], None], str], ...] = (
    ("two gigabytes of nothing", _sparse(b""), "NUL"),
    ("two gigabytes after a heading", _sparse(b"a,b\n1,2\n" * 9000), "NUL"),
    ("two gigabytes of one value", _sparse(b"[" + b" " * 70_000), "512 MB"),
    ("two gigabytes after a bracket", _sparse(b"[\n" + b" " * 70_000), READ),
    ("two gigabytes of wide letters", _sparse(b"\xff\xfea\x00"), "256 MB"),
    ("a link", _link, "link"),
    ("a folder", Path.mkdir, "not a file"),
    ("a pipe", os.mkfifo, "not a file"),
)
