"""Canonical responses with what rows share kept once: a fraction of the memory of the full table.

A long export repeats who rated whom in every row and has few distinct answers. So a stretch of it
is kept as the runs of rows with one identity, the distinct answers with what they stand for, and
two numbers a row; the canonical rows are put together when they are asked for.
"""

from dataclasses import dataclass
from typing import Protocol

import polars as pl

from schemas.frames import RESPONSES

WHO = ("application_id", "requisition_id", "candidate_id", "rater_id", "interview", "deleted")
"""Columns of `RESPONSES` that all answers of a scorecard share."""
SAID = (
    "question",
    "question_text",
    "group",
    "kind",
    "value_raw",
    "value",
    "scale_low",
    "scale_high",
)
"""Columns of `RESPONSES` that follow from the question and the cell."""
WHEN = ("submitted_at", "tz_known", "updated_at")
"""Columns of `RESPONSES` that a row has to itself."""


class Folded(Protocol):
    """Responses with what they share kept once."""

    @property
    def height(self) -> int:
        """How many responses there are."""

    def unfolded(self) -> pl.DataFrame:
        """The canonical rows, columns of `schemas.frames.RESPONSES`."""


@dataclass(frozen=True)
class FoldedTable:
    """The responses of one stretch of a table.

    Attributes:
        rows: One row a response: `row` (as the recruiter counts), `scorecard`, `answer` and
            `note` (indexes into the other three, UInt32) and the columns of `WHEN`.
        scorecards: The columns of `WHO`.
        answers: The columns of `SAID` and `heading`, that of the column of the answer.
        notes: Those of runs, or where they come again those that differ; some may be equal.
        source: The canonical `source` of every row.
        sheet: The sheet's name; empty for delimited text.
    """

    rows: pl.DataFrame
    scorecards: pl.DataFrame
    answers: pl.DataFrame
    notes: pl.Series
    source: str
    sheet: str

    @property
    def height(self) -> int:
        """How many responses there are."""
        return self.rows.height

    def unfolded(self) -> pl.DataFrame:
        """The canonical rows, columns of `schemas.frames.RESPONSES`."""
        before = f"sheet {self.sheet}, " if self.sheet else ""
        place = f"{_literal(before)}row {{}}, column {{}}"
        made = {
            "source": pl.lit(self.source),
            "locator": pl.format(place, "row", "heading"),
        }
        beside = [
            self.scorecards.select(WHO)[self.rows["scorecard"]],
            self.answers.select(*SAID, "heading")[self.rows["answer"]],
            self.notes.alias("note").gather(self.rows["note"]).to_frame(),
        ]
        whole = pl.concat([self.rows.select("row", *WHEN), *beside], how="horizontal")
        columns = [
            made.get(name, pl.col(name)).cast(kind).alias(name) for name, kind in RESPONSES.items()
        ]
        return whole.lazy().select(columns).collect(engine="streaming")


def _literal(text: str) -> str:
    """Text in which `pl.format` finds no places to fill."""
    return text.replace("{", "{{").replace("}", "}}")
