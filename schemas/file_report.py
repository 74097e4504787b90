"""What became of one dropped file."""

from pydantic import Field

from schemas.base import Contract
from schemas.words import FileStatus, SourceName


class ClosedFaults(Contract):
    """Faults of an earlier file that a later one closes."""

    name: str = Field(description="The earlier file.")
    n_faults: int = Field(ge=1)


class FileReport(Contract):
    """What became of one dropped file."""

    name: str
    digest: str = Field(description="SHA-256 of the bytes, hexadecimal.")
    source: SourceName
    status: FileStatus
    n_responses: int = 0
    n_faults: int = Field(default=0, description="Without those that were closed before.")
    n_pending: int = 0
    fixme: str | None = Field(
        default=None, description="Path of its fix-me workbook; null where no row can be mended."
    )
    reason: str = Field(default="", description="In words: why refused, or what was left out.")
    others: tuple[str, ...] = Field(
        default=(), description="What is wrong that no row of a fix-me mends; the first few."
    )
    closes: tuple[ClosedFaults, ...] = Field(
        default=(), description="Faults of earlier files that are closed by it."
    )
    mends: str = Field(default="", description="SHA-256 of the file whose fix-me it is.")
    requisition_id: str = Field(default="", description="That of a returned shortlist workbook.")
    dropped_columns: tuple[str, ...] = Field(
        default=(), description="Headings never stored (addresses, equal-opportunity answers …)."
    )
    unmapped: tuple[str, ...] = Field(
        default=(), description="Names that no map covers, each with the line that would map it."
    )
