"""Who rated whom for what, once for each run of rows that say the same."""

import polars as pl

from flows.intake.tabular.cleaning import identifiers, present
from flows.intake.tabular.coding import run_numbers, run_starts
from flows.intake.tabular.columns import Columns
from schemas.config.source import Source

TRUE = ("true", "1", "yes", "t", "y")
FIELDS = (
    "application",
    "requisition",
    "candidate",
    "rater",
    "interview",
    "deleted",
    "candidate_name",
    "rater_name",
)


def scorecards_of(
    rows: pl.DataFrame, columns: Columns, source: Source
) -> tuple[pl.DataFrame, pl.Series]:
    """Read the identifying cells of a table, each run of equal ones once.

    Returns:
        The scorecards, columns of `flows.intake.folded.WHO`, `candidate_name` and `rater_name`;
        and the index of each row's scorecard.
    """
    fields = [columns.names[field] for field in FIELDS if field in columns.names]
    named = list(dict.fromkeys(fields))  # one column may hold a person's id and be their name too
    cells = rows.select(named) if named else rows.select("row").with_columns(row=0)
    starts = run_starts(cells)
    heads = cells.filter(starts)
    return heads.select(**_read(heads, columns, source)), run_numbers(starts)


def _read(heads: pl.DataFrame, columns: Columns, source: Source) -> dict[str, pl.Series]:
    names, n = columns.names, heads.height
    made = {
        "application_id": _same(None, n),
        "requisition_id": _same(source.requisition, n),
        "candidate_id": _same(None, n),
        "rater_id": _same(None, n),
        "interview": _same(source.interview or "", n),
        "deleted": pl.Series([False]).new_from_index(0, n),
        "candidate_name": _same(None, n),
        "rater_name": _same(None, n),
    }
    for field in ("application", "requisition", "candidate", "rater"):
        if field in names:
            made[f"{field}_id"] = identifiers(heads[names[field]])
    if "interview" in names:
        made["interview"] = present(heads[names["interview"]]).fill_null("")
    if "deleted" in names:
        text = present(heads[names["deleted"]]).str.to_lowercase()
        made["deleted"] = text.is_in(TRUE).fill_null(value=False)
    for field in ("candidate_name", "rater_name"):
        if field in names:
            made[field] = heads[names[field]].str.strip_chars()
    return made


def _same(text: str | None, n: int) -> pl.Series:
    return pl.Series([text], dtype=pl.String).new_from_index(0, n)
