"""Read an analyst's table: CSV in any dialect, XLSX, or Parquet."""

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from flows.intake.files.delimited import read_delimited
from flows.intake.files.grid import Grid, table_of
from flows.intake.files.nature import Nature, check_regular, nature_of
from flows.intake.files.sandbox import read_workbook
from schemas.errors import TableError, UnreadableFileError

PARQUET = b"PAR1"
MISSING = ("", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "#N/A", ".")


def read_table(path: Path) -> pl.DataFrame:
    """The table in `path`, its first row of text or its schema giving the columns.

    Cells of text tables stay text, trimmed; what stands for no value is null.

    Raises:
        TableError: It cannot be read, or has no rows.
    """
    try:
        table = _parquet(path) if _is_parquet(path) else _text(path)
    except UnreadableFileError as error:
        raise TableError(f"{path.name}: {error}") from error
    if table.is_empty() or not table.columns:
        raise TableError(f"{path.name}: there are headings at most, and no rows below them.")
    return table


def _is_parquet(path: Path) -> bool:
    check_regular(path)
    with path.open("rb") as stream:
        return stream.read(len(PARQUET)) == PARQUET


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (PolarsError, OSError) as error:
        raise TableError(f"{path.name}: the Parquet file is damaged. Write it again.") from error


def _text(path: Path) -> pl.DataFrame:
    nature = nature_of(path)
    if nature is Nature.DOCUMENT:
        raise TableError(f"{path.name}: this is JSON; bring a CSV, XLSX or Parquet table.")
    if nature is Nature.DELIMITED:
        return _columns(read_delimited(path).grid)
    sheets = [grid for grid in read_workbook(path) if grid.visible and not grid.cells.is_empty()]
    if not sheets:
        raise TableError(f"{path.name}: no sheet has any rows.")
    return _columns(sheets[0])


def _columns(grid: Grid) -> pl.DataFrame:
    table = table_of(grid)
    names = [name or f"column {place}" for place, name in enumerate(table.headings, 1)]
    named = table.rows.rename(dict(zip(table.rows.columns, names, strict=True)))
    trimmed = named.with_columns(pl.all().cast(pl.String).str.strip_chars())
    return trimmed.with_columns(
        pl.when(~pl.all().is_in(MISSING)).then(pl.all()).name.keep()
    ).filter(~pl.all_horizontal(pl.all().is_null()))
