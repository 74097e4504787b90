"""What a workspace's Source files add to the readers that are built in."""

from schemas.scale import Scale
from schemas.source import Source
from schemas.words import SourceName


def scale_of(source: SourceName, sources: tuple[Source, ...]) -> Scale | None:
    """The scale that a Source file declares for a built-in reader; None where none does."""
    declared = [item.scale for item in sources if item.builtin == source.value and item.scale]
    return declared[-1] if declared else None
