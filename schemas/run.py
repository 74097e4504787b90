"""A run: what the nightly flow read, wrote and found; the shape of `run --json`."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from schemas.base import Contract
from schemas.file_report import FileReport
from schemas.results.shortlist import Reason
from schemas.words import Status


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
