"""A response: one answer by one rater to one question about one candidate."""

from datetime import datetime

from pydantic import Field

from schemas.base import Contract
from schemas.words import Kind


class Response(Contract):
    """What every reader gives, whatever the tool. `schemas.frames.RESPONSES` is its table.

    The natural key is (source, requisition, candidate, rater, interview, question).
    """

    source: str = Field(description="The source system, for example greenhouse.")
    application_id: str | None = Field(
        default=None, description="Links to a companion where candidate or requisition lack."
    )
    requisition_id: str | None = None
    candidate_id: str | None = None
    rater_id: str | None = Field(
        default=None, description="Null only while a companion that names the rater is awaited."
    )
    interview: str = Field(default="", description="The sitting, or empty.")
    question: str = Field(description="What the source calls the question; part of the key.")
    question_text: str = Field(default="", description="The question as people read it.")
    group: str = Field(default="", description="Category, form or section in the source.")
    kind: Kind = Kind.RATING
    value_raw: str | None = Field(default=None, description="The answer as it came.")
    value: float | None = Field(default=None, description="On its scale; null is no answer.")
    scale_low: float | None = None
    scale_high: float | None = None
    note: str | None = None
    submitted_at: datetime | None = Field(default=None, description="UTC where tz_known.")
    tz_known: bool = False
    updated_at: datetime | None = None
    deleted: bool = Field(default=False, description="Deleted in the source: a tombstone.")
    locator: str = Field(description="The place in the file, for example `row 12, column Rating`.")
