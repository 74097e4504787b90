"""Categories of people: crossed, checked against their totals, and those that are very small."""

from collections.abc import Mapping

import polars as pl

SMALL_SHARE = 0.02
"""Under this share of the data a category may be left out of ratios, 6 RCNY 5-301(d)."""


def intersections(people: pl.DataFrame, columns: list[str], name: str = "group") -> pl.DataFrame:
    """Add a column that joins several categories, such as `Asian / Female`.

    It is null where any of them is unknown.
    """
    joined = pl.concat_str([pl.col(column).cast(pl.String) for column in columns], separator=" / ")
    return people.with_columns(joined.alias(name))


def small_categories(sizes: Mapping[str, int], share: float = SMALL_SHARE) -> tuple[str, ...]:
    """Categories under `share` of everybody counted, in their order.

    Args:
        sizes: People in each category; people of unknown category are not in it.
        share: 0 to 1.
    """
    total = sum(sizes.values())
    return tuple(name for name, n in sizes.items() if n < share * total)


def margin_faults(
    printed: Mapping[str, tuple[int, int]], cells: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Where a printed total differs from the sum of its intersections.

    Args:
        printed: People and selected by category.
        cells: The same by intersection; a name starts with the category and ` / `.

    Returns:
        By category: what is printed, and what its intersections add up to.
    """
    faults = {}
    for name, (n, selected) in printed.items():
        own = [cell for key, cell in cells.items() if key.startswith(f"{name} / ")]
        summed = (sum(cell[0] for cell in own), sum(cell[1] for cell in own))
        if summed != (n, selected):
            faults[name] = ((n, selected), summed)
    return faults
