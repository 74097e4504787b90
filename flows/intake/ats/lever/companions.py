"""Lever companions: opportunities, applications, interviews, panels, postings, users, templates."""

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.filled.openings import link_opening, name_opening
from flows.intake.ats.parsing.records import Record, first_id, id_of, records
from flows.intake.ats.parsing.spots import Spot


def read_opportunity(found: Record, where: Spot, gathering: Gathering) -> None:
    """An opportunity: the candidate (Lever's candidate id is the opportunity's), and openings."""
    own = first_id(found, "id")
    if own is None:
        gathering.fault(where.fault("no_id", "The opportunity has no id.", "id", expected="its id"))
        return
    gathering.link(f"opportunity:{own}", candidate_id=own)
    if found.get("isAnonymized") is not True:
        emails = found.get("emails")
        email = emails[0] if isinstance(emails, list) and emails else None
        gathering.person("candidate", own, found.get("name"), email)
    for application in records(found.get("applications")):
        read_application({"opportunityId": own, **application}, where, gathering)


def read_application(found: Record, where: Spot, gathering: Gathering) -> None:
    """An application: which posting an opportunity is for."""
    opportunity, posting = first_id(found, "opportunityId", "candidateId"), found.get("posting")
    if opportunity is None:
        gathering.fault(
            where.fault("no_opportunity", "The application names no opportunity.", "opportunityId")
        )
        return
    if isinstance(posting, dict):
        read_posting(posting, where, gathering)
    opening = id_of(posting)
    if opening:
        link_opening(gathering, f"opportunity:{opportunity}", opening)


def read_interview(found: Record, where: Spot, gathering: Gathering) -> None:
    """An interview: whose forms came of it, for which posting, and who sat in."""
    own = first_id(found, "id")
    if own is None:
        gathering.fault(where.fault("no_id", "The interview has no id.", "id", expected="its id"))
        return
    opportunity = first_id(found, "opportunityId", "opportunity", "application_id")
    if opportunity:
        gathering.link(f"interview:{own}", parent=f"opportunity:{opportunity}")
    for posting in _ids(found.get("postings")):
        link_opening(gathering, f"interview:{own}", posting)
    for form in _ids(found.get("feedbackForms")):
        gathering.link(f"form:{form}", parent=f"interview:{own}")
    for interviewer in records(found.get("interviewers")):
        read_user(interviewer, where, gathering)


def read_panel(found: Record, where: Spot, gathering: Gathering) -> None:
    """A panel: its interviews."""
    for interview in records(found.get("interviews")):
        read_interview(interview, where, gathering)


def read_posting(found: Record, where: Spot, gathering: Gathering) -> None:
    """A posting: its requisition code, where it has one and only one."""
    del where
    own = first_id(found, "id")
    codes = _ids(found.get("requisitionCodes")) or _ids([found.get("reqCode")])
    if own and len(codes) == 1:
        name_opening(gathering, own, codes[0])


def read_user(found: Record, where: Spot, gathering: Gathering) -> None:
    """A user: an interviewer's name and address."""
    del where
    own = first_id(found, "id")
    if own:
        gathering.person("rater", own, found.get("name"), found.get("email"))


def read_template(found: Record, where: Spot, gathering: Gathering) -> None:
    """A template: feedback carries its own questions, so that nothing is taken from it."""
    del found, where
    gathering.note("templates hold no answers; each form carries its own questions")


def _ids(values: object) -> list[str]:
    return [own for value in (values if isinstance(values, list) else ()) if (own := id_of(value))]
