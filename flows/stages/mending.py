"""Fix-me workbooks: what was wrong goes back to the recruiter."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flows.stages.saving import save_whole, set_aside
from reports.fixme import fixme_book
from reports.save import workbook_bytes
from schemas.books.fixme import FixMe
from schemas.words import SourceName

_NAME_DIGITS = 8
_OWN_NAME = re.compile(rf"fixme-(.+)-[0-9a-f]{{{_NAME_DIGITS}}}")
MENDED = "mended"
"""The folder for fix-me workbooks whose faults are closed."""


def write_fixme(folder: Path, fixme: FixMe, made_at: datetime) -> Path | None:
    """Write the fix-me workbook of one file and return its path; None where it has no row to mend.

    The name carries the file's own and the first digits of its digest, so that a corrected file
    of the same name gets a workbook of its own. The fix-me of a fix-me is called as that one was.
    """
    if not fixme.sheets:
        return None
    stem = Path(fixme.file_name).stem or SourceName.UNKNOWN.value
    of_fixme = _OWN_NAME.fullmatch(stem)
    stem = of_fixme.group(1) if of_fixme else stem
    target = folder / f"fixme-{stem}-{fixme.digest[:_NAME_DIGITS]}.xlsx"
    return save_whole(target, workbook_bytes(fixme_book(fixme), made_at))


def set_mended_aside(folder: Path, unmended: Iterable[Path]) -> None:
    """Leave in sight only the fix-me workbooks with rows not mended yet.

    Args:
        folder: Where fix-me workbooks lie.
        unmended: Those workbooks.
    """
    set_aside(folder, set(unmended), MENDED)
