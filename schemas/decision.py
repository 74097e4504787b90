"""A decision: what a hiring manager chose for one candidacy, and why."""

from datetime import datetime

from pydantic import Field

from schemas.base import Contract
from schemas.words import Choice, Status


class Decision(Contract):
    """A recorded choice. It never changes a computed status."""

    version: int = Field(default=1, description="Version of this contract.")
    requisition_id: str
    candidate_id: str
    choice: Choice
    decider: str = Field(min_length=1, description="Who decided, as they signed.")
    decided_at: datetime = Field(description="UTC.")
    reason: str = ""
    status_then: Status = Field(description="The computed status the decider was shown.")
    run_id: str = Field(description="The run whose workbook was answered.")
    override: bool = Field(
        default=False, description="Advances someone whom the policy would not; needs a reason."
    )
