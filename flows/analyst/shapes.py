"""Analysts' tables in the shape that scoring reads: ratings, or people with a group."""

from dataclasses import dataclass

import polars as pl

from flows.analyst.columns import chosen, find, is_numeric, labelled, numbers, numeric_share
from schemas.errors import TableError
from scoring.fairness.categories import intersections

TARGET_NAMES = frozenset(
    {
        "target",
        "targets",
        "unit",
        "units",
        "case",
        "subject",
        "subjects",
        "object",
        "ratee",
        "id",
        "pid",
        "person",
        "persons",
        "candidate",
        "candidate_id",
        "student",
        "idstud",
        "essay",
        "item",
    }
)
"""Headings of a first column that names what was rated, and is no rater."""


@dataclass(frozen=True)
class Ratings:
    """Ratings in long form.

    Attributes:
        frame: `target`, `rater` (str), `score` (float), and where named `item` and `stratum`.
        labels: Words that the scores are codes of; empty for numbers.
        notes: What was taken for what.
    """

    frame: pl.DataFrame
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def long_ratings(
    table: pl.DataFrame, target: str, rater: str, score: str, **more: str | None
) -> Ratings:
    """One row a rating, by the columns named.

    Args:
        table: As read.
        target: Column of what was rated.
        rater: Column of who rated.
        score: Column of scores, numbers or words.
        more: Further columns to keep, by the name they get (`item`, `stratum`).
    """
    scores, labels = labelled(table, find(table, score))
    named = {"target": target, "rater": rater} | {k: v for k, v in more.items() if v is not None}
    frame = table.select(
        pl.col(find(table, column)).cast(pl.String).alias(name) for name, column in named.items()
    ).with_columns(score=scores)
    return Ratings(frame.drop_nulls(list(named)), labels)


def wide_ratings(table: pl.DataFrame, target: str | None, ignored: tuple[str, ...] = ()) -> Ratings:
    """One row a target, one column a rater; a target may have several rows.

    Args:
        table: As read.
        target: Column that names the target; without it the first column serves where its name
            says so or it alone is no number, else each row is a target.
        ignored: Columns that are no raters.
    """
    kept = table.drop([find(table, name) for name in ignored])
    name = find(kept, target) if target is not None else _target_column(kept)
    raters = [column for column in kept.columns if column != name]
    if not raters:
        raise TableError("No columns are left for raters: a wide table has one a rater.")
    ids = kept[name].cast(pl.String) if name else pl.Series(range(1, len(kept) + 1)).cast(pl.String)
    cells = kept.select(raters)
    if all(is_numeric(cells, rater) for rater in raters):
        cells = cells.select(numbers(cells, rater) for rater in raters)
    else:
        cells = cells.cast(pl.String)
    long = (
        cells.with_columns(target=ids)
        .unpivot(index="target", variable_name="rater", value_name="score")
        .drop_nulls("target")
    )
    scores, labels = labelled(long, "score")
    taken = f"Targets are named by column {name}." if name else "Each row is a target."
    told = f"{taken} Raters: {', '.join(raters) if len(raters) <= 12 else len(raters)}."
    return Ratings(long.with_columns(score=scores), labels, (told,))


def _target_column(table: pl.DataFrame) -> str | None:
    first, *others = table.columns
    if first.casefold() in TARGET_NAMES and others:
        return first
    words = numeric_share(table, first) == 0
    alone = words and all(is_numeric(table, name) for name in others)
    return first if alone and others else None


def people_of(
    table: pl.DataFrame,
    groups: tuple[str, ...],
    selected: str,
    *,
    selected_is: str | None = None,
    score: str | None = None,
    stratum: str | None = None,
    count: str | None = None,
) -> Ratings:
    """One row a person: `group`, `selected`, and where named `score` and `stratum`.

    Several group columns make their intersections. Rows that do not say whether the person was
    selected are left out, and said. With `count`, a row stands for that many people.
    """
    columns = [find(table, name) for name in groups]
    people = intersections(table, columns).select(
        "group", selected=chosen(table, find(table, selected), selected_is)
    )
    if score is not None:
        people = people.with_columns(score=numbers(table, find(table, score)))
    if stratum is not None:
        people = people.with_columns(stratum=table[find(table, stratum)].cast(pl.String))
    if count is not None:
        people = _repeated(people, numbers(table, find(table, count)), count)
    known = people.drop_nulls("selected")
    missing = len(people) - len(known)
    told = (f"{missing} rows do not say whether the person was selected: left out.",)
    return Ratings(known, notes=told if missing else ())


def _repeated(people: pl.DataFrame, counts: pl.Series, name: str) -> pl.DataFrame:
    if counts.is_null().any() or (counts < 0).any() or (counts != counts.round()).any():
        raise TableError(f"Column {name} counts people: whole numbers, none missing or negative.")
    rows = pl.Series(range(len(people)), dtype=pl.UInt32)
    at = pl.DataFrame({"at": rows, "n": counts.cast(pl.UInt32)})
    return people[at.select(pl.col("at").repeat_by("n").explode().drop_nulls()).to_series()]
