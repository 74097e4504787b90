"""The numbers and companion records by which the sample tracking system knows people."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.demo.cast import Applicant, Cast, Interviewer, Opening, load_cast

STRIDE = 1_000
"""Apart enough that a number is never mistaken for the next one."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of one sample company."""

    cast: Cast

    def candidate(self, candidate: Applicant) -> int:
        """The candidate's number."""
        return 70_210_003 + STRIDE * self.cast.candidates.index(candidate)

    def application(self, candidate: Applicant) -> int:
        """The number of the candidate's application."""
        return 81_400_003 + STRIDE * self.cast.candidates.index(candidate)

    def user(self, rater: Interviewer) -> int:
        """The rater's number as a user."""
        return 4_120_003 + STRIDE * self.cast.raters.index(rater)

    def job(self, requisition_id: str) -> int:
        """The number of the job behind a requisition."""
        return 330_003 + STRIDE * list(self.cast.openings).index(requisition_id)


def stamp(moment: datetime) -> str:
    """A time as the tracking system writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def user_record(rater: Interviewer, numbers: Numbers) -> dict[str, Any]:
    """A rater as a scorecard names them."""
    first, _, last = rater.name.partition(" ")
    return {
        "id": numbers.user(rater),
        "first_name": first,
        "last_name": last,
        "name": rater.name,
        "employee_id": None,
    }


def candidate_record(candidate: Applicant, met_at: datetime, numbers: Numbers) -> dict[str, Any]:
    """A candidate: the name and address that a scorecard lacks."""
    first, _, last = candidate.name.partition(" ")
    return {
        "id": numbers.candidate(candidate),
        "first_name": first,
        "last_name": last,
        "created_at": stamp(met_at - timedelta(days=9)),
        "email_addresses": [{"value": candidate.email, "type": "personal"}],
        "application_ids": [numbers.application(candidate)],
    }


def application_record(
    opening: Opening, candidate: Applicant, met_at: datetime, numbers: Numbers
) -> dict[str, Any]:
    """An application: which job a scorecard is about."""
    return {
        "id": numbers.application(candidate),
        "candidate_id": numbers.candidate(candidate),
        "prospect": False,
        "applied_at": stamp(met_at - timedelta(days=9)),
        "rejected_at": None,
        "last_activity_at": stamp(met_at),
        "jobs": [{"id": numbers.job(opening.id), "name": opening.title}],
        "status": "active",
        "current_stage": {"id": 5_400_003, "name": "Interviews"},
    }


def job_record(opening: Opening, numbers: Numbers) -> dict[str, Any]:
    """A job: the requisition id that people use."""
    return {
        "id": numbers.job(opening.id),
        "name": opening.title,
        "requisition_id": opening.id,
        "notes": None,
        "confidential": False,
        "status": "open",
        "closed_at": None,
        "departments": [],
        "offices": [],
        "openings": [],
    }


def candidate_number(candidate_id: str) -> int:
    """The number under which the tracking system's exports carry one of the invented people."""
    cast = load_cast()
    return Numbers(cast).candidate(next(one for one in cast.candidates if one.id == candidate_id))
