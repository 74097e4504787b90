"""Which tables a warehouse connector writes, known by headings that stand together nowhere else."""

from dataclasses import dataclass

from flows.intake.ats.table_rows import headings_of
from flows.intake.reading import Table
from schemas.words import SourceName


@dataclass(frozen=True)
class ConnectorKind:
    """One table of a connector: whose it is, its name, and the headings that tell it."""

    source: SourceName
    name: str
    headings: str

    @property
    def signs(self) -> frozenset[str]:
        """The headings, apart."""
        return frozenset(self.headings.split())


_G, _L = SourceName.GREENHOUSE, SourceName.LEVER
_KINDS = (
    ConnectorKind(_G, "scorecard", "id application_id overall_recommendation submitted_by_user_id"),
    ConnectorKind(_G, "scorecard_attribute", "scorecard_id name rating type"),
    ConnectorKind(_G, "application", "id candidate_id applied_at prospect"),
    ConnectorKind(_G, "job_application", "application_id job_id _fivetran_synced"),
    ConnectorKind(_G, "job", "id name requisition_id confidential"),
    ConnectorKind(_G, "scheduled_interview", "id application_id interview_id organizer_id"),
    ConnectorKind(
        _G, "scheduled_interviewer", "interviewer_id scheduled_interview_id scorecard_id"
    ),
    ConnectorKind(_G, "interview", "id job_stage_id interview_kit_content name"),
    ConnectorKind(_G, "job_stage", "id job_id name _fivetran_synced"),
    ConnectorKind(_G, "candidate", "id first_name last_name is_private"),
    ConnectorKind(_G, "user", "id first_name last_name site_admin"),
    ConnectorKind(_L, "feedback_form", "id creator_id score_system_value template_id"),
    ConnectorKind(_L, "feedback_form_field", "feedback_form_id field_index value_index value_text"),
    ConnectorKind(_L, "interview", "id opportunity_id panel_id subject"),
    ConnectorKind(_L, "interview_feedback", "feedback_form_id interview_id"),
    ConnectorKind(_L, "posting_interview", "interview_id posting_id"),
    ConnectorKind(_L, "opportunity", "id contact stage_id origin name"),
    ConnectorKind(_L, "application", "id opportunity_id posting_id type"),
    ConnectorKind(_L, "user", "id name email access_role"),
    ConnectorKind(_L, "posting", "id text state creator_id owner_id"),
    ConnectorKind(_L, "stage", "id text _fivetran_synced"),
)


def connector_kind(table: Table) -> ConnectorKind | None:
    """Which connector's table this is, by its headings; None where it is no such table."""
    headings = headings_of(table)
    return next((kind for kind in _KINDS if kind.signs <= headings), None)
