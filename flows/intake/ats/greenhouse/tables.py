"""Greenhouse as a warehouse connector writes it: one table a kind of record.

A table says little alone: an attribute knows its scorecard, a scorecard its application, an
application its candidate. Each row goes in under the id that it knows and waits for the rest.
"""

from flows.intake.ats.filled.forms import OVERALL, Form, lacking
from flows.intake.ats.filled.gathering import Cells, Gathering
from flows.intake.ats.filled.openings import link_opening, name_opening
from flows.intake.ats.parsing.cells import instant
from flows.intake.ats.table_rows import Row
from schemas.config.scale import HIRING_RECOMMENDATION, Scale
from scoring.guides import Guides


def read_scorecard(row: Row, gathering: Gathering, guides: Guides, scale: Scale) -> None:
    """A scorecard: its links, and its overall recommendation."""
    del scale
    own, rater = row.get("id"), row.get("submitted_by_user_id")
    if own is None:
        gathering.fault(row.without_id("scorecard"))
        return
    application, candidate = row.get("application_id"), row.get("candidate_id")
    submitted, _ = instant(row.get("submitted_at"))
    updated, _ = instant(row.get("updated_at"))
    gathering.link(
        f"scorecard:{own}",
        parent=application,
        candidate_id=candidate,
        rater_id=rater,
        interview=row.get("interview"),
        submitted_at=submitted,
        updated_at=updated,
        deleted=row.deleted,
    )
    head: Cells = {
        "application_id": application or f"scorecard:{own}",
        "candidate_id": candidate,
        "rater_id": rater,
        "interview": row.get("interview"),
        "submitted_at": submitted,
        "updated_at": updated,
        "deleted": bool(row.deleted),
    }
    form = Form(gathering, guides, row.where, head, held=rater is None)
    if form.held:
        message = "The scorecard does not say who rated."
        gathering.fault(lacking(row.where, "rater", message, "submitted_by_user_id", "their id"))
    form.overall("overall_recommendation", row.get("overall_recommendation"), HIRING_RECOMMENDATION)


def read_attribute(row: Row, gathering: Gathering, guides: Guides, scale: Scale) -> None:
    """A rated attribute of a scorecard, which may not have been seen yet."""
    name, scorecard = row.get("name"), row.get("scorecard_id")
    if scorecard is None or name is None:
        gathering.fault(
            row.where.fault(
                "missing_question",
                "The attribute does not say its name or its scorecard.",
                "name",
                expected="scorecard_id and name",
            )
        )
        return
    own = f"scorecard:{scorecard}"
    head: Cells = {"application_id": own, "deleted": bool(row.deleted)}
    form = Form(gathering, guides, row.where, head, gathering.asked[own])
    form.rate(
        "rating",
        name if name != OVERALL else "Overall",
        row.get("rating"),
        scale,
        group=row.get("type") or "",
        note=row.get("note"),
    )


def read_application(row: Row, gathering: Gathering) -> None:
    """An application: its candidate, and its job where the table has one."""
    own, candidate, job = row.get("id"), row.get("candidate_id"), row.get("job_id")
    if own:
        gathering.link(own, candidate_id=candidate)
        if job:
            link_opening(gathering, own, job)
        if candidate:
            gathering.link(f"candidate:{candidate}", candidate_id=candidate, parent=own)


def read_job_application(row: Row, gathering: Gathering) -> None:
    """Which job an application is for."""
    application, job = row.get("application_id"), row.get("job_id")
    if application and job and not row.deleted:
        link_opening(gathering, application, job)


def read_job(row: Row, gathering: Gathering) -> None:
    """A job: the requisition id that people use, where it has one."""
    own, requisition = row.get("id"), row.get("requisition_id")
    if own and requisition:
        name_opening(gathering, own, requisition)


def read_scheduled(row: Row, gathering: Gathering) -> None:
    """A scheduled interview: whose application it is part of."""
    own, application = row.get("id"), row.get("application_id")
    if own and application:
        gathering.link(f"scheduled:{own}", parent=application)


def read_scheduled_interviewer(row: Row, gathering: Gathering) -> None:
    """Which scorecard came of a scheduled interview."""
    scorecard, scheduled = row.get("scorecard_id"), row.get("scheduled_interview_id")
    if scorecard and scheduled:
        gathering.link(f"scorecard:{scorecard}", parent=f"scheduled:{scheduled}")


def read_person(row: Row, gathering: Gathering, kind: str) -> None:
    """A candidate's or a user's name and address."""
    own = row.get("id")
    names = (row.get("first_name"), row.get("last_name"))
    name = row.get("name") or " ".join(part for part in names if part)
    if own:
        gathering.person(kind, own, name, row.get("email"))
