"""Which reader takes a dropped file: one ordered list, each asked by what is inside the file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flows.intake.files.delimited import Delimited, read_delimited
from flows.intake.files.grid import Grid
from flows.intake.files.nature import Nature
from flows.intake.files.sandbox import read_workbook
from flows.intake.reading import Reading
from flows.intake.tabular.sources import read_by_sources
from schemas.source import Source
from scoring.guides import Guides


@dataclass(frozen=True)
class Dropped:
    """A file that may be opened, with what readers need; its cells are read when first asked for.

    Attributes:
        path: Where it lies.
        nature: What its bytes are.
        guides: The declared culture and roles.
        sources: The declared Source maps.
    """

    path: Path
    nature: Nature
    guides: Guides
    sources: tuple[Source, ...]

    @cached_property
    def delimited(self) -> Delimited:
        """The rows of delimited text."""
        return read_delimited(self.path)

    @cached_property
    def grids(self) -> list[Grid]:
        """Its sheets, or its one grid of delimited text."""
        if self.nature is Nature.WORKBOOK:
            return read_workbook(self.path)
        return [self.delimited.grid]


Reader = Callable[[Dropped], Reading | None]


def _by_sources(dropped: Dropped) -> Reading | None:
    if dropped.nature is Nature.DOCUMENT:
        return None
    return read_by_sources(dropped.grids, dropped.guides, dropped.sources)


READERS: tuple[Reader, ...] = (_by_sources,)
"""Asked in this order; the first that knows the file reads it."""
