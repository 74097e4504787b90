import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.analyst.columns import chosen, find, is_numeric, numbers
from flows.analyst.shapes import long_ratings, people_of, wide_ratings
from schemas.errors import TableError


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    table = pl.DataFrame({"rater": ["x"], "Score": [1]})
    assert find(table, "score") == "Score"
    with pytest.raises(
        TableError, match=r"no column ratr\. It has: rater, Score\. Did you mean rater"
    ):
        find(table, "ratr")
    twice = pl.DataFrame({"A": [1], "a": [2]})
    assert find(twice, "a") == "a"


def test_numbers_are_read_with_a_decimal_comma_where_no_cell_has_a_point() -> None:
    table = pl.DataFrame({"x": ["1,5", None, "2"], "y": ["1.5", "1,000.5", None]})
    assert numbers(table, "x").to_list() == [1.5, None, 2.0]
    assert not is_numeric(table, "y")
    with pytest.raises(TableError, match="1 cells that are not numbers, the first in row 3"):
        numbers(table, "y")


def test_a_cell_that_is_no_number_is_never_repeated_in_the_message() -> None:
    with pytest.raises(TableError) as raised:
        numbers(pl.DataFrame({"x": ["confidential"]}), "x")
    assert "confidential" not in str(raised.value)


def test_numbers_of_a_typed_table_stay_as_they_are() -> None:
    table = pl.DataFrame({"x": [1, None], "y": [float("nan"), 2.0], "z": [True, False]})
    assert numbers(table, "x").to_list() == [1.0, None]
    assert numbers(table, "y").to_list() == [None, 2.0]
    assert numbers(table, "z").to_list() == [1.0, 0.0]


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["r1", "r2"])),
        st.integers(1, 5),
        min_size=1,
    )
)
def test_long_and_wide_say_the_same(cells) -> None:
    long = pl.DataFrame(
        [(t, r, y) for (t, r), y in cells.items()], schema=["target", "rater", "y"], orient="row"
    )
    wide = long.pivot("rater", index="target", values="y")
    first = long_ratings(long, "target", "rater", "y").frame
    second = wide_ratings(wide, "target").frame.drop_nulls("score")
    order = ["target", "rater"]
    assert first.sort(order).rows() == second.select(first.columns).sort(order).rows()


def test_words_become_codes_in_their_order() -> None:
    shaped = wide_ratings(pl.DataFrame({"r1": ["good", "bad"], "r2": ["good", None]}), None)
    assert shaped.labels == ("bad", "good")
    assert shaped.frame.sort("rater", "target")["score"].to_list() == [1.0, 0.0, 1.0, None]
    assert "Each row is a target" in shaped.notes[0]


def test_a_few_words_among_numbers_are_a_mistake_and_no_scale() -> None:
    with pytest.raises(TableError, match="1 cells that are not numbers, the first in row 4"):
        wide_ratings(pl.DataFrame({"r1": ["3", "4", "stong_yes"], "r2": ["3", "4", "5"]}), None)


def test_the_target_column_is_told_by_its_name_or_by_being_no_number() -> None:
    by_name = wide_ratings(pl.DataFrame({"Unit": [1, 2], "r1": [3, 4], "r2": [3, 5]}), None)
    by_words = wide_ratings(pl.DataFrame({"who": ["p", "q"], "r1": [3, 4], "r2": [3, 5]}), None)
    for shaped in (by_name, by_words):
        assert sorted(shaped.frame["rater"].unique()) == ["r1", "r2"]
    assert "column Unit" in by_name.notes[0]


def test_columns_may_be_ignored_but_not_all() -> None:
    table = pl.DataFrame({"id": [1], "group": ["x"], "r1": [2]})
    shaped = wide_ratings(table, "id", ("group",))
    assert shaped.frame["rater"].to_list() == ["r1"]
    with pytest.raises(TableError, match="No columns are left"):
        wide_ratings(table, "id", ("group", "r1"))
    many = pl.DataFrame({f"r{n}": [1.0] for n in range(20)})
    assert "Raters: 20." in wide_ratings(many, None).notes[0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([1, 0, None], [True, False, None]),
        ([True, False, None], [True, False, None]),
        (["Promoted", "not promoted"], [True, False]),
        (["Yes", "No"], [True, False]),
        (["no", "no"], [False, False]),
        (["hired", "hired"], [True, True]),
    ],
)
def test_the_usual_words_for_selected_are_known(cells, expected) -> None:
    assert chosen(pl.DataFrame({"s": cells}), "s").to_list() == expected


def test_unusual_words_for_selected_must_be_named() -> None:
    table = pl.DataFrame({"s": ["in", "out", "later", "a", "b", "c", "d"]})
    with pytest.raises(TableError, match=r"--selected-is"):
        chosen(table, "s")
    assert chosen(table, "s", "IN").sum() == 1
    with pytest.raises(TableError, match="and 1 more"):
        chosen(table, "s", "never")
    both = pl.DataFrame({"s": ["yes", "hired"]})
    with pytest.raises(TableError, match=r"--selected-is"):
        chosen(both, "s")


def test_people_of_counts_groups_and_unknown_outcomes() -> None:
    table = pl.DataFrame(
        {"sex": ["f", "m", None], "race": ["x", "x", "y"], "in": [1, None, 0], "n": [2, 3, 0]}
    )
    people = people_of(table, ("sex", "race"), "in", count="n")
    assert people.frame["group"].to_list() == ["f / x", "f / x"]
    assert people.notes == ("3 rows do not say whether the person was selected: left out.",)
    for wrong in ([1, None, 2], [1, -1, 2], [1, 0.5, 2]):
        with pytest.raises(TableError, match="whole numbers"):
            people_of(
                table.with_columns(n=pl.Series(wrong, strict=False)), ("sex",), "in", count="n"
            )
