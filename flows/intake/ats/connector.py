"""Tables that a warehouse connector writes for an applicant-tracking system."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse import tables as greenhouse
from flows.intake.ats.lever import tables as lever
from flows.intake.ats.maps import scale_of
from flows.intake.ats.parsing.collector import collector_off
from flows.intake.ats.table_rows import Row, headings_of, only_rows, rows_of
from flows.intake.reading import Reading, Table
from schemas.frames import HELD, empty
from schemas.scale import HIRING_VERDICT, Scale
from schemas.source import Source
from schemas.words import SourceName
from scoring.guides import Guides

Answers = Callable[[Row, Gathering, Guides, Scale], None]
Companion = Callable[[Row, Gathering], None]


@dataclass(frozen=True)
class _Kind:
    """One table of a connector, known by headings that stand together nowhere else."""

    name: str
    source: SourceName
    headings: str
    answers: Answers | None = None
    companion: Companion | None = None

    @property
    def signs(self) -> frozenset[str]:
        return frozenset(self.headings.split())


_G, _L = SourceName.GREENHOUSE, SourceName.LEVER
_KINDS = (
    _Kind(
        "scorecard",
        _G,
        "id application_id overall_recommendation submitted_by_user_id",
        answers=greenhouse.read_scorecard,
    ),
    _Kind(
        "scorecard_attribute",
        _G,
        "scorecard_id name rating type",
        answers=greenhouse.read_attribute,
    ),
    _Kind(
        "application",
        _G,
        "id candidate_id applied_at prospect",
        companion=greenhouse.read_application,
    ),
    _Kind(
        "job_application",
        _G,
        "application_id job_id _fivetran_synced",
        companion=greenhouse.read_job_application,
    ),
    _Kind("job", _G, "id name requisition_id confidential", companion=greenhouse.read_job),
    _Kind(
        "scheduled_interview",
        _G,
        "id application_id interview_id organizer_id",
        companion=greenhouse.read_scheduled,
    ),
    _Kind(
        "scheduled_interviewer",
        _G,
        "interviewer_id scheduled_interview_id scorecard_id",
        companion=greenhouse.read_scheduled_interviewer,
    ),
    _Kind("interview", _G, "id job_stage_id interview_kit_content name"),
    _Kind("job_stage", _G, "id job_id name _fivetran_synced"),
    _Kind(
        "candidate",
        _G,
        "id first_name last_name is_private",
        companion=partial(greenhouse.read_person, kind="candidate"),
    ),
    _Kind(
        "user",
        _G,
        "id first_name last_name site_admin",
        companion=partial(greenhouse.read_person, kind="rater"),
    ),
    _Kind(
        "feedback_form", _L, "id creator_id score_system_value template_id", answers=lever.read_form
    ),
    _Kind(
        "feedback_form_field",
        _L,
        "feedback_form_id field_index value_index value_text",
        answers=lever.read_field,
    ),
    _Kind("interview", _L, "id opportunity_id panel_id subject", companion=lever.read_interview),
    _Kind(
        "interview_feedback",
        _L,
        "feedback_form_id interview_id",
        companion=lever.read_interview_feedback,
    ),
    _Kind(
        "posting_interview", _L, "interview_id posting_id", companion=lever.read_posting_interview
    ),
    _Kind("opportunity", _L, "id contact stage_id origin name", companion=lever.read_opportunity),
    _Kind("application", _L, "id opportunity_id posting_id type", companion=lever.read_application),
    _Kind("user", _L, "id name email access_role", companion=lever.read_user),
    _Kind("stage", _L, "id text _fivetran_synced"),
)


def recognise(table: Table) -> SourceName | None:
    """Whose connector wrote this table, by its headings; None where it is no such table."""
    kind = _kind_of(table)
    return None if kind is None else kind.source


def read_connector_table(table: Table, guides: Guides, sources: tuple[Source, ...]) -> Reading:
    """Read one connector table.

    Args:
        table: A table that `recognise` knows.
        guides: The declared culture and roles.
        sources: Source maps; one that adds to a built-in reader may declare its scale.

    Returns:
        Responses of a scorecard or form table, waiting for the companions that say whom they are
        about; links and names of the others.

    Raises:
        ValueError: `recognise` does not know the table.
    """
    kind = _kind_of(table)
    if kind is None:
        raise ValueError("not a table of a connector; ask recognise first")
    gathering = Gathering(kind.source)
    gathering.note(f"connector table {kind.name}, known by its headings")
    gathering.dropped.update(name for name in table.headings if name.startswith("custom_"))
    scale = scale_of(kind.source, sources) or HIRING_VERDICT
    with collector_off():
        for row in rows_of(table):
            if kind.answers is not None:
                kind.answers(row, gathering, guides, scale)
            elif kind.companion is not None:
                kind.companion(row, gathering)
    if kind.answers is None and kind.companion is None:
        gathering.note("this table says nothing that interview feedback needs")
    faulty = frozenset(fault.row for fault in gathering.faults if fault.row is not None)
    if faulty:
        gathering.tables.append(only_rows(table, faulty))
    return replace(gathering.reading(), held=empty(HELD))


def _kind_of(table: Table) -> _Kind | None:
    headings = headings_of(table)
    return next((kind for kind in _KINDS if kind.signs <= headings), None)
