"""Identifiers are trimmed and those of nobody are none, however a column is looked through."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.tabular.cleaning import AROUND, NOBODY, identifiers, present
from schemas.config.scale import NOT_ANSWERED

written = st.text(st.sampled_from("a1;@ \n\u00a0\u200bÉZ-"), max_size=4)
cells = st.lists(
    st.none() | written | st.sampled_from([*NOBODY, "C-1", "C-2", "N/A", " Anonymous;"]), max_size=8
)


def identifier(text: str) -> str | None:
    """What is kept of one cell."""
    trimmed = text.strip(AROUND)
    if trimmed.lower() in NOBODY:
        return None
    return trimmed.lower() if "@" in trimmed else trimmed


@given(cells=cells)
def test_an_identifier_is_trimmed_and_nobody_is_none(cells: list[str | None]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    expected = [None if text is None else identifier(text) for text in cells]
    assert identifiers(column).to_list() == expected


@given(cells=cells)
def test_a_cell_that_says_nothing_is_none(cells: list[str | None]) -> None:
    column = pl.Series(cells, dtype=pl.String)
    trimmed = [None if text is None else text.strip(AROUND) for text in cells]
    expected = [text if text and text.lower() not in NOT_ANSWERED else None for text in trimmed]
    assert present(column).to_list() == expected


def test_codes_are_kept_as_they_are() -> None:
    column = pl.Series(["C-0001", None, "R.2/x_3", "9"])
    assert identifiers(column).to_list() == column.to_list()
