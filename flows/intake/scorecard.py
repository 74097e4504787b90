"""Read our own scorecard workbooks and rating packs when they come back filled in."""

from pathlib import Path

import polars as pl

from flows.intake.files.spoilt_cells import spoilt_cells
from flows.intake.reading import Reading
from flows.intake.returned.filled import Filled
from flows.intake.returned.own_book import open_own_book
from flows.intake.returned.rows import form_rows
from schemas.books.scorecard_layout import identity_in
from schemas.errors import UnreadableFileError
from schemas.frames import HELD, RESPONSES
from schemas.words import SourceName
from scoring.guides import Guides


def read_scorecard(path: Path, guides: Guides) -> Reading:
    """Read every form of a scorecard workbook or rating pack of ours.

    Rows are known by their hidden tokens: sheets may be renamed and rows moved. An empty answer
    is no answer and gives no response; `not asked` gives one without a value. The scale is that
    of the form as it was printed, not today's.

    Args:
        path: The workbook.
        guides: Culture and roles, for the words of questions and flags.

    Raises:
        UnreadableFileError: What is hidden in the workbook was altered or removed.
    """
    book = open_own_book(path, spoilt_cells(path))
    try:
        identity = identity_in(book.chunks)
    except ValueError as error:
        raise UnreadableFileError(f"{error} Fill in a fresh copy of the form.") from error
    rows, faults, marked = form_rows(book)
    if not marked:
        raise UnreadableFileError(
            "The hidden columns that tell the rows apart were removed. Fill in a fresh copy of "
            "the form."
        )
    forms = {form.form: form for form in identity.forms}
    card = Filled(forms, guides, book, faults=list(faults))
    card.take(rows)
    return Reading(
        source=SourceName.SCORECARD,
        rows=pl.DataFrame(card.responses, schema=RESPONSES),
        held=pl.DataFrame(card.held, schema=HELD),
        faults=tuple(card.faults),
        notes=tuple(card.notes(rows)),
    )
