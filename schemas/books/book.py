"""What a requisition's workbook says beside the shortlist: run, policy, decisions, audits."""

from datetime import datetime
from typing import Literal

from pydantic import Field, field_validator

from schemas.base import Contract
from schemas.config.policy import Policy
from schemas.decision import Decision
from schemas.results.audit import Dominance
from schemas.results.impact import ImpactTable
from schemas.words import Status


class InputFile(Contract):
    """A dropped file that the shortlist rests on."""

    name: str
    digest: str = Field(description="SHA-256 of the bytes, hexadecimal.")


class Mover(Contract):
    """A candidacy that changed since the run before though its own ratings did not."""

    candidate_id: str
    label: str = ""
    status_then: Status
    status_now: Status
    rank_then: int | None = None
    rank_now: int | None = None
    values_then: float | None = None
    values_now: float | None = None
    skill_then: float | None = None
    skill_now: float | None = None


class FairnessTable(Contract):
    """How groups fared at one gate. Only groups as large as the policy asks carry figures."""

    attribute: str = Field(description="For example gender; several are joined by ×.")
    gate: Literal["values", "skill", "status"] = Field(
        default="status", description="Standing of one key, or being shortlisted or eligible."
    )
    table: ImpactTable


class BookContext(Contract):
    """Everything a shortlist workbook states that is not the shortlist itself."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    run_id: str
    made_at: datetime = Field(description="The run's time, UTC; the document's time too.")
    product_version: str
    policy: Policy
    culture: str = Field(description="Name of the declared culture.")
    policy_digest: str = Field(default="", description="SHA-256, hexadecimal.")
    culture_digest: str = Field(default="", description="SHA-256, hexadecimal.")
    role_digest: str = Field(default="", description="SHA-256, hexadecimal.")
    dimension_names: dict[str, str] = Field(default={}, description="Dimension id to its name.")
    flag_names: dict[str, str] = Field(default={}, description="Red flag id to its name.")
    previous_run_id: str | None = None
    movers: tuple[Mover, ...] = Field(
        default=(), description="Who moved by severity alone since the previous run."
    )
    dominance: Dominance | None = Field(
        default=None, description="The dominance audit; an empty object counts as none."
    )
    decisions: tuple[Decision, ...] = Field(
        default=(), description="Every recorded decision of the requisition, oldest first."
    )
    standing: tuple[Decision, ...] = Field(
        default=(), description="Of those, the one that stands for each candidate decided on."
    )
    inputs: tuple[InputFile, ...] = ()
    fairness: tuple[FairnessTable, ...] = Field(
        default=(), description="Empty where no demographics were given."
    )

    @field_validator("dominance", mode="before")
    @classmethod
    def _none_when_empty(cls, given: object) -> object:
        return given or None
