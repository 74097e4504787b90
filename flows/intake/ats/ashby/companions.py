"""Ashby companions: applications, candidates, jobs, users, interviews and their schedules."""

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.openings import link_opening, name_opening
from flows.intake.ats.parsing.records import Record, first_id, record, records
from flows.intake.ats.parsing.spots import Spot


def read_application(found: Record, where: Spot, gathering: Gathering) -> None:
    """An application: its candidate and its job."""
    own = first_id(found, "id")
    if own is None:
        gathering.fault(where.fault("no_id", "The application has no id.", "id", expected="its id"))
        return
    candidate = first_id(found, "candidate", "candidateId")
    gathering.link(own, candidate_id=candidate)
    if isinstance(found.get("candidate"), dict):
        read_candidate(record(found["candidate"]), where, gathering)
    opening = first_id(found, "job", "jobId")
    if opening:
        link_opening(gathering, own, opening)
        if isinstance(found.get("job"), dict):
            read_job(record(found["job"]), where, gathering)


def read_candidate(found: Record, where: Spot, gathering: Gathering) -> None:
    """A candidate's display name and address."""
    del where
    own = first_id(found, "id")
    if own:
        email = record(found.get("primaryEmailAddress")).get("value")
        gathering.person("candidate", own, found.get("name"), email)


def read_job(found: Record, where: Spot, gathering: Gathering) -> None:
    """A job: the requisition id that people use, where it has one."""
    del where
    own = first_id(found, "id")
    requisition = first_id(found, "customRequisitionId", "requisitionId")
    if own and requisition:
        name_opening(gathering, own, requisition)


def read_user(found: Record, where: Spot, gathering: Gathering) -> None:
    """A user: an interviewer's name and address."""
    del where
    own = first_id(found, "id")
    if own:
        names = (found.get("firstName"), found.get("lastName"))
        name = " ".join(str(part) for part in names if part)
        gathering.person("rater", own, name, found.get("email"))


def read_schedule(found: Record, where: Spot, gathering: Gathering) -> None:
    """A schedule: its interviewers' names."""
    for event in records(found.get("interviewEvents")):
        for interviewer in records(event.get("interviewers")):
            read_user(interviewer, where, gathering)


def read_interview(found: Record, where: Spot, gathering: Gathering) -> None:
    """A kind of interview: nothing that feedback needs."""
    del found, where
    gathering.note("kinds of interviews hold no answers")


def refuse_survey(found: Record, where: Spot, gathering: Gathering) -> None:
    """A survey that candidates fill in themselves is never stored, whichever it is."""
    del found
    gathering.dropped.add("survey answers of candidates")
    gathering.fault(
        where.fault(
            "survey",
            "This is a survey that a candidate filled in (equal opportunity, diversity, consent "
            "or a questionnaire), not interview feedback; none of it is read.",
            "surveyType",
            expected="items of applicationFeedback.list",
        )
    )
