"""From the catalog's rows, whose content is JSON, to frames and contracts."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from schemas.config.policy import Requisition


def frame_of(contents: list[Mapping[str, Any]], columns: dict[str, pl.DataType]) -> pl.DataFrame:
    """Rows as the frame of these columns; times were kept as text."""
    times = [name for name, kind in columns.items() if isinstance(kind, pl.Datetime)]
    as_text = columns | dict.fromkeys(times, pl.String())
    return pl.DataFrame(contents, schema=as_text).with_columns(
        [pl.col(name).str.to_datetime(time_unit="us") for name in times]
    )


def last_openings(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Requisition, ...]:
    """The last word on each requisition, of rows in the order of dropping."""
    return tuple(Requisition.model_validate(content) for content in dict(rows).values())
