"""Tables that a warehouse connector writes for an applicant-tracking system."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flows.intake.ats.connector_kinds import connector_kind
from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse import tables as greenhouse
from flows.intake.ats.lever import tables as lever
from flows.intake.ats.maps import scale_of
from flows.intake.ats.table_rows import Row, only_rows, rows_of
from flows.intake.collector import collector_off
from flows.intake.door import without_denied
from flows.intake.reading import Reading, Table
from schemas.config.scale import HIRING_VERDICT, Scale
from schemas.config.source import Source
from schemas.frames import HELD, empty
from schemas.words import SourceName
from scoring.guides import Guides

Answers = Callable[[Row, Gathering, Guides, Scale], None]
Companion = Callable[[Row, Gathering], None]


_G, _L = SourceName.GREENHOUSE, SourceName.LEVER
_ANSWERS: dict[tuple[SourceName, str], Answers] = {
    (_G, "scorecard"): greenhouse.read_scorecard,
    (_G, "scorecard_attribute"): greenhouse.read_attribute,
    (_L, "feedback_form"): lever.read_form,
    (_L, "feedback_form_field"): lever.read_field,
}
_COMPANIONS: dict[tuple[SourceName, str], Companion] = {
    (_G, "application"): greenhouse.read_application,
    (_G, "job_application"): greenhouse.read_job_application,
    (_G, "job"): greenhouse.read_job,
    (_G, "scheduled_interview"): greenhouse.read_scheduled,
    (_G, "scheduled_interviewer"): greenhouse.read_scheduled_interviewer,
    (_G, "candidate"): partial(greenhouse.read_person, kind="candidate"),
    (_G, "user"): partial(greenhouse.read_person, kind="rater"),
    (_L, "interview"): lever.read_interview,
    (_L, "interview_feedback"): lever.read_interview_feedback,
    (_L, "posting_interview"): lever.read_posting_interview,
    (_L, "opportunity"): lever.read_opportunity,
    (_L, "application"): lever.read_application,
    (_L, "user"): lever.read_user,
}


def read_connector_table(table: Table, guides: Guides, sources: tuple[Source, ...]) -> Reading:
    """Read one connector table.

    Args:
        table: A table that `connector_kind` knows.
        guides: The declared culture and roles.
        sources: Source maps; one that adds to a built-in reader may declare its scale.

    Returns:
        Responses of a scorecard or form table, waiting for the companions that say whom they are
        about; links and names of the others.

    Raises:
        ValueError: `connector_kind` does not know the table.
    """
    kind = connector_kind(table)
    if kind is None:
        raise ValueError("not a table of a connector; ask connector_kind first")
    answers = _ANSWERS.get((kind.source, kind.name))
    companion = _COMPANIONS.get((kind.source, kind.name))
    gathering = Gathering(kind.source)
    gathering.note(f"connector table {kind.name}, known by its headings")
    gathering.dropped.update(name for name in table.headings if name.startswith("custom_"))
    scale = scale_of(kind.source, sources) or HIRING_VERDICT
    with collector_off():
        for row in rows_of(table):
            if answers is not None:
                answers(row, gathering, guides, scale)
            elif companion is not None:
                companion(row, gathering)
    if answers is None and companion is None:
        gathering.note("this table says nothing that interview feedback needs")
    faulty = frozenset(fault.row for fault in gathering.faults if fault.row is not None)
    if faulty:
        gathering.tables.append(without_denied(only_rows(table, faulty)))
    return replace(gathering.reading(), held=empty(HELD))
