"""Display names and addresses of candidates and raters, where a table gives them."""

import polars as pl

from schemas.frames import PEOPLE, empty


def people_of(scorecards: pl.DataFrame, name: str) -> pl.DataFrame:
    """Whom some scorecards name, columns of `schemas.frames.PEOPLE`.

    Args:
        scorecards: As `flows.intake.tabular.scorecards` gives them.
        name: The canonical source.
    """
    parts = [empty(PEOPLE)]
    for person in ("candidate", "rater"):
        key, shown = f"{person}_id", f"{person}_name"
        is_address = pl.col(key).str.contains("@", literal=True)
        parts.append(
            scorecards.filter(
                pl.col(key).is_not_null() & (is_address | pl.col(shown).is_not_null())
            )
            .select(key, shown)
            .unique()
            .select(
                source=pl.lit(name),
                person=pl.lit(person),
                person_id=key,
                name=shown,
                email=pl.when(is_address).then(key),
            )
        )
    return pl.concat(parts)


def people_once(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The people of all stretches of a table, each once."""
    return pl.concat(parts).unique().sort("person", "person_id", "name")
