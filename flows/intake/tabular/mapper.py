"""The tabular mapper: a table and its Source map to canonical responses and faults."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.intake.reading import Reading, Table
from flows.intake.tabular.columns import lacking_columns
from flows.intake.tabular.taking import Taking
from schemas.config.scale import Scale
from schemas.config.source import Source
from schemas.words import SourceName
from scoring.guides import Guides


def read_table(
    table: Table,
    source: Source,
    guides: Guides,
    taken_by: SourceName = SourceName.TABLE,
    scales: Mapping[str, Scale] = MappingProxyType({}),
) -> Reading:
    """Read a table by a Source map.

    A fault costs the row it stands in; a scale that changes inside a question or a column that
    is not there costs the file.

    Args:
        table: As it came.
        source: Says which column holds what. Responses carry its name as their source, or the
            built-in reader's where the map adds to one.
        guides: For the scales, options and flags of questions that are declared.
        taken_by: The reader's name in the report.
        scales: Of a tool's own answers, before any other: by question, and under no name for all.
    """
    lacking = lacking_columns(table, source)
    if lacking:
        return Reading(taken_by, faults=tuple(lacking), source_map=source.name)
    taking = Taking.of(table, source, guides, taken_by, scales)
    taking.take(taking.preparing.prepared(table))
    return taking.reading()
