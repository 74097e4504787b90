import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import EmptyPoolError
from scoring.fairness.categories import intersections, margin_faults, small_categories
from scoring.fairness.scoring_rates import scoring_rates
from scoring.impact import impact_ratios, impact_table

FEWER = settings(max_examples=settings().max_examples // 3)


def people(counts: dict[str, tuple[int, int]], **more) -> pl.DataFrame:
    """One row a person, from (selected, all) by group."""
    groups = [name for name, (_, n) in counts.items() for _ in range(n)]
    chosen = [i < a for a, n in counts.values() for i in range(n)]
    return pl.DataFrame(
        {"group": groups, "selected": chosen, **more},
        schema_overrides={"group": pl.String, "selected": pl.Boolean},
    )


def test_the_ratio_is_to_the_group_selected_most_often() -> None:
    # By hand: a is 3 of 4 = 0.75, b is 1 of 2 = 0.50, so b's ratio is 0.50 / 0.75 = 2/3.
    found = impact_ratios(people({"a": (3, 4), "b": (1, 2)}))
    assert found["impact_ratio"].to_list() == pytest.approx([1.0, 2 / 3])
    assert found["below_four_fifths"].to_list() == [False, True]


def published(case, identifier: str, table: str = "table") -> dict[str, tuple[int, int]]:
    counts = case(identifier)["inputs"][table]
    return {name: (selected, n) for name, (n, selected) in counts.items()}


@pytest.mark.parametrize("identifier", ["AI-06", "AI-07"])
def test_the_tables_of_6_rcny_5_301(case, identifier: str) -> None:
    found = impact_table(people(published(case, identifier)))
    expected = case(identifier)["expected"]
    assert {row.group for row in found.groups} == set(expected)
    for row in found.groups:
        for name in ("n", "selected", "rate", "impact_ratio"):
            assert getattr(row, name) == pytest.approx(expected[row.group][name], abs=1e-6)


def test_the_published_race_table_does_not_add_up_and_we_say_where(case) -> None:
    given_case = case("AI-08")
    for table, name in (
        ("table_as_printed", "printed"),
        ("table_from_intersectional_sums", "summed"),
    ):
        for row in impact_table(people(published(case, "AI-08", table))).groups:
            expected = given_case["expected"][name][row.group]
            assert row.impact_ratio == pytest.approx(expected["impact_ratio"], abs=1e-6)
    printed = {k: tuple(v) for k, v in given_case["inputs"]["table_as_printed"].items()}
    cells = {k: tuple(v) for k, v in case("AI-07")["inputs"]["table"].items()}
    mismatch = given_case["expected"]["hispanic_mismatch"]
    assert margin_faults(printed, cells) == {
        "Hispanic or Latino": (tuple(mismatch["printed"]), tuple(mismatch["summed"]))
    }


def test_categories_under_two_percent_are_marked_6_rcny_5_301_d(case) -> None:
    expected = case("AI-09")["expected"]
    sums = case("AI-08")["inputs"]["table_from_intersectional_sums"]
    cells = case("AI-07")["inputs"]["table"]
    race = impact_table(people(published(case, "AI-08", "table_from_intersectional_sums")))
    for row in race.groups:
        assert row.share == pytest.approx(expected["race_shares"][row.group], abs=1e-7)
    assert [row.group for row in race.groups if row.under_two_percent] == expected[
        "race_excludable"
    ]
    assert (
        list(small_categories({k: n for k, (n, _) in sums.items()})) == expected["race_excludable"]
    )
    assert (
        list(small_categories({k: n for k, (n, _) in cells.items()}))
        == expected["intersectional_excludable"]
    )


def test_scoring_rates_count_strictly_above_the_median_of_all(case) -> None:
    given_case = case("AI-10")
    scores = given_case["inputs"]
    frame = pl.DataFrame(
        {
            "group": ["A"] * len(scores["A"]) + ["B"] * len(scores["B"]),
            "score": scores["A"] + scores["B"],
        }
    )
    median, (a, b) = scoring_rates(frame)
    expected = given_case["expected"]
    assert [median, a.rate, b.rate, b.impact_ratio] == pytest.approx(
        [
            expected["median"],
            expected["scoring_rate_A"],
            expected["scoring_rate_B"],
            expected["impact_ratio_B"],
        ],
        abs=1e-7,
    )
    # Means 428/6 = 71.33 and 458/7 = 65.43: A is best, so its own difference is 0.
    assert a.d == 0
    assert b.d > 0


def test_when_everyone_is_at_the_median_a_scoring_ratio_is_undefined(case) -> None:
    inputs = case("AI-11")["inputs"]
    frame = pl.DataFrame({"group": inputs["groups"], "score": inputs["scores"]})
    median, rows = scoring_rates(frame)
    assert median == 3
    assert [row.rate for row in rows] == [0.0, 0.0]
    assert [row.impact_ratio for row in rows] == [None, None]


def test_small_groups_have_no_scoring_figures() -> None:
    frame = pl.DataFrame({"group": ["a", "a", "b"], "score": [1.0, 2.0, 9.0]})
    _, (a, b) = scoring_rates(frame, min_group=2)
    assert a.mean == 1.5
    assert (b.n, b.mean, b.rate) == (1, None, None)
    assert all(row.rate is None for row in scoring_rates(frame, min_group=5)[1])


def test_berkeley_pooled_misleads_and_stratified_does_not_bickel_1975(case) -> None:
    rows = [
        {"stratum": dept, "group": sex, "selected": outcome == "Admitted", "n": n}
        for dept, sex, outcome, n in case("AI-16")["inputs"]["rows"]
    ]
    frame = pl.DataFrame(rows)
    frame = frame.select(pl.exclude("n").repeat_by("n")).explode("stratum", "group", "selected")
    found = impact_table(frame)
    expected = case("AI-16")["expected"]
    assert found.highest == "Male"
    women = next(row for row in found.groups if row.group == "Female")
    assert women.impact_ratio == pytest.approx(expected["naive_impact_ratio_female"], abs=1e-6)
    pooled = found.stratified["Female"]
    assert pooled.odds_ratio == pytest.approx(1 / expected["MH_common_OR_male_vs_female"], abs=1e-6)
    assert pooled.p == pytest.approx(expected["p"], abs=1e-6)
    assert [stratum.stratum for stratum in found.strata] == list("ABCDEF")
    ahead = [s.stratum for s in found.strata if s.groups[0].impact_ratio == 1.0]
    assert ahead == ["A", "B", "D", "F"]  # four of six departments favour women


def test_zero_selections_and_empty_groups(case) -> None:
    given_case = case("AI-18")
    for (a, n1, b, n2), expected in zip(
        given_case["inputs"]["cases"], given_case["expected"]["impact_ratio"], strict=True
    ):
        found = impact_table(people({"focal": (a, n1), "reference": (b, n2)}))
        row = next((row for row in found.groups if row.group == "focal"), None)
        assert (row.impact_ratio if row else None) == expected
        if b == 0:
            assert found.highest is None
            assert found.tests == {}
            assert any("Nobody was selected" in note for note in found.notes)


def test_a_group_too_small_is_listed_with_its_size_alone() -> None:
    found = impact_table(people({"a": (2, 2), "b": (5, 20), "c": (3, 20)}), min_group=5)
    small = found.groups[0]
    assert (small.n, small.too_small, small.selected, small.rate) == (2, True, None, None)
    assert found.highest == "b"
    assert set(found.tests) == {"c"}
    assert impact_table(people({"a": (1, 2)}), min_group=5, reference="a").tests == {}


def test_tests_may_compare_with_a_group_that_is_named() -> None:
    found = impact_table(people({"a": (3, 4), "b": (1, 4), "c": (2, 4)}), reference="b")
    assert set(found.tests) == {"a", "c"}
    assert found.tests["a"].reference == "b"
    assert found.highest == "a"
    with pytest.raises(EmptyPoolError, match="Groups: a, b"):
        impact_table(people({"a": (1, 2), "b": (1, 2)}), reference="z")


def test_unknown_groups_are_counted_and_left_out() -> None:
    frame = pl.concat(
        [
            people({"a": (1, 2)}),
            pl.DataFrame(
                {"group": [None], "selected": [True]},
                schema={"group": pl.String, "selected": pl.Boolean},
            ),
        ]
    )
    found = impact_table(frame)
    assert (found.n, found.n_unknown) == (2, 1)
    with pytest.raises(EmptyPoolError, match="Nobody has a group"):
        impact_table(frame.filter(pl.col("group").is_null()))


def test_scores_are_compared_where_they_are_known() -> None:
    frame = people({"a": (1, 2), "b": (1, 2)}, score=[1.0, 2.0, None, 4.0])
    found = impact_table(frame)
    assert found.median == 2.0
    assert [row.n for row in found.scoring] == [2, 1]
    assert impact_table(people({"a": (1, 1)}, score=[None])).scoring == ()


def test_strata_without_any_selection_have_no_base() -> None:
    found = impact_table(people({"a": (0, 2), "b": (0, 2)}, stratum=["x", "y", "x", None]))
    assert [stratum.stratum for stratum in found.strata] == ["x", "y"]
    assert found.stratified == {}


def test_a_difference_that_one_selection_would_turn_round_is_said() -> None:
    # Q&A 21: women 1 of 10, men 3 of 20.
    found = impact_table(people({"men": (3, 20), "women": (1, 10)}))
    assert any("turn the result round for women" in note for note in found.notes)
    steady = impact_table(people({"men": (48, 80), "women": (12, 40)}))
    assert len(steady.notes) == 1


def test_intersections_join_what_is_known() -> None:
    frame = pl.DataFrame({"race": ["Asian", None], "sex": ["Female", "Male"]})
    assert intersections(frame, ["race", "sex"])["group"].to_list() == ["Asian / Female", None]


TABLES = st.dictionaries(
    st.sampled_from("abcd"),
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
)


@FEWER
@given(TABLES, st.integers(0, 9))
def test_order_of_people_changes_nothing(counts, seed) -> None:
    frame = people(counts)
    assert impact_table(frame) == impact_table(frame.sample(fraction=1, shuffle=True, seed=seed))


@FEWER
@given(TABLES)
def test_ratios_lie_between_nothing_and_one_and_somebody_is_at_one(counts) -> None:
    ratios = [row.impact_ratio for row in impact_table(people(counts)).groups]
    known = [ratio for ratio in ratios if ratio is not None]
    assert all(0 <= ratio <= 1 for ratio in known)
    assert (max(known) == 1) if known else all(a == 0 for a, _ in counts.values())
