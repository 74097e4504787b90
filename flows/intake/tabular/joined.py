"""Several sheets of one file as one reading."""

from collections.abc import Iterable

import polars as pl

from flows.intake.reading import Reading


def joined(readings: list[Reading], notes: tuple[str, ...] = ()) -> Reading:
    """Put the readings of one file's sheets together, in order; the first names the source."""
    if len(readings) == 1 and not notes:
        return readings[0]
    return Reading(
        source=readings[0].source,
        rows=pl.concat([reading.rows for reading in readings]),
        folded=tuple(part for reading in readings for part in reading.folded),
        links=pl.concat([reading.links for reading in readings]),
        people=pl.concat([reading.people for reading in readings]),
        requisitions=tuple(item for reading in readings for item in reading.requisitions),
        decisions=tuple(item for reading in readings for item in reading.decisions),
        faults=tuple(fault for reading in readings for fault in reading.faults),
        dropped_columns=_once(name for reading in readings for name in reading.dropped_columns),
        notes=_once([*(note for reading in readings for note in reading.notes), *notes]),
        tables=tuple(table for reading in readings for table in reading.tables),
        held=pl.concat([reading.held for reading in readings]),
        source_map=readings[0].source_map,
    )


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
