"""Rates by group as rows of a table, the same in a shortlist and in the portfolio."""

from collections.abc import Iterable

from reports.grid import Value
from reports.layout.table import Column
from schemas.books.book import FairnessTable
from schemas.results.impact import GroupRow

_GATES = {"values": "values key stands", "skill": "skill key stands", "status": "both keys stand"}
FAIRNESS_COLUMNS = [
    Column("Attribute", 20, "wrapped"),
    Column("Group", 22, "strong"),
    Column("Gate", 18, "text", "What the rate counts: a key that stands, or both."),
    Column("Candidates", 11, "count"),
    Column("Passed", 9, "count"),
    Column("Rate", 9, "share"),
    Column(
        "Impact ratio",
        10,
        "ratio",
        "The group's rate over the highest group's. Under 0.80 the four-fifths rule asks why "
        "(29 CFR 1607.4 D).",
    ),
    Column("Lowest", 9, "ratio", "Lower limit of the ratio's interval."),
    Column("Highest", 9, "ratio", "Upper limit of the ratio's interval."),
    Column(
        "p",
        9,
        "p_value",
        "Fisher's exact test against the group that passed most often: how often chance alone "
        "would differ so much.",
    ),
    Column("In words", 44, "wrapped"),
]


def fairness_rows(tables: Iterable[FairnessTable], least: int) -> list[list[Value]]:
    """One row a group and gate; a group of fewer than `least` people carries no figure."""
    return [_row(found, group, least) for found in tables for group in found.table.groups]


def _row(found: FairnessTable, group: GroupRow, least: int) -> list[Value]:
    start: list[Value] = [found.attribute, group.group, _GATES[found.gate]]
    if group.too_small:
        said = f"Fewer than {least} people: not shown, so that nobody can be told apart."
        return [*start, None, None, None, None, None, None, None, said]
    test = found.table.tests.get(group.group)
    return [
        *start,
        group.n,
        group.selected,
        group.rate,
        group.impact_ratio,
        group.ratio_low,
        group.ratio_high,
        None if test is None else test.fisher_two_sided,
        _said(group),
    ]


def _said(group: GroupRow) -> str | None:
    four_fifths = "Under four fifths of the highest rate: look into it."
    parts = [four_fifths] if group.below_four_fifths else []
    return " ".join([*parts, *([group.said] if group.said else [])]) or None
