"""Sealed text comes back whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.books.sealed import sealed_chunks, sealed_kind, unsealed


@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_sealed_text_comes_back(text: str) -> None:
    chunks = sealed_chunks("scorecard", 1, text)
    assert sealed_kind(chunks) == "scorecard"
    assert unsealed(chunks, "scorecard", 1) == text.replace("_x", "\\u005fx")


def test_long_text_is_cut_into_pieces_that_fit_a_cell() -> None:
    chunks = sealed_chunks("scorecard", 1, "a" * 70_000)
    assert [len(chunk) for chunk in chunks[1:]] == [30_000, 30_000, 10_000]
    assert unsealed(chunks, "scorecard", 1) == "a" * 70_000


@pytest.mark.parametrize(
    ("chunks", "said"),
    [
        ((), "no identity of ours"),
        (("something else",), "no identity of ours"),
        (("twokeys decisions 1 00", "{}"), "is of kind decisions, version 1; expected scorecard"),
        (("twokeys scorecard 2 00", "{}"), "version 2; expected scorecard, version 1"),
        (("twokeys scorecard 1 00", "{}"), "was altered"),
    ],
)
def test_what_is_not_ours_or_not_whole_is_refused(chunks: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        unsealed(chunks, "scorecard", 1)


def test_other_text_has_no_kind() -> None:
    assert sealed_kind(()) == ""
    assert sealed_kind(("Candidate",)) == ""
