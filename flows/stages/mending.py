"""Fix-me workbooks: what was wrong goes back to the recruiter."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flows.intake.fixme import fixme_of
from flows.intake.reading import Reading
from flows.stages.saving import save_whole, set_aside
from reports.fixme import fixme_book
from reports.save import workbook_bytes
from schemas.words import SourceName

_NAME_DIGITS = 8
MENDED = "mended"
"""The folder for fix-me workbooks whose faults are closed."""


def write_fixme(folder: Path, name: str, digest: str, reading: Reading, made_at: datetime) -> Path:
    """Write the fix-me workbook of one file and return its path.

    The name carries the file's own and the first digits of its digest, so that a corrected file
    of the same name gets a workbook of its own.
    """
    stem = Path(name).stem or SourceName.UNKNOWN.value
    target = folder / f"fixme-{stem}-{digest[:_NAME_DIGITS]}.xlsx"
    book = fixme_book(fixme_of(reading, name, digest))
    return save_whole(target, workbook_bytes(book, made_at))


def set_mended_aside(folder: Path, unmended: Iterable[str]) -> None:
    """Leave in sight only the fix-me workbooks of files that have faults not mended yet.

    Args:
        folder: Where fix-me workbooks lie.
        unmended: Digests of the files with open faults.
    """
    digits = {digest[:_NAME_DIGITS] for digest in unmended}
    current = [path for path in folder.glob("*.xlsx") if path.stem[-_NAME_DIGITS:] in digits]
    set_aside(folder, current, MENDED)
