"""What a workbook carries so that its decisions are known again, whatever its name or row order.

The writer (`reports`) and the reader (`flows`) of decision workbooks meet only here. A very hidden
sheet `IDENTITY_SHEET` holds, in column A from row 1, the chunks of `identity_chunks`; joined and
read by `identity_of` they say which run and requisition it is and what every row showed. On each
of `DECISION_SHEETS` one row holds the headings below, and a hidden column headed `HEAD_TOKEN`
holds the row's token: a row pasted or moved anywhere is still known by it, never by its position.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Literal

from pydantic import Field, ValidationError

from schemas.base import Contract
from schemas.books.sealed import sealed_chunks, unsealed
from schemas.words import Choice, Status

IDENTITY_SHEET = "_twokeys"
SHEET_SHORTLIST = "Shortlist"
SHEET_SECOND_LOOK = "Second look"
SHEET_NOT_SHORTLISTED = "Not shortlisted"
DECISION_SHEETS = (SHEET_SHORTLIST, SHEET_SECOND_LOOK, SHEET_NOT_SHORTLISTED)

HEAD_CANDIDATE = "Candidate"
HEAD_STATUS = "Status"
HEAD_RANK = "Rank"
HEAD_VALUES = "Values"
HEAD_SKILL = "Skill"
HEAD_DECISION = "Decision"
HEAD_DECIDER = "Decided by"
HEAD_DATE = "Decided on"
HEAD_REASON = "Reason for the decision"
HEAD_TOKEN = "_row"  # noqa: S105  # a heading
"""Heading of the hidden identity column; its row is the heading row of the sheet."""

CHOICE_WORDS: dict[Choice, str] = {
    Choice.ADVANCE: "advance",
    Choice.HOLD: "hold",
    Choice.DECLINE: "decline",
    Choice.NEEDS_EVIDENCE: "needs evidence",
}
"""The words in the decision drop-down."""

STATUS_WORDS: dict[Status, str] = {
    Status.SHORTLISTED: "shortlisted",
    Status.ELIGIBLE: "eligible, no seat left",
    Status.SECOND_LOOK: "second look",
    Status.SKILL_ONLY: "skill only",
    Status.VALUES_ONLY: "values only",
    Status.NEITHER: "neither key",
    Status.INCOMPLETE: "incomplete",
    Status.BLOCKED: "blocked by red flags",
}
"""How a status is written in the status column, after its sign."""

_CHECK = 6


class RecordedDecision(Contract):
    """A decision that was already on record and was shown in the row's open cells."""

    choice: Choice
    decider: str
    decided_on: date
    reason: str = ""


class BookRow(Contract):
    """One row of a decision sheet, as it was shown."""

    token: str = Field(description="`row_token` of the requisition and the candidate.")
    candidate_id: str
    sheet: str = Field(description="One of DECISION_SHEETS.")
    label: str = Field(description="As shown under `HEAD_CANDIDATE`.")
    status: Status
    rank: int | None = None
    values_level: float | None = Field(default=None, description="As shown, one decimal.")
    skill_level: float | None = Field(default=None, description="As shown, one decimal.")
    frozen: bool = False
    recorded: RecordedDecision | None = None


class BookIdentity(Contract):
    """Which workbook this is."""

    kind: Literal["decisions"] = "decisions"
    version: Literal[1] = Field(default=1, description="Version of this contract.")
    requisition_id: str
    run_id: str
    made_at: datetime = Field(description="The run's time, UTC.")
    policy_digest: str = ""
    rows: tuple[BookRow, ...] = ()


def row_token(requisition_id: str, candidate_id: str) -> str:
    """The opaque name of a candidacy in a workbook, with a checksum of its own.

    The same candidacy has the same token in every run, so a row is known in a stale workbook too.
    """
    text = f"{requisition_id}\x1f{candidate_id}".encode("utf-8", "surrogatepass")
    body = hashlib.sha256(b"twokeys row\x1f" + text).hexdigest()[:20]
    return f"{body}-{_checksum(body)}"


def is_token(text: str) -> bool:
    """Whether `text` is a whole token: a cut or mistyped one is not."""
    body, dash, check = text.strip().rpartition("-")
    return bool(dash) and check == _checksum(body)


def identity_chunks(identity: BookIdentity) -> tuple[str, ...]:
    """The identity as cell texts: a first line with kind, version and checksum, then JSON.

    The JSON is plain ASCII and free of `_x`, so no spreadsheet program alters it.
    """
    text = json.dumps(identity.model_dump(mode="json"), sort_keys=True)
    return sealed_chunks(identity.kind, identity.version, text)


def identity_of(chunks: tuple[str, ...]) -> BookIdentity:
    """Read an identity back from the cells of column A.

    Raises:
        ValueError: The cells are not an identity of this kind and version, or were altered.
    """
    text = unsealed(chunks, "decisions", 1)
    try:
        return BookIdentity.model_validate_json(text)
    except ValidationError as error:
        raise ValueError("The workbook's hidden identity is not readable.") from error


def _checksum(body: str) -> str:
    return hashlib.sha256(b"twokeys check\x1f" + body.encode()).hexdigest()[:_CHECK]
