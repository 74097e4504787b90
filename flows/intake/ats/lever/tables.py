"""Lever as a warehouse connector writes it: one table a kind of record."""

from flows.intake.ats.filled.forms import Form, lacking
from flows.intake.ats.filled.gathering import Cells, Gathering
from flows.intake.ats.filled.openings import link_opening
from flows.intake.ats.lever.scales import FOUR, leading_point
from flows.intake.ats.parsing.cells import instant
from flows.intake.ats.table_rows import Row
from schemas.config.scale import Scale
from schemas.words import Kind
from scoring.guides import Guides


def read_form(row: Row, gathering: Gathering, guides: Guides, scale: Scale) -> None:
    """A feedback form: its links, and its overall score."""
    del scale
    own, opportunity, rater = row.get("id"), row.get("opportunity_id"), row.get("creator_id")
    if own is None:
        gathering.fault(row.without_id("form"))
        return
    sitting = row.get("interview_id") or f"form:{own}"
    submitted, _ = instant(row.get("completed_at") or row.get("created_at"))
    updated, _ = instant(row.get("updated_at"))
    deleted = bool(row.get("deleted_at")) or bool(row.deleted)
    facts: Cells = {
        "candidate_id": opportunity,
        "rater_id": rater,
        "interview": sitting,
        "submitted_at": submitted,
        "updated_at": updated,
        "deleted": deleted,
    }
    gathering.link(f"form:{own}", parent=opportunity and f"opportunity:{opportunity}", **facts)
    if row.get("interview_id"):
        gathering.link(f"form:{own}", parent=f"interview:{row.get('interview_id')}")
    held, head = rater is None, {"application_id": f"form:{own}", **facts}
    form = Form(gathering, guides, row.where, head, held=held)
    if held:
        message = "The form does not say who filled it in."
        gathering.fault(lacking(row.where, "rater", message, "creator_id", "their id"))
    answer = row.get("score_system_value")
    form.overall("score_system_value", answer, FOUR, means=leading_point(answer))


def read_field(row: Row, gathering: Gathering, guides: Guides, scale: Scale) -> None:
    """One answer of a form, whose question the table does not tell: it is known by its place."""
    del scale
    own, index = row.get("feedback_form_id"), row.get("field_index")
    if own is None or index is None:
        gathering.fault(
            row.where.fault(
                "missing_question",
                "The answer does not say its form or its field.",
                "field_index",
                expected="feedback_form_id and field_index",
            )
        )
        return
    part = row.get("value_index")
    question = f"field {index}" + (f", value {part}" if part not in {None, "0"} else "")
    form = Form(gathering, guides, row.where, {"application_id": f"form:{own}"})
    number = row.get("value_number") or row.get("value_decimal")
    if number is not None:
        form.add(
            "value_number",
            {
                "question": question,
                "kind": Kind.NUMBER,
                "value_raw": number,
                "value": _number(number),
            },
        )
        return
    form.write("value_text", question, row.get("value_text") or row.get("value_date"))


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def read_interview(row: Row, gathering: Gathering) -> None:
    """An interview: which opportunity it was part of."""
    own, opportunity = row.get("id"), row.get("opportunity_id")
    if own and opportunity:
        gathering.link(f"interview:{own}", parent=f"opportunity:{opportunity}")


def read_interview_feedback(row: Row, gathering: Gathering) -> None:
    """Which interview a form was filled in for."""
    own, interview = row.get("feedback_form_id"), row.get("interview_id")
    if own and interview:
        gathering.link(f"form:{own}", parent=f"interview:{interview}")


def read_posting_interview(row: Row, gathering: Gathering) -> None:
    """Which posting an interview was for."""
    interview, posting = row.get("interview_id"), row.get("posting_id")
    if interview and posting and not row.deleted:
        link_opening(gathering, f"interview:{interview}", posting)


def read_application(row: Row, gathering: Gathering) -> None:
    """Which posting an opportunity is for."""
    opportunity, posting = row.get("opportunity_id"), row.get("posting_id")
    if opportunity and posting and not row.deleted:
        link_opening(gathering, f"opportunity:{opportunity}", posting)


def read_opportunity(row: Row, gathering: Gathering) -> None:
    """An opportunity: the candidate's display name."""
    own = row.get("id")
    if own:
        gathering.link(f"opportunity:{own}", candidate_id=own)
        if not row.is_true("is_anonymized"):
            gathering.person("candidate", own, row.get("name"))


def read_user(row: Row, gathering: Gathering) -> None:
    """An interviewer's name and address."""
    own = row.get("id")
    if own:
        gathering.person("rater", own, row.get("name"), row.get("email"))
