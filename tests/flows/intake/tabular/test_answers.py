"""What an answer is worth, and what is said of one that is worth nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.tabular.answers import AnswerRule, decode
from schemas.config.scale import NOT_ANSWERED, Scale
from schemas.words import Kind

FIVE = AnswerRule(Kind.RATING, Scale(low=1, high=5))
WORDS = AnswerRule(
    Kind.RATING, Scale(low=1, high=5, labels={"strong_yes": 5, "Agree": 4, "no": 2}, missing=("?",))
)
PERCENT = AnswerRule(Kind.NUMBER, Scale(low=0, high=100))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("4", 4.0),
        (" 4.50 ", 4.5),
        ("4 - Good", 4.0),
        ("(3): सहमत/ ठीकठाक", 3.0),
        ("4 सहमत (Agree)", 4.0),
        ("4. Good", 4.0),
        ("Good (4)", 4.0),
        ("4 / 5", 4.0),
        ("3,5 out of 5", 3.5),
        ("4\u00a0;", 4.0),
    ],
)
def test_a_number_is_read_however_the_form_writes_it(raw: str, value: float) -> None:
    assert decode(raw, FIVE).value == value


@pytest.mark.parametrize(
    "raw", ["Strong Yes", "strong_yes", " STRONG_YES ;", "5", "5 - Strong yes"]
)
def test_a_label_stands_for_its_point_in_any_case_and_with_any_spaces(raw: str) -> None:
    assert decode(raw, WORDS).value == 5.0


@pytest.mark.parametrize(
    "raw", [None, *NOT_ANSWERED, "N/A", " No_Decision ", "Unfamiliar (N/A)", "?"]
)
def test_no_answer_is_neither_zero_nor_the_middle_nor_a_fault(raw: str | None) -> None:
    found = decode(raw, WORDS)
    assert (found.value, found.code) == (None, "")


@pytest.mark.parametrize(
    ("raw", "rule", "code"),
    [
        ("stong_yes", WORDS, "unknown_label"),
        ("~70", PERCENT, "unknown_label"),
        ("Fill out later.", FIVE, "unknown_label"),
        ("6", FIVE, "outside_scale"),
        ("-1", FIVE, "outside_scale"),
        ("101%", PERCENT, "outside_scale"),
        ("80%", FIVE, "other_scale"),
        ("28/30", FIVE, "other_scale"),
        ("4 - no", WORDS, "contradiction"),
        ("3,5", FIVE, "unknown_label"),
        ("7,11", FIVE, "unknown_label"),
        ("nan", FIVE, "unknown_label"),
        ("1e999", FIVE, "unknown_label"),
        ("perhaps", AnswerRule(Kind.FLAG), "unknown_label"),
        ("guess", AnswerRule(Kind.CHOICE, None, ("measure", "ask")), "unknown_option"),
        ("4", AnswerRule(Kind.RATING), "no_scale"),
    ],
)
def test_what_is_not_on_the_scale_is_a_fault_and_never_guessed(
    raw: str, rule: AnswerRule, code: str
) -> None:
    found = decode(raw, rule)
    assert (found.value, found.code) == (None, code)
    assert found.expected
    assert raw not in found.message


def test_the_nearest_label_is_offered() -> None:
    assert "Did you mean “strong_yes”?" in decode("stong_yes", WORDS).expected


def test_what_is_offered_is_what_would_be_taken() -> None:
    told = "Or a number from 1 to 5, or blank for no answer."
    assert decode("guess", FIVE).expected == told.replace("Or a", "A", 1)
    assert decode("agreee", WORDS).expected == (
        f"Did you mean “Agree”? One of: strong_yes, Agree, no. {told}"
    )
    assert decode("3 - Agree", WORDS).expected == f"One of: strong_yes, Agree, no. {told}"
    assert decode("3.5", FIVE).value == 3.5


def test_percentages_are_points_of_a_scale_to_a_hundred_and_parts_of_one_to_one() -> None:
    assert (decode("80", PERCENT).value, decode("80%", PERCENT).value) == (80.0, 80.0)
    assert decode("80%", AnswerRule(Kind.NUMBER, Scale(low=0, high=1))).value == 0.8


def test_a_decimal_comma_is_read_where_the_column_has_them() -> None:
    assert decode("3,5", FIVE, ",").value == 3.5


@pytest.mark.parametrize(("raw", "value"), [("Yes", 1.0), ("x", 1.0), ("FALSE", 0.0), ("", None)])
def test_a_red_flag_was_observed_or_was_not(raw: str, value: float | None) -> None:
    assert decode(raw, AnswerRule(Kind.FLAG)).value == value


def test_a_keyed_choice_keeps_its_words_and_gets_no_number_here() -> None:
    found = decode("Measure", AnswerRule(Kind.CHOICE, None, ("measure", "ask")))
    assert (found.value, found.code) == (None, "")


def test_a_drop_down_offers_labels_in_order_or_the_points_of_a_short_scale() -> None:
    assert WORDS.accepted == ("no", "Agree", "strong_yes")
    assert FIVE.accepted == ("1", "2", "3", "4", "5")
    assert PERCENT.accepted == ()


@given(st.text(max_size=40), st.sampled_from([FIVE, WORDS, PERCENT]))
def test_any_text_is_a_number_on_the_scale_or_no_answer_or_a_fault(
    raw: str, rule: AnswerRule
) -> None:
    found = decode(raw, rule)
    assert rule.scale is not None
    if found.value is None:
        return
    assert rule.scale.low <= found.value <= rule.scale.high
    assert found.code == ""
