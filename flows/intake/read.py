"""The one entry for a dropped file: guard, detect, read, or refuse with a plain sentence."""

from pathlib import Path

from flows.intake.detect import Dropped, read_dropped
from flows.intake.files.grid import Grid, table_of
from flows.intake.files.nature import Nature, holds_json, nature_of
from flows.intake.reading import Reading, Table
from schemas.books.returned import HEAD_DECIDER, HEAD_DECISION
from schemas.books.scorecard_layout import MARK_ANSWER, MARK_TOKEN
from schemas.config.source import UNFILLED, Source
from schemas.errors import UnreadableFileError
from scoring.guides import Guides

_HEADINGS_WITHIN = 10
"""Rows in which a sheet of a shortlist has its headings."""
_UNANSWERED = (
    "There are headings and no rows below them: nobody has filled this in yet, and there is "
    "nothing to do until somebody has. Then it needs a Source file: "
)


def read_file(path: Path, guides: Guides, sources: tuple[Source, ...]) -> Reading:
    """Read a dropped file, whatever tool wrote it.

    Args:
        path: The file. Its name says nothing; its content decides who reads it.
        guides: The declared culture and roles: scales, flags and keyed options.
        sources: The Source maps of the workspace.

    Raises:
        UnreadableFileError: The file is refused; its message is what the recruiter reads.
    """
    dropped = Dropped(path, nature_of(path), guides, sources)
    before = _state(path)
    reading = read_dropped(dropped)
    if reading is None:
        raise UnreadableFileError(_nobody(dropped))
    if _state(path) != before:
        raise UnreadableFileError("The file was still being written. It is read when it settles.")
    return reading


def _state(path: Path) -> tuple[int, int] | None:
    """Size and time of change; None when the file has gone."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns)


def _nobody(dropped: Dropped) -> str:
    if dropped.nature is Nature.DOCUMENT:
        return (
            "No reader knows this JSON. Greenhouse scorecards, Lever feedback, Ashby feedback, "
            "Typeform responses and HR Open reports are known."
        )
    if dropped.nature is Nature.DELIMITED and holds_json(dropped.path):
        return (
            "This looks like JSON with other text before it. Take away all that stands before its "
            "first { or [ and after its last } or ], and drop it again."
        )
    if any(_was_a_shortlist(grid) for grid in dropped.grids):
        return (
            "This looks like a shortlist of ours that has lost its hidden part, as a copy of its "
            "cells does. Decide in the workbook that lies in the shortlists folder, and drop that."
        )
    if any(_was_a_scorecard(grid) for grid in dropped.grids):
        return (
            "This looks like a scorecard of ours that has lost its hidden part, as a copy of its "
            "cells does. Fill in the workbook that `twokeys kit` wrote, and drop that."
        )
    drafts = "".join(
        f" The Source file {source.name} still says {UNFILLED} for {', '.join(source.unfilled)}; "
        "if it is meant for this table, write the headings there."
        for source in dropped.sources
        if source.unfilled and source.reads == "table"
    )
    tables = [table_of(grid) for grid in dropped.grids]
    if not any(_n_headings(table) for table in tables):
        return "There is nothing in this workbook that a person sees. Export it again."
    is_unanswered = max(map(_n_headings, tables)) > 1 and not any(map(_has_rows, tables))
    return (
        f"{_UNANSWERED if is_unanswered else ''}"
        "No reader knows this table and no Source file describes it. "
        "`twokeys map FILE` drafts one: it says which column is the candidate, the requisition, "
        f"the rater and the answers.{drafts}{_nearly(dropped)}"
    )


def _n_headings(table: Table) -> int:
    return sum(1 for heading in table.headings if heading.strip())


def _has_rows(table: Table) -> bool:
    return any((cell.str.strip_chars() != "").any() for cell in table.rows)


def _nearly(dropped: Dropped) -> str:
    """Which Source file comes near, and what of it is not there."""
    from flows.intake.tabular.sources import nearest_map

    found = nearest_map(dropped.grids, dropped.sources)
    if found is None:
        return ""
    source, absent = found
    if not absent:
        return f" The Source file {source.name} is for the sheet “{source.match.sheet}”."
    return (
        f" The Source file {source.name} comes near: it also names {', '.join(absent)}. If it is "
        "meant for this table, were these headings changed?"
    )


def _was_a_scorecard(grid: Grid) -> bool:
    return any({MARK_TOKEN, MARK_ANSWER} <= set(row) for row in grid.head(_HEADINGS_WITHIN))


def _was_a_shortlist(grid: Grid) -> bool:
    return any({HEAD_DECISION, HEAD_DECIDER} <= set(row) for row in grid.head(_HEADINGS_WITHIN))
