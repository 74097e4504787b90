"""A scale that changed while the form was in use is a fault of the file."""

import pytest

from flows.intake.tabular.legends import changed_scale

REAL = {
    "4": 17,
    "3": 12,
    "1": 11,
    "4 सहमत (Agree)": 4,
    "(3): सहमत/ ठीकठाक": 1,
    "(2): असहमत/ खराब": 1,
    "5 पूर्णपणे सहमत (Strongly agree)": 1,
}
"""The cells of one real rating column: the form went from four points to five meanwhile."""


def test_the_real_column_is_recognised() -> None:
    assert "written in two ways" in changed_scale(REAL)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"4 / 5": 3, "8 / 10": 2}, "out of 10 and out of 5"),
        ({"4 - Agree": 5, "4 - Strongly agree": 2}, "beside the number 4"),
    ],
)
def test_two_maxima_or_two_words_for_one_number_are_two_scales(
    counts: dict[str, int], words: str
) -> None:
    assert words in changed_scale(counts)


@pytest.mark.parametrize(
    "counts",
    [
        {"4 - Agree": 40, "3 - Neither": 3, "5": 10},
        {"4 / 5": 40, "8 / 10": 1},
        {"4 - Agree": 40, "4 - Agre": 1},
        {"strong_yes": 3, "no": 4},
        {},
    ],
)
def test_one_odd_cell_is_a_slip_and_labels_beside_bare_numbers_are_usual(
    counts: dict[str, int],
) -> None:
    assert changed_scale(counts) == ""
