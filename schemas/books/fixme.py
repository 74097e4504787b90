"""The fix-me: the faulty rows of one dropped file, what is wrong with each, what would be right.

Mended and dropped again, its workbook is known by an identity inside: a very hidden sheet
`schemas.books.returned.IDENTITY_SHEET` holds, in column A from row 1, the chunks of `fixme_chunks`.
"""

import hashlib
import json
from typing import Literal

from pydantic import Field, ValidationError

from schemas.base import Contract
from schemas.books.sealed import IDENTITY_MARK
from schemas.fault import Fault
from schemas.words import SourceName

FIXME = "fixme"
OWN_HEADINGS = ("Row in your file", "What is wrong", "What would be right")
"""The columns before those of the file; a reader of the mended workbook takes them off."""
_CHUNK = 30_000


class FixMeRow(Contract):
    """One faulty row as it came."""

    row: int = Field(ge=1, description="As the recruiter's tool counted it.")
    cells: tuple[str, ...] = Field(description="One a column; empty text is an empty cell.")
    faults: tuple[Fault, ...] = Field(min_length=1)
    marked: dict[int, tuple[str, ...]] = Field(
        default={}, description="Index of each faulty cell, and the answers to offer in it."
    )


class FixMeSheet(Contract):
    """The faulty rows of one sheet, or of a delimited file, under their own headings."""

    title: str = Field(description="The sheet's title in the fix-me workbook.")
    sheet: str = Field(description="The sheet's name in the dropped file; empty for text.")
    header: tuple[tuple[str, ...], ...] = Field(min_length=1, max_length=3)
    rows: tuple[FixMeRow, ...]
    canonical: bool = Field(
        default=False, description="Records of a JSON export, shown as a long table of ours."
    )

    @property
    def places(self) -> dict[str, tuple[int, ...]]:
        """Row numbers of the dropped file, by the name of their sheet there."""
        found: dict[str, dict[int, None]] = {}
        for row in self.rows:
            for fault in row.faults:
                found.setdefault(fault.sheet, {})[row.row] = None
        return {sheet: tuple(rows) for sheet, rows in found.items()}


class FixMe(Contract):
    """Everything that a recruiter must mend in one dropped file."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    file_name: str
    digest: str = Field(description="SHA-256 of the dropped file, hexadecimal.")
    source: SourceName
    source_map: str = Field(default="", description="Name of the Source map that read it.")
    sheets: tuple[FixMeSheet, ...] = ()
    others: tuple[Fault, ...] = Field(
        default=(), description="Faults of the whole file, or of places that are no rows."
    )


class SheetIdentity(Contract):
    """How one sheet of the workbook goes back to what it was."""

    title: str
    sheet: str
    header_rows: int = Field(ge=1, le=3)
    canonical: bool = False
    places: dict[str, tuple[int, ...]] = Field(
        default={}, description="The rows it shows, by the name of their sheet in the dropped file."
    )


class FixMeIdentity(Contract):
    """Which file a mended workbook mends, and how its sheets are read."""

    kind: Literal["fixme"] = "fixme"
    version: Literal[1] = Field(default=1, description="Version of this contract.")
    digest: str
    source: SourceName
    source_map: str = ""
    sheets: tuple[SheetIdentity, ...] = ()

    @property
    def places(self) -> frozenset[tuple[str, int]]:
        """Sheet and row in the dropped file of each row that the workbook was written for."""
        return frozenset(
            (sheet, row)
            for part in self.sheets
            for sheet, rows in part.places.items()
            for row in rows
        )


def identity_of_fixme(fixme: FixMe) -> FixMeIdentity:
    """What the workbook of `fixme` carries about itself."""
    return FixMeIdentity(
        digest=fixme.digest,
        source=fixme.source,
        source_map=fixme.source_map,
        sheets=tuple(
            SheetIdentity(
                title=sheet.title,
                sheet=sheet.sheet,
                header_rows=len(sheet.header),
                canonical=sheet.canonical,
                places=sheet.places,
            )
            for sheet in fixme.sheets
        ),
    )


def fixme_chunks(identity: FixMeIdentity) -> tuple[str, ...]:
    """The identity as cell texts: a first line with kind, version and checksum, then JSON."""
    text = json.dumps(identity.model_dump(mode="json"), sort_keys=True).replace("_x", "\\u005fx")
    head = f"{IDENTITY_MARK} {identity.kind} {identity.version} {_digest(text)}"
    return (head, *(text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)))


def is_fixme(chunks: tuple[str, ...]) -> bool:
    """Whether the cells begin as those of a fix-me workbook do."""
    return bool(chunks) and chunks[0].split()[:2] == [IDENTITY_MARK, FIXME]


def fixme_identity_of(chunks: tuple[str, ...]) -> FixMeIdentity:
    """Read an identity back from the cells of column A.

    Raises:
        ValueError: The cells are no such identity, are of a later version, or were altered.
    """
    text = "".join(chunks[1:])
    if not is_fixme(chunks) or chunks[0].split()[2:] != ["1", _digest(text)]:
        raise ValueError("The workbook's hidden identity was altered; take a fresh fix-me.")
    try:
        return FixMeIdentity.model_validate_json(text)
    except ValidationError as error:
        raise ValueError("The workbook's hidden identity cannot be read.") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
