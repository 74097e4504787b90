"""Read a JSON file of an applicant-tracking system, whichever it is, into one reading."""

import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from flows.intake.ats.ashby import companions as ashby
from flows.intake.ats.ashby.feedback import read_feedback as ashby_feedback
from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse import companions
from flows.intake.ats.greenhouse.ahead import ReadAhead
from flows.intake.ats.greenhouse.decoding import cards_at_once
from flows.intake.ats.greenhouse.scorecards import LONG, read_ahead, read_scorecards
from flows.intake.ats.hr_open import messages as hr_open
from flows.intake.ats.lever import companions as lever
from flows.intake.ats.lever.feedback import read_feedback as lever_feedback
from flows.intake.ats.maps import scale_of
from flows.intake.ats.parsing.blocks import broken
from flows.intake.ats.parsing.duplicates import decoded_once
from flows.intake.ats.parsing.kinds import RecordKind, kind_of
from flows.intake.ats.parsing.records import Record, record, records
from flows.intake.ats.parsing.sections import Section, sections_of
from flows.intake.ats.parsing.spots import Spot, spot
from flows.intake.ats.parsing.stream import open_utf8
from flows.intake.ats.typeform import responses as typeform
from flows.intake.collector import collector_off
from flows.intake.reading import Reading
from schemas.config.scale import HIRING_VERDICT, Scale
from schemas.config.source import Source
from scoring.guides import Guides

AnswerReader = Callable[[Record, Spot, Gathering, Guides, Scale | None], None]
MappedReader = Callable[[Record, Spot, Gathering, Guides, tuple[Source, ...]], None]
CompanionReader = Callable[[Record, Spot, Gathering], None]
_ANSWERS: dict[RecordKind, AnswerReader] = {
    RecordKind.LEVER_FEEDBACK: lever_feedback,
    RecordKind.ASHBY_FEEDBACK: ashby_feedback,
    RecordKind.HR_OPEN_REPORT: hr_open.read_report,
    RecordKind.HR_OPEN_NOTIFICATION: hr_open.read_notification,
}
_MAPPED: dict[RecordKind, MappedReader] = {
    RecordKind.TYPEFORM_EVENT: typeform.read_event,
    RecordKind.TYPEFORM_RESPONSE: typeform.read_response,
}
_COMPANIONS: dict[RecordKind, CompanionReader] = {
    RecordKind.GREENHOUSE_APPLICATION: companions.read_application,
    RecordKind.GREENHOUSE_CANDIDATE: companions.read_candidate,
    RecordKind.GREENHOUSE_JOB: companions.read_job,
    RecordKind.GREENHOUSE_INTERVIEW: companions.read_interview,
    RecordKind.GREENHOUSE_EVENT: companions.read_webhook,
    RecordKind.LEVER_TEMPLATE: lever.read_template,
    RecordKind.LEVER_OPPORTUNITY: lever.read_opportunity,
    RecordKind.LEVER_APPLICATION: lever.read_application,
    RecordKind.LEVER_INTERVIEW: lever.read_interview,
    RecordKind.LEVER_PANEL: lever.read_panel,
    RecordKind.LEVER_POSTING: lever.read_posting,
    RecordKind.LEVER_USER: lever.read_user,
    RecordKind.ASHBY_SURVEY: ashby.refuse_survey,
    RecordKind.ASHBY_APPLICATION: ashby.read_application,
    RecordKind.ASHBY_CANDIDATE: ashby.read_candidate,
    RecordKind.ASHBY_JOB: ashby.read_job,
    RecordKind.ASHBY_USER: ashby.read_user,
    RecordKind.ASHBY_SCHEDULE: ashby.read_schedule,
    RecordKind.ASHBY_INTERVIEW: ashby.read_interview,
    RecordKind.HR_OPEN_ORDER: hr_open.read_order,
}


_ANSWERED = {
    "scorecards": RecordKind.GREENHOUSE_SCORECARD,
    "feedback": RecordKind.LEVER_FEEDBACK,
    "applicationFeedback": RecordKind.ASHBY_FEEDBACK,
}
"""Under what name a script puts answers into a record that they belong to."""


def read_documents(
    path: Path, guides: Guides, sources: tuple[Source, ...], long: int = LONG
) -> Reading:
    """Read a JSON or JSON Lines file, known by the keys of its records.

    Args:
        path: The file; its name means nothing.
        guides: The declared culture and roles, for scales, red flags and keyed options.
        sources: Source maps; one that adds to a built-in reader may declare its scale.
        long: Bytes from which a list of scorecards is read by two processes.

    Returns:
        What the file holds, every unusable record as a fault with its place.

    Raises:
        UnreadableFileError: The file is not JSON, is cut off, or is no export that is read here.
    """
    with open_utf8(path) as stream:
        return _gathered(stream, guides, sources, partial(read_ahead, path=path, long=long))


def read_cells(
    cells: Sequence[str | None], first_row: int, guides: Guides, sources: tuple[Source, ...]
) -> Reading:
    """Read records that stand in the cells of a column, as a pipeline keeps them.

    Args:
        cells: One record each, as JSON.
        first_row: The number of the first one's row, which faults name as its line.
        guides: As for `read_documents`.
        sources: As for `read_documents`.

    Raises:
        UnreadableFileError: As for `read_documents`.
    """
    lines = [b""] * (first_row - 1) + [
        " ".join((cell or "").split("\n")).encode() for cell in cells
    ]
    with io.BytesIO(b"\n".join(lines)) as stream:
        return _gathered(stream, guides, sources, lambda _: nullcontext())


def _gathered(
    stream: BinaryIO,
    guides: Guides,
    sources: tuple[Source, ...],
    ahead_of: Callable[[Section], AbstractContextManager[ReadAhead | None]],
) -> Reading:
    with collector_off():
        sections = sections_of(stream)
        first = next(sections)
        gathering = Gathering(first.kind.source)
        for section in (first, *sections):
            gathering.note(f"{section.kind.value}, known by their fields")
            with gathering.numbered_on() if section.root else nullcontext():
                if section.kind is RecordKind.GREENHOUSE_SCORECARD:
                    with ahead_of(section) as ahead:
                        _read_scorecards(section, gathering, guides, sources, ahead)
                else:
                    _read(section, gathering, guides, sources)
        return gathering.reading()


def _read(
    section: Section, gathering: Gathering, guides: Guides, sources: tuple[Source, ...]
) -> None:
    for block in section.blocks(None):
        for at, raw in block.records():
            where = spot(section.name, at, lines=block.lines, alone=section.alone)
            found = _record_of(raw, where, gathering)
            if found is not None:
                _read_record(section.context | found, where, gathering, guides, sources)


def _read_scorecards(
    section: Section,
    gathering: Gathering,
    guides: Guides,
    sources: tuple[Source, ...],
    ahead: ReadAhead | None,
) -> None:
    read_scorecards(
        section.blocks(cards_at_once),
        gathering,
        guides,
        scale_of(gathering.source, sources) or HIRING_VERDICT,
        root=section.name,
        context=section.context,
        alone=section.alone,
        ahead=ahead,
    )


def _record_of(raw: bytes, where: Spot, gathering: Gathering) -> Record | None:
    """A record as an object; None, and a fault, where it is none or gives a field twice."""
    try:
        found, twice = decoded_once(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        gathering.foreign(where.fault("not_json", broken(error).replace("The file", "The record")))
        return None
    if twice:
        gathering.fault(where.given_twice(twice))
        return None
    return record(found)


def _read_record(
    found: Record,
    where: Spot,
    gathering: Gathering,
    guides: Guides,
    sources: tuple[Source, ...],
) -> None:
    kind = kind_of(frozenset(found))
    if kind in _ANSWERS:
        own = scale_of(gathering.source, sources)
        _ANSWERS[kind](found, where, gathering, guides, own)
    elif kind in _COMPANIONS:
        _COMPANIONS[kind](found, where, gathering)
        _note_answers_within(kind, found, gathering)
    elif kind in _MAPPED:
        _MAPPED[kind](found, where, gathering, guides, sources)
    else:
        message = "This record is not one that is read here, though others of the file are."
        gathering.foreign(where.fault("unknown_record", message))


def _note_answers_within(kind: RecordKind, found: Record, gathering: Gathering) -> None:
    """Say that answers inside another record were not read."""
    for name, answers in _ANSWERED.items():
        if any(kind_of(frozenset(held)) is answers for held in records(found.get(name))):
            gathering.note(
                f"{kind.value} have answers inside, under “{name}”, which were not read; save "
                "those lists in a file of their own and drop it"
            )
