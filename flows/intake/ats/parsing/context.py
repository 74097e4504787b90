"""Ids that stand beside a list and hold for every record in it."""

import msgspec

from flows.intake.ats.parsing.records import id_of

_CONTEXT = {
    "application_id": "application_id",
    "application": "application_id",
    "applicationId": "application_id",
    "opportunity": "application_id",
    "opportunityId": "application_id",
    "opportunity_id": "application_id",
    "candidate_id": "candidate_id",
    "candidate": "candidate_id",
    "candidateId": "candidate_id",
    "requisition_id": "requisition_id",
    "requisitionId": "requisition_id",
    "job_id": "requisition_id",
    "jobId": "requisition_id",
    "job": "requisition_id",
    "posting": "requisition_id",
}
"""Names under which a wrapping object says whom its records are about."""


def ids_beside(keys: dict[str, msgspec.Raw]) -> dict[str, str]:
    """The ids that an object gives for all records within it, by the canonical names."""
    found = {name: _scalar(keys[name]) for name in _CONTEXT.keys() & keys.keys()}
    return {_CONTEXT[name]: value for name, value in found.items() if value}


def _scalar(raw: msgspec.Raw) -> str | None:
    try:
        return id_of(msgspec.json.decode(raw))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
