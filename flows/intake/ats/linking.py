"""Follow what companions say, from scorecard to application to job, and join it to responses."""

import polars as pl

from flows.intake.ats.filled.gathering import OPENING
from schemas.frames import LINKS, RESPONSES

LONGEST_CHAIN = 5
"""Scorecard, interview, application, opening, its name: no tool needs more steps."""
_KEY = ("source", "application_id")
_FACTS = tuple(
    name for name in LINKS if name not in {"source", "application_id", "parent", "deleted"}
)
_CARD = ("parent", "candidate_id", "rater_id", "interview")
"""What a scorecard says of itself, by which its responses are found."""
_RATER_IN_INTERVIEW = ("source", "requisition_id", "candidate_id", "rater_id", "interview")


def follow_links(links: pl.DataFrame) -> pl.DataFrame:
    """Bring everything known about each application id together.

    Args:
        links: `schemas.frames.LINKS`, in the order in which they were dropped.

    Returns:
        One row for each source and application id, columns as in `LINKS` (`parent` null).
        A later value stands before an earlier one, a later opening too; a parent's requisition
        before the row's own; where several parents disagree, the value is null: it is not known.
    """
    known = links.group_by(_KEY, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().last() for name in _FACTS),
        deleted=pl.col("deleted").drop_nulls().last(),
    )
    steps = _parents(links)
    facts = known
    for _ in range(LONGEST_CHAIN):
        if steps.is_empty():
            break
        facts = _one_step(facts, known, steps)
    return facts.with_columns(parent=pl.lit(None, pl.String())).select(list(LINKS))


def _parents(links: pl.DataFrame) -> pl.DataFrame:
    """Every parent of each record; of openings the one said last, for a record may be moved."""
    said = links.select(*_KEY, "parent").drop_nulls()
    is_opening = pl.col("parent").str.starts_with(OPENING)
    last = said.filter(is_opening).unique(_KEY, keep="last", maintain_order=True)
    return pl.concat([said.filter(~is_opening).unique(maintain_order=True), last])


def _one_step(facts: pl.DataFrame, known: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    agreed = [
        pl.when(pl.col(name).drop_nulls().n_unique() == 1).then(pl.col(name).drop_nulls().first())
        for name in ("requisition_id", "candidate_id")
    ]
    told = (
        steps.join(facts, left_on=("source", "parent"), right_on=_KEY)
        .group_by(_KEY)
        .agg(
            requisition_of_parent=agreed[0],
            candidate_of_parent=agreed[1],
            torn=pl.col("requisition_id").drop_nulls().n_unique() > 1,
        )
    )
    own, parents = pl.col("requisition_id"), pl.col("requisition_of_parent")
    return (
        known.join(told, on=_KEY, how="left", maintain_order="left")
        .with_columns(
            requisition_id=pl.when(pl.col("torn").fill_null(value=False))
            .then(None)
            .otherwise(pl.coalesce(parents, own)),
            candidate_id=pl.coalesce("candidate_id", "candidate_of_parent"),
        )
        .drop("requisition_of_parent", "candidate_of_parent", "torn")
    )


def join_links(responses: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Fill what responses lack from what companions say, and mark what was deleted.

    Args:
        responses: Has at least the columns of `schemas.frames.RESPONSES`; others stay.
        links: `schemas.frames.LINKS`, in the order in which they were dropped.

    Returns:
        The same rows in the same order. What a response says itself stands, unless its scorecard
        said otherwise later; an empty interview counts as not said. Responses of a rater in an
        interview whose scorecard was deleted later than they were updated have `deleted` true.
    """
    if links.is_empty():
        return responses
    facts = follow_links(links)
    found = _as_said_last(responses, links).join(
        facts.drop("parent"), on=_KEY, how="left", suffix="_linked", maintain_order="left"
    )
    filled = found.with_columns(
        *(pl.coalesce(name, f"{name}_linked") for name in _FACTS if name != "interview"),
        interview=pl.when(pl.col("interview").fill_null("") == "")
        .then(pl.coalesce("interview_linked", "interview"))
        .otherwise("interview"),
        deleted=pl.col("deleted") | pl.col("deleted_linked").fill_null(value=False),
    )
    return _with_tombstones(filled, facts).select(responses.columns)


def _as_said_last(responses: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Give responses the candidate, rater and interview that their scorecard named last.

    A step of the plan that was renamed, or a candidate who was merged, would else leave the
    earlier answers of the same scorecard beside the later ones.
    """
    said = (
        links.filter(
            pl.col("application_id").str.starts_with("scorecard:"),
            pl.all_horizontal(pl.col("parent", "rater_id").is_not_null()),
        )
        .select(*_KEY, *_CARD)
        .unique(keep="last", maintain_order=True)
    )
    now = said.unique(_KEY, keep="last", maintain_order=True)
    held = ("source", *_CARD)
    before = said.join(now, on=held, how="anti", nulls_equal=True)
    if before.is_empty():
        return responses
    changed = (
        before.join(now, on=_KEY, suffix="_now")
        .unique(held, keep="last", maintain_order=True)
        .drop("application_id")
    )
    names = _CARD[1:]
    return responses.join(
        changed,
        left_on=("source", "application_id", *names),
        right_on=held,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    ).with_columns(pl.coalesce(f"{name}_now", name).alias(name) for name in names)


def _with_tombstones(responses: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    gone = facts.filter(
        pl.col("deleted").fill_null(value=False), pl.col("rater_id").is_not_null()
    ).select(*_RATER_IN_INTERVIEW, gone_at="updated_at")
    if gone.is_empty():
        return responses
    gone = gone.group_by(_RATER_IN_INTERVIEW).agg(pl.col("gone_at").max(), gone=pl.lit(value=True))
    later = pl.col("updated_at") > pl.col("gone_at")
    return responses.join(
        gone, on=_RATER_IN_INTERVIEW, how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(
        deleted=pl.col("deleted")
        | (pl.col("gone").fill_null(value=False) & ~later.fill_null(value=False))
    )


def pending(responses: pl.DataFrame) -> pl.DataFrame:
    """The joined responses that still lack candidate, requisition or rater, and so wait."""
    lacking = [pl.col(name).is_null() for name in ("candidate_id", "requisition_id", "rater_id")]
    return responses.select(list(RESPONSES)).filter(pl.any_horizontal(lacking))
