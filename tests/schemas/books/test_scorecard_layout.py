"""Writer and reader of forms agree on tokens, answers and identities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.books.kit import ItemIdentity
from schemas.books.scorecard_layout import (
    choices,
    flag_item,
    form_identity,
    identity_cells,
    identity_in,
    label_words,
    offered_words,
    overall_item,
    read_token,
    row_token,
)
from schemas.books.sealed import sealed_chunks
from schemas.config.scale import Scale
from schemas.words import Kind
from tests.kit_forms import VERDICT, form


@given(st.integers(0, 10_000), st.text(min_size=1).filter(lambda key: key == key.strip()))
def test_a_token_reads_back(number: int, key: str) -> None:
    assert read_token(row_token(number, key)) == (number, key)


@pytest.mark.parametrize("text", ["", "Rating", "twokeys:x:a", "twokeys:1:", "twokeys:²:a"])
def test_other_text_is_no_token(text: str) -> None:
    assert read_token(text) is None


def test_a_flag_and_a_question_of_one_name_are_told_apart() -> None:
    assert flag_item("a").key == "flag:a"
    assert ItemIdentity(item="a", kind=Kind.RATING).key == "question:a"


def rating(low: float, high: float, kind: Kind = Kind.RATING) -> ItemIdentity:
    return ItemIdentity(item="a", kind=kind, low=low, high=high)


@pytest.mark.parametrize(
    ("item", "offered"),
    [
        (rating(1, 4), ["1", "2", "3", "4", "not asked"]),
        (rating(0, 10), [*map(str, range(11)), "not asked"]),
        (rating(0, 11), []),
        (rating(0, 2.5), []),
        (rating(0, 5, Kind.NUMBER), []),
        (ItemIdentity(item="a", kind=Kind.RATING), []),
        (flag_item("a"), ["yes", "no"]),
        (ItemIdentity(item="a", kind=Kind.CHOICE), []),
        (ItemIdentity(item="a", kind=Kind.CHOICE, options=("x",)), ["x", "not asked"]),
        (overall_item(VERDICT), ["definitely not", "no", "yes", "strong yes", "not asked"]),
        (
            overall_item(Scale(low=0, high=1, labels={"strong_no": 0, "strong no": 0, "yes": 1})),
            ["strong no", "yes", "not asked"],
        ),
    ],
)
def test_what_a_drop_down_offers(item: ItemIdentity, offered: list[str]) -> None:
    assert offered_words(choices(item)) == offered


def test_labels_are_shown_as_words() -> None:
    assert label_words("strong_yes") == "strong yes"


def test_an_identity_reads_back() -> None:
    forms = (form_identity(1, form()), form_identity(2, form("ж_x000D_", overall=None)))
    assert identity_in(identity_cells(forms)).forms == forms


def test_a_sealed_text_that_is_no_identity_is_refused() -> None:
    with pytest.raises(ValueError, match="not readable"):
        identity_in(sealed_chunks("scorecard", 1, "{}"))
