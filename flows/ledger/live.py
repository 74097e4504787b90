"""Live responses: companions joined, identities joined, later answers over earlier ones."""

from dataclasses import dataclass

import polars as pl

from flows.intake.ats.linking import join_links

NATURAL_KEY = ["source", "requisition_id", "candidate_id", "rater_id", "interview", "question"]
KNOWN = pl.all_horizontal(pl.col("requisition_id", "candidate_id", "rater_id").is_not_null())
"""Of resolved responses, those of which it is known who rated whom, for what."""
WAITS = ~KNOWN & ~pl.col("deleted")
"""Of resolved responses, those that wait for a companion."""


@dataclass(frozen=True)
class Live:
    """What counts tonight.

    Attributes:
        responses: The live rows, `schemas.frames.STORED` columns; requisition, candidate and
            rater are known for every row.
        pending: Rows that wait for a companion: who rated whom, or for what, is not known yet.
    """

    responses: pl.DataFrame
    pending: pl.DataFrame


def live_responses(stored: pl.DataFrame, links: pl.DataFrame, aliases: pl.DataFrame) -> Live:
    """Resolve stored responses to those that count.

    Args:
        stored: Every response of every file, `schemas.frames.STORED`.
        links: Companion rows in the order in which they came, `schemas.frames.LINKS`.
        aliases: Declared joins, `flows.workspace.people.ALIASES`.

    Returns:
        For each natural key the row with the latest update time, else the one dropped last;
        a row deleted in its source takes its key out.
    """
    resolved = resolve(stored.with_row_index("order"), links, aliases)
    newest = (
        resolved.filter(KNOWN)
        .sort(pl.coalesce("updated_at", "submitted_at"), "dropped", "order", nulls_last=False)
        .unique(NATURAL_KEY, keep="last", maintain_order=True)
        .filter(~pl.col("deleted"))
        .sort("order")
    )
    waiting = resolved.filter(WAITS)
    return Live(newest.drop("order"), waiting.drop("order"))


def resolve(stored: pl.DataFrame, links: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Fill in what companions and declared joins say of each response; the same rows, in order."""
    joined = join_links(stored, links)
    joined = _same_person(joined, aliases, "candidate", "candidate_id")
    return _same_person(joined, aliases, "rater", "rater_id")


def _same_person(
    rows: pl.DataFrame, aliases: pl.DataFrame, person: str, column: str
) -> pl.DataFrame:
    """Replace identifiers by the one they are declared to stand for."""
    mine = aliases.filter(pl.col("person") == person)
    for everywhere in (False, True):
        known = mine.filter((pl.col("source") == "") == everywhere)
        on = ["id"] if everywhere else ["source", "id"]
        pairs = known.select(*on, "same_as").unique(on, keep="last", maintain_order=True)
        left_on = [column] if everywhere else ["source", column]
        rows = (
            rows.join(pairs, left_on=left_on, right_on=on, how="left")
            .with_columns(pl.coalesce("same_as", column).alias(column))
            .drop("same_as")
        )
    return rows
