"""The canonical long table: one row a response, under headings of ours.

Records of a JSON export are no rows, so a fix-me workbook shows those that are held back in this
form, and it is read again by `CANONICAL_SOURCE`.
"""

import polars as pl

from flows.intake.reading import Table
from schemas.config.source import Source, TableColumns

FIELDS: dict[str, str] = {
    "candidate": "Candidate",
    "requisition": "Requisition",
    "application": "Application",
    "rater": "Interviewer",
    "interview": "Interview",
    "group": "Section",
    "question": "Question",
    "rating": "Answer",
    "note": "Note",
    "submitted_at": "Submitted at (UTC)",
}
_KEPT_AS = {
    "candidate": "candidate_id",
    "requisition": "requisition_id",
    "application": "application_id",
    "rater": "rater_id",
    "interview": "interview",
    "group": "group",
    "question": "question",
    "rating": "value_raw",
    "note": "note",
    "submitted_at": "submitted_at",
}
CANONICAL_SOURCE = Source(
    name="canonical", columns=TableColumns.model_validate(FIELDS), timezone="UTC"
)


def canonical_table(held: pl.DataFrame) -> Table:
    """The responses that faults hold back, as a long table.

    Args:
        held: Columns of `schemas.frames.HELD`.
    """
    columns = [
        pl.col(kept).cast(pl.String).alias(f"c{index}")
        for index, kept in enumerate(_KEPT_AS.values())
    ]
    headings = tuple(FIELDS.values())
    return Table(
        sheet="",
        headings=headings,
        rows=held.select(columns),
        header=(headings,),
        numbers=tuple(held["row"].to_list()),
    )
