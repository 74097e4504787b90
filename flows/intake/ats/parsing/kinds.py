"""Which kind of record a JSON object is, by its keys and never by the name of its file."""

from enum import StrEnum

from schemas.words import SourceName


class RecordKind(StrEnum):
    """A kind of record that a reader here takes."""

    GREENHOUSE_SCORECARD = "Greenhouse scorecards"
    GREENHOUSE_APPLICATION = "Greenhouse applications"
    GREENHOUSE_CANDIDATE = "Greenhouse candidates"
    GREENHOUSE_JOB = "Greenhouse jobs"
    GREENHOUSE_INTERVIEW = "Greenhouse scheduled interviews"
    GREENHOUSE_EVENT = "Greenhouse events"
    LEVER_FEEDBACK = "Lever feedback"
    LEVER_TEMPLATE = "Lever feedback templates"
    LEVER_OPPORTUNITY = "Lever opportunities"
    LEVER_APPLICATION = "Lever applications"
    LEVER_INTERVIEW = "Lever interviews"
    LEVER_PANEL = "Lever panels"
    LEVER_POSTING = "Lever postings"
    LEVER_USER = "Lever users"
    ASHBY_FEEDBACK = "Ashby feedback"
    ASHBY_SURVEY = "Ashby surveys"
    ASHBY_APPLICATION = "Ashby applications"
    ASHBY_CANDIDATE = "Ashby candidates"
    ASHBY_JOB = "Ashby jobs"
    ASHBY_USER = "Ashby users"
    ASHBY_SCHEDULE = "Ashby interview schedules"
    ASHBY_INTERVIEW = "Ashby interviews"
    TYPEFORM_EVENT = "Typeform events"
    TYPEFORM_RESPONSE = "Typeform responses"
    HR_OPEN_REPORT = "HR Open assessment reports"
    HR_OPEN_NOTIFICATION = "HR Open interview notifications"
    HR_OPEN_ORDER = "HR Open interviews"

    @property
    def source(self) -> SourceName:
        """The system that writes it."""
        return SourceName(self.name.rpartition("_")[0].lower())


_SIGNS: tuple[tuple[RecordKind, frozenset[str], frozenset[str]], ...] = tuple(
    (kind, frozenset(every.split()), frozenset(some.split()))
    for kind, every, some in (
        (
            RecordKind.GREENHOUSE_SCORECARD,
            "overall_recommendation",
            "attributes ratings questions",
        ),
        (RecordKind.GREENHOUSE_INTERVIEW, "application_id interviewers interview", ""),
        (RecordKind.GREENHOUSE_APPLICATION, "jobs applied_at", "candidate_id person_id"),
        (RecordKind.GREENHOUSE_APPLICATION, "jobs candidate_id", "status prospect"),
        (
            RecordKind.GREENHOUSE_CANDIDATE,
            "first_name last_name",
            "application_ids applications email_addresses",
        ),
        (
            RecordKind.GREENHOUSE_JOB,
            "requisition_id name",
            "openings departments hiring_team confidential",
        ),
        (RecordKind.GREENHOUSE_EVENT, "action payload", ""),
        (RecordKind.LEVER_FEEDBACK, "fields baseTemplateId", "completedAt user userId"),
        (RecordKind.LEVER_TEMPLATE, "id fields instructions text", ""),
        (RecordKind.LEVER_INTERVIEW, "feedbackForms interviewers", ""),
        (RecordKind.LEVER_PANEL, "id interviews applications", "start timezone"),
        (RecordKind.LEVER_OPPORTUNITY, "contact stage", "applications origin emails"),
        (RecordKind.LEVER_APPLICATION, "posting", "opportunityId candidateId"),
        (RecordKind.LEVER_POSTING, "id text categories", "state requisitionCodes reqCode"),
        (RecordKind.LEVER_USER, "id name accessRole", ""),
        (RecordKind.ASHBY_SURVEY, "surveyType", "submittedValues formDefinition"),
        (RecordKind.ASHBY_FEEDBACK, "submittedValues formDefinition", ""),
        (RecordKind.ASHBY_SCHEDULE, "applicationId interviewEvents", ""),
        (
            RecordKind.ASHBY_APPLICATION,
            "candidate job",
            "currentInterviewStage hiringTeam status",
        ),
        (RecordKind.ASHBY_CANDIDATE, "id name primaryEmailAddress", ""),
        (RecordKind.ASHBY_JOB, "id title", "customRequisitionId employmentType"),
        (RecordKind.ASHBY_USER, "id firstName lastName globalRole", ""),
        (RecordKind.ASHBY_INTERVIEW, "id title feedbackFormDefinitionId", ""),
        (RecordKind.TYPEFORM_EVENT, "event_type form_response", ""),
        (RecordKind.TYPEFORM_RESPONSE, "answers", "landed_at submitted_at landing_id token"),
        (RecordKind.HR_OPEN_REPORT, "results subject", ""),
        (RecordKind.HR_OPEN_REPORT, "results orderId", ""),
        (
            RecordKind.HR_OPEN_NOTIFICATION,
            "interviewId",
            "interviewScores questionScores reviewers reviewer",
        ),
        (RecordKind.HR_OPEN_ORDER, "interviewId", "candidate subject candidateId subjectId"),
    )
)


def kind_of(keys: frozenset[str]) -> RecordKind | None:
    """The kind of record that has these keys; None where it is not one of ours."""
    for kind, every, some in _SIGNS:
        if every <= keys and (not some or some & keys):
            return kind
    return None
