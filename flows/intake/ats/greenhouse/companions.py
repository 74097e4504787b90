"""Greenhouse companions: applications, candidates, jobs and scheduled interviews.

They give no responses. They say which candidate and which opening a scorecard is about.
"""

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.openings import link_opening, name_opening
from flows.intake.ats.parsing.cells import identifier
from flows.intake.ats.parsing.records import Record, records
from flows.intake.ats.parsing.spots import Spot
from schemas.fault import Fault


def read_application(record: Record, where: Spot, gathering: Gathering) -> None:
    """An application: its candidate and its opening."""
    own = identifier(record.get("id"))
    if own is None:
        gathering.fault(_no_id(where, "application"))
        return
    candidate = identifier(record.get("candidate_id")) or identifier(record.get("person_id"))
    jobs = [job for job in records(record.get("jobs")) if identifier(job.get("id"))]
    if len(jobs) > 1:
        gathering.fault(
            where.fault(
                "several_openings",
                "The application is for several jobs, so its scorecards belong to no one opening.",
                "jobs",
                expected="one job",
            )
        )
    for job in jobs:
        read_job(job, where, gathering)
        link_opening(gathering, own, str(identifier(job.get("id"))))
    gathering.link(own, candidate_id=candidate)
    if candidate:
        gathering.link(f"candidate:{candidate}", candidate_id=candidate, parent=own)


def read_candidate(record: Record, where: Spot, gathering: Gathering) -> None:
    """A candidate: display name, address, and the applications listed within."""
    own = identifier(record.get("id"))
    if own is None:
        gathering.fault(_no_id(where, "candidate"))
        return
    names = (record.get("first_name"), record.get("last_name"))
    name = record.get("name") or " ".join(str(part) for part in names if part)
    addresses = [entry.get("value") for entry in records(record.get("email_addresses"))]
    email = next((value for value in addresses if isinstance(value, str)), None)
    gathering.person("candidate", own, name, email)
    for at, application in enumerate(records(record.get("applications"))):
        inner = Spot(where.at(f"applications[{at}]") + ".", where.row)
        read_application({"candidate_id": own, **application}, inner, gathering)


def read_job(record: Record, where: Spot, gathering: Gathering) -> None:
    """A job: the requisition id that people use, where it has one."""
    own = identifier(record.get("id"))
    if own is None:
        gathering.fault(_no_id(where, "job"))
        return
    opening = identifier(record.get("requisition_id"))
    if opening:
        name_opening(gathering, own, opening)


def read_interview(record: Record, where: Spot, gathering: Gathering) -> None:
    """A scheduled interview: its interviewers' names, and whose scorecards came of it."""
    application = identifier(record.get("application_id"))
    for interviewer in records(record.get("interviewers")):
        rater = identifier(interviewer.get("id"))
        name, email = interviewer.get("name"), interviewer.get("email")
        if rater:
            gathering.person("rater", rater, name, email)
        scorecard = identifier(interviewer.get("scorecard_id"))
        if scorecard and application:
            gathering.link(f"scorecard:{scorecard}", parent=application)
    if application is None:
        gathering.fault(
            where.fault("no_application", "The interview names no application.", "application_id")
        )


def read_webhook(record: Record, where: Spot, gathering: Gathering) -> None:
    """An event: a deleted scorecard becomes a tombstone; other deletions change nothing."""
    action, payload = record.get("action"), record.get("payload")
    body = payload if isinstance(payload, dict) else {}
    scorecard = body.get("scorecard")
    own = identifier(scorecard.get("id")) if isinstance(scorecard, dict) else None
    if action == "scorecard_deleted" and own and isinstance(scorecard, dict):
        gathering.link(
            f"scorecard:{own}",
            candidate_id=identifier(scorecard.get("candidate_id")),
            deleted=True,
        )
        return
    if action == "interview_deleted":
        gathering.note("A deleted appointment takes no scorecard with it.")
        return
    gathering.fault(
        where.fault(
            "unknown_event",
            "This event is not one that changes scorecards.",
            "action",
            expected="scorecard_deleted",
        )
    )


def _no_id(where: Spot, what: str) -> Fault:
    return where.fault("no_id", f"The {what} has no id.", "id", expected="its id in Greenhouse")
