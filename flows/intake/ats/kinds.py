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

    @property
    def source(self) -> SourceName:
        """The system that writes it."""
        return SourceName(self.name.split("_")[0].lower())


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
    )
)


def kind_of(keys: frozenset[str]) -> RecordKind | None:
    """The kind of record that has these keys; None where it is not one of ours."""
    for kind, every, some in _SIGNS:
        if every <= keys and (not some or some & keys):
            return kind
    return None
