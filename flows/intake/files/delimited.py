"""Delimited text as a grid: encoding and delimiter detected and reported."""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
from polars.exceptions import ComputeError, SchemaError

from flows.intake.files.charset import LARGEST_TRANSCODED, charset_of, other_charset, transcoded
from flows.intake.files.grid import Grid
from flows.intake.files.nature import check_lines
from schemas.errors import UnreadableFileError

DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE = 1 << 16
SAMPLE_ROWS = 200
WIDEST = 4_096
LARGEST_SLOW = 128 << 20
"""A file with rows longer than its headings is read again, row by row, up to this many bytes."""


@dataclass(frozen=True)
class Layout:
    """How a delimited file is to be read.

    Attributes:
        source: The file, or its content as UTF-8 where it is written in another encoding.
        charset: Its encoding.
        delimiter: Its delimiter.
        width: Its columns, by its first row.
        mixture: What there is to say of lines in another encoding.
    """

    source: Path | bytes
    charset: str
    delimiter: str
    width: int
    mixture: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What was detected, in words."""
        name = DELIMITER_NAMES.get(self.delimiter, repr(self.delimiter))
        return (f"encoding {self.charset}", *self.mixture, f"delimiter {name}")

    def scanned(self) -> pl.LazyFrame:
        """The rows, columns `c0`, `c1`, … of strings, as they will be read."""
        return self._scanned(self.source)

    def head(self) -> pl.DataFrame:
        """The first rows: those that end within `SAMPLE`."""
        sample = _sample_bytes(self.source)
        whole = len(sample) < SAMPLE
        return self._scanned(sample if whole else sample[: sample.rfind(b"\n") + 1]).collect()

    def _scanned(self, source: Path | bytes) -> pl.LazyFrame:
        return pl.scan_csv(
            source,
            separator=self.delimiter,
            has_header=False,
            schema={f"c{index}": pl.String() for index in range(self.width)},
        )


@dataclass(frozen=True)
class Delimited:
    """A delimited file as it was understood."""

    grid: Grid
    layout: Layout

    @property
    def notes(self) -> tuple[str, ...]:
        """What was detected, in words."""
        return self.layout.notes


def read_delimited(
    path: Path, charset: str | None = None, delimiter: str | None = None
) -> Delimited:
    """Read a delimited file.

    Args:
        path: The file; `nature_of` has let it pass.
        charset: Detected when None.
        delimiter: Detected when None.

    Raises:
        UnreadableFileError: It is no text, or its rows cannot be told apart.
    """
    charset = checked_charset(path, charset)
    try:
        return _read(path, charset, delimiter)
    except (ComputeError, UnicodeDecodeError) as error:
        if "utf-8" not in str(error) or not charset.startswith("utf-8"):
            raise UnreadableFileError(
                "The rows cannot be told apart: a quotation mark is opened and not closed. "
                "Export the file again."
            ) from error
        with path.open("rb") as stream:
            return _read(path, other_charset(stream.read(LARGEST_TRANSCODED)), delimiter)


def checked_charset(path: Path, charset: str | None) -> str:
    """The encoding of a file that is safe to be read as text.

    Args:
        path: The file.
        charset: Detected when None.

    Raises:
        UnreadableFileError: It is binary further down, or has a line without end.
    """
    charset = charset or charset_of(path)
    if charset not in ("utf-16", "utf-16-le", "utf-16-be"):
        check_lines(path)
    return charset


def delimiter_of(sample: str) -> str:
    """The delimiter under which most rows of the sample have one width above 1."""
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _sample_rows(sample, delimiter) if row)
        if not widths:
            continue
        width, n = widths.most_common(1)[0]
        score = (n / sum(widths.values()), width)
        if width > 1 and (score[0] * width**0.5, width) > best_score:
            best, best_score = delimiter, (score[0] * width**0.5, width)
    return best


def _sample_rows(sample: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(islice(csv.reader(io.StringIO(sample), delimiter=delimiter), SAMPLE_ROWS + 1))
    except csv.Error:
        return []
    return rows[:SAMPLE_ROWS] if len(rows) < 2 else rows[: min(SAMPLE_ROWS, len(rows) - 1)]


def _read(path: Path, charset: str, delimiter: str | None) -> Delimited:
    layout = layout_of(path, charset, delimiter)
    try:
        grid = Grid("", layout.scanned().collect(engine="streaming"))
    except SchemaError:  # the first row is not as wide as the others
        grid = _slow(layout.source, layout.delimiter)
    except ComputeError as error:
        if "more fields" not in str(error):
            raise
        grid = _slow(layout.source, layout.delimiter)
    return Delimited(grid, layout)


def layout_of(path: Path, charset: str, delimiter: str | None) -> Layout:
    """How a delimited file is to be read.

    Raises:
        UnreadableFileError: It has more columns than any export, or cannot be decoded.
    """
    source: Path | bytes = path
    mixture: tuple[str, ...] = ()
    if not charset.startswith("utf-8"):
        whole = transcoded(path, charset)
        source, charset, mixture = whole.text, whole.charset, whole.notes
    sample = _sample(source)
    delimiter = delimiter or delimiter_of(sample)
    width = next((len(row) for row in _sample_rows(sample, delimiter) if row), 1)
    if width > WIDEST:
        raise UnreadableFileError(
            f"The table has more columns than any export has ({WIDEST:,}). Export it again."
        )
    return Layout(source, charset.removesuffix("-sig"), delimiter, width, mixture)


def _sample(source: Path | bytes) -> str:
    sample = _sample_bytes(source)
    return sample.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="ignore")


def _sample_bytes(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:SAMPLE]
    with source.open("rb") as stream:
        return stream.read(SAMPLE)


def _slow(source: Path | bytes, delimiter: str) -> Grid:
    """Row by row, keeping the rows that have more cells than the sheet's usual width."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > LARGEST_SLOW:
        raise UnreadableFileError(
            "Some rows have more cells than there are headings, so the columns cannot be trusted. "
            "Export the file again."
        )
    text = source.decode() if isinstance(source, bytes) else source.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    widths = Counter(len(row) for row in rows[:SAMPLE_ROWS] if row)
    usual = max(widths, key=lambda width: (widths[width], width == len(rows[0]), width))
    width = max(usual, len(rows[0]))
    ragged = tuple(
        number for number, row in enumerate(rows, 1) if any(cell for cell in row[width:])
    )
    columns = [
        pl.Series(f"c{index}", [row[index] or None if index < len(row) else None for row in rows])
        for index in range(width)
    ]
    cells = pl.DataFrame([column.cast(pl.String) for column in columns])
    return Grid("", cells, ragged)
