"""What became of a file, in figures and words; the same for `check` and for a run."""

from pathlib import Path

from flows.intake.read import read_file
from flows.intake.reading import Reading
from flows.workspace.settings import Settings
from schemas.errors import UnreadableFileError
from schemas.fault import Fault
from schemas.run import FileReport
from schemas.words import FileStatus, SourceName

_REASONS_SHOWN = 3


def read_or_refuse(path: Path, settings: Settings) -> Reading:
    """Read a file; one that cannot be read is a reading with that one fault."""
    try:
        return read_file(path, settings.guides, settings.sources)
    except UnreadableFileError as error:
        fault = Fault(code="unreadable", message=str(error), costs="file")
        return Reading(SourceName.UNKNOWN, faults=(fault,))


def report_of(reading: Reading, name: str, digest: str) -> FileReport:
    """State what a reading holds, before companions are looked at."""
    nothing = () if reading.says_anything else ("it holds no answers",)
    whole = [fault.message for fault in reading.faults if fault.costs == "file"]
    return FileReport(
        name=name,
        digest=digest,
        source=reading.source,
        status=_status(reading, refused=bool(whole)),
        n_responses=reading.n_responses,
        n_faults=len(reading.faults),
        reason=" ".join(whole[:_REASONS_SHOWN]) or "; ".join((*reading.notes, *nothing)),
        dropped_columns=reading.dropped_columns,
    )


def left_in_inbox(name: str, digest: str, reason: str) -> FileReport:
    """A file that stays where it is."""
    return FileReport(
        name=name,
        digest=digest,
        source=SourceName.UNKNOWN,
        status=FileStatus.REFUSED,
        reason=reason,
    )


def _status(reading: Reading, *, refused: bool) -> FileStatus:
    if refused and reading.n_responses == 0:
        return FileStatus.REFUSED
    return FileStatus.PARTLY if reading.faults else FileStatus.INGESTED
