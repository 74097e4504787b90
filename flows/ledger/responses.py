"""Responses on disk: one Parquet file for each dropped file, named by its digest."""

import os
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from schemas.frames import STORED, empty


def write_responses(folder: Path, digest: str, stored: pl.LazyFrame) -> Path:
    """Write one file's responses durably: whole, or not at all.

    A file without a catalog row is not live, so a crash between this and the catalog's
    transaction leaves nothing but bytes that the next run writes again.

    Args:
        folder: Where response files lie.
        digest: SHA-256 of the dropped file.
        stored: Columns of `schemas.frames.STORED`; written as they come, never all held at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{digest}.parquet"
    partial = folder / f".{digest}.{os.getpid()}.partial"
    stored.select([pl.col(name).cast(kind) for name, kind in STORED.items()]).sink_parquet(
        partial, compression="zstd", compression_level=1, engine="streaming"
    )
    with partial.open("rb+") as stream:
        os.fsync(stream.fileno())
    partial.replace(target)
    sync_folder(folder)
    return target


def read_responses(folder: Path, digests: Sequence[str]) -> pl.DataFrame:
    """Read the responses of the files named, in that order."""
    paths = [folder / f"{digest}.parquet" for digest in digests]
    if not paths:
        return empty(STORED)
    return pl.read_parquet(paths, schema=pl.Schema(STORED), missing_columns="insert")


def rate_alike(folder: Path, digest: str, other: str) -> bool:
    """Whether a file holds answers of a rater about a candidacy that another one holds too.

    Args:
        folder: Where response files lie.
        digest: SHA-256 of a dropped file.
        other: That of another one; one without any answer has nothing else to say.
    """
    whose = ["requisition_id", "application_id", "candidate_id", "rater_id"]
    one, two = (
        pl.scan_parquet(folder / f"{name}.parquet").select(whose).unique().collect()
        for name in (digest, other)
    )
    return two.is_empty() or not one.join(two, on=whose, how="semi", nulls_equal=True).is_empty()


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
