"""A form tool's export as it was recognised: which columns are its own and which are questions."""

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace

import polars as pl

from flows.intake.reading import Table
from schemas.words import SourceName

TAG = re.compile(r"<[^<>]*>")
GRID = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]\s*", re.DOTALL)


@dataclass(frozen=True)
class Asking:
    """A column that may hold answers.

    Attributes:
        index: The column's position.
        names: What the question may be called in a guide, the most specific first.
        group: The question it is a part of, or its section; empty where there is none.
        is_option: Whether it only says if an option of `group` was ticked.
    """

    index: int
    names: tuple[str, ...]
    group: str = ""
    is_option: bool = False


@dataclass(frozen=True)
class Form:
    """An export of a form tool.

    Attributes:
        source: The tool.
        table: Its rows, without those that are no submissions.
        askings: The columns that are neither the tool's own nor without a heading.
        submitted_at: The heading of the time of submission.
        rater: The heading of the respondent's address, who is the rater unless a map says.
        zone: IANA zone of its times, where the export tells.
        notes: What was detected or left out.
    """

    source: SourceName
    table: Table
    askings: tuple[Asking, ...]
    submitted_at: str | None = None
    rater: str | None = None
    zone: str | None = None
    notes: tuple[str, ...] = field(default=())


def readable(heading: str) -> str:
    """A heading as people read it: without markup, its letters repaired where they were mangled."""
    text = re.sub("[ \u00a0]+", " ", TAG.sub(" ", heading))
    if "Ã" in text or "â€" in text:
        with suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    return text.strip()


def names_of(heading: str) -> tuple[str, ...]:
    """What a question's column may be called: its heading, or the first line before a legend."""
    text = readable(heading)
    return tuple(dict.fromkeys([text, text.split("\n")[0].strip(), heading]))


def grid_asking(index: int, heading: str) -> Asking:
    """A column headed `Question [Row]`, as grids and subquestions are written, or a plain one."""
    found = GRID.fullmatch(readable(heading))
    if found is None:
        return Asking(index, names_of(heading))
    return Asking(index, (found[2].strip(), *names_of(heading)), found[1].strip(" :"))


def askings_of(table: Table, own: set[int]) -> tuple[Asking, ...]:
    """Every column with a heading that is not one of the tool's `own`."""
    return tuple(
        grid_asking(index, heading)
        for index, heading in enumerate(table.headings)
        if index not in own and heading.strip()
    )


def without_heading(table: Table) -> tuple[str, ...]:
    """A note where columns hold something under no heading."""
    n = sum(1 for heading in table.headings if not heading.strip())
    return (f"{n} columns without a heading were not read",) if n else ()


def only_where(table: Table, keep: pl.Expr) -> tuple[Table, int]:
    """The rows for which `keep` is true, with the numbers they had, and how many others there are.

    Args:
        table: As it came: its rows follow each other.
        keep: Of the columns `c0`, `c1`, …
    """
    numbered = table.rows.with_row_index("row", offset=table.first_row)
    kept = numbered.filter(keep)
    if kept.height == numbered.height:
        return table, 0
    numbers = tuple(kept["row"].to_list())
    left_out = numbered.height - kept.height
    return replace(table, rows=kept.drop("row"), numbers=numbers), left_out


def never_submitted(n: int) -> tuple[str, ...]:
    """A note where rows were left out because nobody sent them."""
    if not n:
        return ()
    rows = "1 row that was" if n == 1 else f"{n} rows that were"
    return (f"left out: {rows} never submitted",)
