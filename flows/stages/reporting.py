"""What became of a file, in figures and words; the same for `check` and for a run."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.intake.read import read_file
from flows.intake.reading import Reading
from flows.workspace.settings import Settings
from schemas.errors import UnreadableFileError
from schemas.fault import Fault
from schemas.file_report import FileReport
from schemas.words import FileStatus, SourceName

_REASONS_SHOWN = 3
_OTHERS_SHOWN = 5


def read_or_refuse(path: Path, settings: Settings) -> Reading:
    """Read a file; one that cannot be read is a reading with that one fault."""
    try:
        return read_file(path, settings.guides, settings.sources)
    except UnreadableFileError as error:
        fault = Fault(code="unreadable", message=str(error), costs="file")
        return Reading(SourceName.UNKNOWN, faults=(fault,))


def report_of(
    reading: Reading, name: str, digest: str, still_open: Sequence[Fault] | None = None
) -> FileReport:
    """State what a reading holds, before companions are looked at.

    Args:
        reading: What its reader gave.
        name: As it was dropped.
        digest: SHA-256 of its bytes.
        still_open: Its faults without those closed before; all of them where left out. What
            cannot be read stays refused.
    """
    whole = [fault for fault in reading.faults if fault.costs == "file"]
    faults = reading.faults if still_open is None else still_open
    nothing = () if reading.says_anything else ("it holds no answers",)
    wrong = " ".join([_in_words(fault) for fault in whole][:_REASONS_SHOWN])
    return FileReport(
        name=name,
        digest=digest,
        source=reading.source,
        status=_status(reading, refused=bool(whole), faulty=bool(faults)),
        n_responses=reading.n_responses,
        n_faults=len(faults),
        reason=wrong or "; ".join((*reading.notes, *nothing)),
        dropped_columns=reading.dropped_columns,
        mends=reading.mends,
        requisition_id=reading.requisition_id,
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


def in_words(faults: Iterable[Fault]) -> tuple[str, ...]:
    """The first few of several faults, each with its row and column, and how many more."""
    counts = Counter(f"{_spot(fault)}{_in_words(fault)}" for fault in faults)
    said = [text if n == 1 else f"{text} ({n} times)" for text, n in counts.items()]
    n_more = len(said) - _OTHERS_SHOWN
    more = [f"and {n_more} more, which `twokeys status` lists"] if n_more > 0 else []
    return (*said[:_OTHERS_SHOWN], *more)


def _spot(fault: Fault) -> str:
    """Row and column; a sheet may bear a person's name."""
    return f"{fault.model_copy(update={'sheet': ''}).where}: "


def _in_words(fault: Fault) -> str:
    return f"{fault.message} Right would be: {fault.expected}" if fault.expected else fault.message


def _status(reading: Reading, *, refused: bool, faulty: bool) -> FileStatus:
    if refused and reading.n_responses == 0:
        return FileStatus.REFUSED
    return FileStatus.PARTLY if faulty else FileStatus.INGESTED
