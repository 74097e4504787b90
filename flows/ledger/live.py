"""Live responses: companions joined, identities joined, later answers over earlier ones."""

from dataclasses import dataclass

import polars as pl

from schemas.frames import LINKS

NATURAL_KEY = ["source", "requisition_id", "candidate_id", "rater_id", "interview", "question"]


@dataclass(frozen=True)
class Live:
    """What counts tonight.

    Attributes:
        responses: The live rows, `schemas.frames.STORED` columns; requisition and candidate are
            known for every row.
        pending: Rows that wait for a companion: who or for what is not known yet.
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
    resolved = _joined(stored.with_row_index("order"), _one_link_each(links))
    resolved = _same_person(resolved, aliases, "candidate", "candidate_id")
    resolved = _same_person(resolved, aliases, "rater", "rater_id")
    known = pl.col("requisition_id").is_not_null() & pl.col("candidate_id").is_not_null()
    newest = (
        resolved.filter(known)
        .sort(pl.coalesce("updated_at", "submitted_at"), "dropped", "order", nulls_last=False)
        .unique(NATURAL_KEY, keep="last", maintain_order=True)
        .filter(~pl.col("deleted"))
        .sort("order")
    )
    waiting = resolved.filter(~known & ~pl.col("deleted"))
    return Live(newest.drop("order"), waiting.drop("order"))


def _one_link_each(links: pl.DataFrame) -> pl.DataFrame:
    """What is known of each application: the last word of any companion on each field."""
    key = ["source", "application_id"]
    facts = [name for name in LINKS if name not in key]
    return links.group_by(key, maintain_order=True).agg(
        [pl.col(name).drop_nulls().last().alias(f"linked_{name}") for name in facts]
    )


def _joined(stored: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    joined = stored.join(links, on=["source", "application_id"], how="left")
    facts = [name for name in joined.columns if name.startswith("linked_")]
    return joined.with_columns(
        [pl.coalesce(name.removeprefix("linked_"), name) for name in facts]
    ).drop(facts)


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
