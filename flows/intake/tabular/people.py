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
        keys, names = scorecards[key], scorecards[shown]
        if names.null_count() == names.len() and not _any_address(keys):
            continue
        told = (_is_address(keys) | names.is_not_null()) & keys.is_not_null()
        named = scorecards.select(key, shown).filter(told).unique()
        address = named[key].set(~_is_address(named[key]), None)
        parts.append(
            named.select(
                source=pl.lit(name),
                person=pl.lit(person),
                person_id=key,
                name=shown,
                email=address,
            )
        )
    return pl.concat(parts)


def _is_address(keys: pl.Series) -> pl.Series:
    return keys.str.contains("@", literal=True)


def _any_address(keys: pl.Series) -> bool:
    """As `_is_address(keys).any()`, by one search through all of them."""
    return "@" in keys.str.join("").item()


def people_once(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The people of all stretches of a table, each once."""
    return pl.concat(parts).unique().sort("person", "person_id", "name")
