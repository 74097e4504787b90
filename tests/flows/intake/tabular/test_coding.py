"""Texts that repeat are numbered alike, however often and in whatever stretches they come."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.tabular import coding
from flows.intake.tabular.coding import (
    NO_TEXT,
    Numbering,
    Pairing,
    run_numbers,
    run_starts,
    told_apart,
)

cells = st.lists(st.sampled_from([None, "a", "b", " a", "a longer text than twelve"]), max_size=12)


def series(texts: list[str | None]) -> pl.Series:
    """A column of these texts."""
    return pl.Series(texts, dtype=pl.String)


@given(stretches=st.lists(cells, max_size=5))
def test_a_text_has_one_number_in_every_stretch(stretches: list[list[str | None]]) -> None:
    numbering = Numbering()
    for texts in stretches:
        numbers = numbering.numbers(series(texts))
        assert [numbering.texts[number] for number in numbers] == texts
        assert numbers.dtype == pl.UInt32
    assert len(set(numbering.texts)) == len(numbering.texts)


@given(stretches=st.lists(cells, max_size=5))
def test_texts_that_are_cleaned_to_one_have_one_number(stretches: list[list[str | None]]) -> None:
    numbering = Numbering(lambda texts: texts.str.strip_chars().replace("b", None))
    for texts in stretches:
        read = [numbering.texts[number] for number in numbering.numbers(series(texts))]
        cleaned = [text and text.strip() for text in texts]
        assert read == [None if text == "b" else text for text in cleaned]
    assert numbering.texts[NO_TEXT] is None


pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=20)


@pytest.mark.parametrize("dense", [0, 64, 1 << 22])
@given(stretches=st.lists(pairs, max_size=4))
def test_a_pair_has_one_number_in_every_stretch(
    dense: int, stretches: list[list[tuple[int, int]]]
) -> None:
    pairing = Pairing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coding, "DENSE", dense)
        for at, stretch in enumerate(stretches):
            first, second = (
                pl.Series([pair[place] for pair in stretch], dtype=pl.UInt32) for place in (0, 1)
            )
            numbers = pairing.numbers(first, second, 7 + at, 5 + at)
            assert [pairing.pairs[number] for number in numbers] == stretch
            assert numbers.dtype == pl.UInt32
    assert sorted(pairing.pairs) == sorted({pair for stretch in stretches for pair in stretch})


@given(texts=cells.filter(bool), others=cells, cut=st.integers(0, 12))
def test_a_run_ends_where_any_column_changes(
    texts: list[str | None], others: list[str | None], cut: int
) -> None:
    rows = [(text, others[at] if at < len(others) else None) for at, text in enumerate(texts)]
    frame = pl.DataFrame(rows, schema={"x": pl.String, "y": pl.String}, orient="row")
    frame = pl.concat([frame[:cut], frame[cut:]], rechunk=False)
    starts = run_starts(frame)
    expected = [at == 0 or rows[at] != rows[at - 1] for at in range(len(rows))]
    assert starts.to_list() == expected
    assert run_numbers(starts).to_list() == [sum(expected[: at + 1]) - 1 for at in range(len(rows))]


@given(texts=cells, cut=st.integers(0, 12), often=st.sampled_from([0.0, 1.0]))
def test_texts_kept_fewer_times_are_what_rows_say(
    texts: list[str | None], cut: int, often: float
) -> None:
    column = pl.concat([series(texts[:cut]), series(texts[cut:])], rechunk=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coding, "OFTEN", often)
        kept, numbers = told_apart(column)
    assert [kept[number] for number in numbers] == texts
    assert numbers.dtype == pl.UInt32


def test_texts_that_come_again_are_kept_once() -> None:
    texts = [f"note {at % 7}" if at % 5 else None for at in range(1_000)]
    kept, numbers = told_apart(series(texts))
    assert kept.len() <= 8
    assert [kept[number] for number in numbers] == texts
