"""Our own workbooks, known by a hidden sheet inside them, never by their name."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flows.intake.files.spoilt_cells import Spoilt
from schemas.books.returned import IDENTITY_SHEET
from schemas.books.sealed import sealed_kind
from schemas.errors import TwokeysError, UnreadableFileError

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook  # openpyxl is imported where it is used: it is slow

Cell = object
"""What a spreadsheet cell may hold: text, a number, a truth value, a time, or nothing."""

NONE_SPOILT: Spoilt = MappingProxyType({})

_LONGEST_SHEET = 50_000
_WIDEST_SHEET = 200
_LARGEST_DIRECTORY = 1_000_000
_LARGEST_PROPERTIES = 100_000
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>\s*([^<\s]+)\s*<")
_RETURN = re.compile("\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NAMES_THE_SHEET = re.compile(rb'name="' + IDENTITY_SHEET.encode() + rb'"')


@dataclass(frozen=True)
class Sheet:
    """One visible sheet of a returned workbook.

    Attributes:
        name: As it is now called.
        rows: Row number, as the recruiter's tool counts it, and the cells from column A on; rows
            without any content are left out.
    """

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class OwnBook:
    """A returned workbook of ours.

    Attributes:
        chunks: The cells of its identity.
        sheets: All others, in their order.
        saved_at: When a program last saved it, UTC without a zone; None where it does not say.
    """

    chunks: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    saved_at: datetime | None


def kind_of(path: Path) -> str:
    """Which of our kinds of workbook a file is; empty where it is none of ours.

    Looks at the list of sheets first, so that other files cost next to nothing.

    Raises:
        UnreadableFileError: It is one of ours, but damaged.
    """
    if not _lists_identity_sheet(path):
        return ""
    with _opened(path) as book:
        return sealed_kind(_identity_cells(book))


def open_own_book(path: Path, spoilt: Spoilt = NONE_SPOILT) -> OwnBook:
    """Read a workbook that `kind_of` took for ours.

    Args:
        path: The file.
        spoilt: What to show in cells whose formula nobody calculated, which are empty else.

    Raises:
        UnreadableFileError: It is damaged, or a sheet is longer than any that we make.
    """
    with _opened(path) as book:
        chunks = _identity_cells(book)
        sheets = tuple(
            Sheet(name, tuple(_filled_rows(book, name, spoilt.get(at, {}))))
            for at, name in enumerate(book.sheetnames)
            if name != IDENTITY_SHEET
        )
        return OwnBook(chunks, sheets, _saved_at(path))


def text_of(cell: Cell) -> str:
    """A cell as text without spaces at its ends; empty where there is nothing in it.

    Signs that the file format escapes are put back; control characters are left out.
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    from openpyxl.utils.escape import unescape

    written = _RETURN.sub("\n", unescape(str(cell)))
    return _CONTROL.sub("", written).strip()


@contextmanager
def _opened(path: Path) -> Iterator["Workbook"]:
    """The workbook, read row by row; its name and extension do not matter.

    Raises:
        UnreadableFileError: openpyxl stumbles over a part of it.
    """
    from openpyxl import load_workbook

    try:
        with path.open("rb") as stream, warnings.catch_warnings():
            # openpyxl warns of looks that it would not save again; nothing here is saved.
            warnings.simplefilter("ignore", UserWarning)
            yield load_workbook(stream, read_only=True, data_only=True)
    except TwokeysError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes of its code
        raise UnreadableFileError(
            "The workbook is one of ours, but part of it is damaged. Open it, save it as .xlsx "
            "and drop it again, or use a fresh copy."
        ) from error


def _lists_identity_sheet(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            return _NAMES_THE_SHEET.search(part.read(_LARGEST_DIRECTORY)) is not None
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False


def _identity_cells(book: "Workbook") -> tuple[str, ...]:
    rows = book[IDENTITY_SHEET].iter_rows(min_col=1, max_col=1, values_only=True)
    return tuple(str(row[0]) for row in islice(rows, _LONGEST_SHEET) if row and row[0] is not None)


def _filled_rows(
    book: "Workbook", name: str, spoilt: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    sheet = book[name]
    if not hasattr(sheet, "iter_rows"):
        return
    rows = sheet.iter_rows(max_col=_WIDEST_SHEET, values_only=True)
    for number, cells in enumerate(rows, start=1):
        if number > _LONGEST_SHEET:
            raise UnreadableFileError(
                f"Sheet {name} has more than {_LONGEST_SHEET} rows; no workbook of ours has. "
                "Fill in a fresh copy."
            )
        if any(cell is not None for cell in cells):
            yield (
                number,
                tuple(
                    spoilt.get((number - 1, at)) if cell is None else cell
                    for at, cell in enumerate(cells)
                ),
            )


def _saved_at(path: Path) -> datetime | None:
    """What the document says itself; openpyxl would put today where it says nothing."""
    with zipfile.ZipFile(path) as archive:
        try:
            with archive.open("docProps/core.xml") as part:
                found = _MODIFIED.search(part.read(_LARGEST_PROPERTIES))
        except KeyError:
            return None
    try:
        saved = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    return saved.astimezone(UTC).replace(tzinfo=None) if saved and saved.tzinfo else saved
