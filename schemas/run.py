"""A run: what the nightly flow read, wrote and found; the shape of `run --json`."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from schemas.base import Contract
from schemas.results.shortlist import Reason
from schemas.words import FileStatus, SourceName, Status


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


class KeyReport(Contract):
    """A key in brief; null where undefined."""

    raw: float | None
    level: float | None
    se: float | None
    p_above_floor: float | None


class CandidateReport(Contract):
    """A candidacy in brief."""

    candidate_id: str
    status: Status
    rank: int | None
    band: int | None
    values: KeyReport
    skill: KeyReport
    reasons: tuple[Reason, ...]


class RequisitionReport(Contract):
    """One open requisition."""

    requisition_id: str
    role: str
    workbook: str | None
    candidates: tuple[CandidateReport, ...]
    dominance: dict[str, Any] = Field(default={}, description="The dominance audit's figures.")
    changed: bool


class Run(Contract):
    """One run of the nightly flow."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    run_id: str
    started_at: datetime
    finished_at: datetime | None = None
    files: tuple[FileReport, ...]
    requisitions: tuple[RequisitionReport, ...]
    portfolio: str | None = None
    warnings: tuple[str, ...] = ()
