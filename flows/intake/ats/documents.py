"""Read a JSON file of an applicant-tracking system, whichever it is, into one reading."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from flows.intake.ats.blocks import broken
from flows.intake.ats.gathering import Gathering
from flows.intake.ats.greenhouse import companions
from flows.intake.ats.greenhouse.scorecards import read_scorecards
from flows.intake.ats.kinds import RecordKind, kind_of
from flows.intake.ats.maps import scale_of
from flows.intake.ats.sections import Section, sections_of
from flows.intake.ats.spots import Spot, spot
from flows.intake.ats.stream import open_utf8
from flows.intake.reading import Reading
from schemas.errors import UnreadableFileError
from schemas.scale import HIRING_VERDICT
from schemas.source import Source
from scoring.guides import Guides

RecordReader = Callable[[dict[str, object], Spot, Gathering], None]
_READERS: dict[RecordKind, RecordReader] = {
    RecordKind.GREENHOUSE_APPLICATION: companions.read_application,
    RecordKind.GREENHOUSE_CANDIDATE: companions.read_candidate,
    RecordKind.GREENHOUSE_JOB: companions.read_job,
    RecordKind.GREENHOUSE_INTERVIEW: companions.read_interview,
    RecordKind.GREENHOUSE_EVENT: companions.read_webhook,
}


def read_documents(path: Path, guides: Guides, sources: tuple[Source, ...]) -> Reading:
    """Read a JSON or JSON Lines file, known by the keys of its records.

    Args:
        path: The file; its name means nothing.
        guides: The declared culture and roles, for scales, red flags and keyed options.
        sources: Source maps; one that adds to a built-in reader may declare its scale.

    Returns:
        What the file holds, every unusable record as a fault with its place.

    Raises:
        UnreadableFileError: The file is not JSON, is cut off, or is no export that is read here.
    """
    with open_utf8(path) as stream:
        sections = sections_of(stream)
        first = next(sections, None)
        if first is None:
            raise UnreadableFileError("The file holds no records.")
        gathering = Gathering(first.kind.source)
        for section in (first, *sections):
            gathering.note(f"{section.kind.value}, known by their fields")
            _read(section, gathering, guides, sources)
        return gathering.reading()


def _read(
    section: Section, gathering: Gathering, guides: Guides, sources: tuple[Source, ...]
) -> None:
    root = section.root or section.kind.value.split()[-1]
    if section.kind is RecordKind.GREENHOUSE_SCORECARD:
        read_scorecards(
            section.blocks,
            gathering,
            guides,
            scale_of(gathering.source, sources) or HIRING_VERDICT,
            root=root,
            context=section.context,
            alone=section.alone,
        )
        return
    for block in section.blocks:
        for at, raw in block.records():
            where = spot(root, at, lines=block.lines, alone=section.alone)
            _read_record(raw, where, section.context, gathering)


def _read_record(raw: bytes, where: Spot, context: dict[str, str], gathering: Gathering) -> None:
    try:
        record = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        gathering.fault(where.fault("not_json", broken(error).replace("The file", "The record")))
        return
    kind = kind_of(frozenset(record)) if isinstance(record, dict) else None
    if kind is None:
        message = "This record is not one that is read here, though others of the file are."
        gathering.fault(where.fault("unknown_record", message))
        return
    _READERS[kind](context | record, where, gathering)
