import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.results.reliability import RaterRow
from schemas.words import Track
from scoring.reliability.agreement.panels import panel_agreements
from scoring.reliability.rater_advice import AdviceRule, advice
from scoring.reliability.raters import rater_rows
from scoring.reliability.scale_points import cell_scores, with_points
from tests.scoring.reliability.ratings import ratings

FEWER = settings(max_examples=settings().max_examples // 3)


def severities(**by_rater: tuple[float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(name, severity, se, 1) for name, (severity, se) in by_rater.items()],
        schema={"rater_id": str, "severity": float, "severity_se": float, "island": int},
        orient="row",
    )


def rows_of(table: list[tuple[str, str, str, float]], **known) -> dict[str, RaterRow]:
    found = rater_rows(ratings(table), severities(**known), Track.VALUES)
    return {row.rater_id: row for row in found}


def test_agreement_counts_shared_answers_only_and_one_point_is_the_scales_own() -> None:
    # Question q is given 0, 25, 75: its point is 25. x and y share c1 (25 apart) and c2 (same).
    found = rows_of(
        [
            ("c1", "x", "q", 0),
            ("c1", "y", "q", 25),
            ("c2", "x", "q", 75),
            ("c2", "y", "q", 75),
            ("c3", "x", "q", 0),
        ],
        x=(2.0, 1.0),
    )
    assert (found["x"].n_shared, found["x"].exact_rate, found["x"].within_one_rate) == (2, 0.5, 1.0)
    assert found["x"].n_candidacies == 3
    assert found["x"].severity == 2.0
    assert found["y"].severity is None


def test_spread_is_compared_with_that_of_all_raters() -> None:
    # x: 0 and 100, s2 = 5000; y: 50 and 50, s2 = 0; pooled s2 = 2500, so ratios √2 and 0.
    found = rows_of(
        [("a", "x", "q", 0), ("b", "x", "q", 100), ("a", "y", "q", 50), ("b", "y", "q", 50)]
    )
    assert found["x"].spread_ratio == pytest.approx(2**0.5)
    assert found["y"].spread_ratio == 0
    assert found["y"].mean == 50


def test_halo_is_one_for_who_rates_all_dimensions_alike() -> None:
    # Over p and q, beside the question means: x gives (0, 0) and (0, 0); y differs by 100.
    alike = [("a", "x", "p", 50), ("a", "x", "q", 50), ("b", "x", "p", 50), ("b", "x", "q", 50)]
    apart = [("a", "y", "p", 100), ("a", "y", "q", 0), ("b", "y", "p", 0), ("b", "y", "q", 100)]
    found = rows_of(alike + apart)
    assert found["x"].halo == pytest.approx(1)
    # y's own variance over dimensions is 5000, all raters' 2500: 1 - √2.
    assert found["y"].halo == pytest.approx(1 - 2**0.5)
    one_dimension = rows_of([("a", "x", "p", 50), ("b", "x", "p", 75)])
    assert one_dimension["x"].halo is None
    assert rows_of(alike)["x"].halo is None  # nobody differs, so nothing is usual


def test_a_rater_who_gives_whole_candidates_one_rating_draws_straight_lines() -> None:
    straight = [(c, "x", q, 75) for c in "abcde" for q in ("p", "q", "r")]
    varied = [(c, "y", q, s) for c in "abcde" for q, s in (("p", 50), ("q", 75), ("r", 100))]
    found = rows_of(straight + varied)
    assert found["x"].straight_lining
    assert found["x"].straight_lined_rate == 1
    assert "one and the same rating" in found["x"].advice
    assert not found["y"].straight_lining
    short = rows_of([("a", "x", "p", 75), ("a", "x", "q", 75)])
    assert short["x"].straight_lined_rate is None


def test_a_harsh_rater_is_told_so_only_beyond_the_error() -> None:
    table = [
        (c, r, "q", s) for i, c in enumerate("abcdef") for r, s in (("x", 25 * (i % 4)), ("y", 75))
    ]
    harsh = rows_of(table, x=(12.4, 3.0), y=(-12.4, 3.0))
    assert "Rates 12 points lower" in harsh["x"].advice
    assert "Rates 12 points higher" in harsh["y"].advice
    unsure = rows_of(table, x=(12.4, 7.0), y=(float("nan"), 3.0))
    assert "points lower" not in unsure["x"].advice
    assert unsure["y"].severity is None


def row(**figures) -> RaterRow:
    usual = {
        "rater_id": "x",
        "track": "values",
        "n_ratings": 40,
        "n_candidacies": 20,
        "n_shared": 30,
        "advice": "",
    }
    return RaterRow.model_validate(usual | figures)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"n_candidacies": 4}, "Rated 4 of the 5"),
        ({}, "Nothing to mend."),
        ({"n_shared": 0}, "rests on assumption"),
        ({"spread_ratio": 0.4}, "Uses little of the scale"),
        ({"spread_ratio": 1.8}, "ends of the scale"),
        ({"halo": 0.6}, "much alike"),
        ({"within_one_rate": 0.5}, "more than one point"),
        ({"within_one_rate": 0.5, "n_shared": 9}, "Nothing to mend."),
        ({"severity": 4.9, "severity_se": 0.1}, "Nothing to mend."),
        ({"severity": 9.0, "severity_se": None}, "Nothing to mend."),
    ],
)
def test_each_figure_has_its_advice(figures, words: str) -> None:
    assert words in advice(row(**figures), AdviceRule())


def test_no_ratings_make_no_rows() -> None:
    assert rater_rows(ratings([]), severities(), Track.SKILL) == ()


TABLES = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from("xyz"),
        st.sampled_from("pq"),
        st.sampled_from([0.0, 25, 50, 75, 100]),
    ),
    min_size=1,
    max_size=24,
)


@FEWER
@given(TABLES, st.integers(0, 5))
def test_order_of_rows_changes_no_row_and_rates_stay_in_range(table, seed) -> None:
    frame = ratings(table)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    first = rater_rows(frame, severities(x=(1, 1)), Track.VALUES)
    second = rater_rows(shuffled, severities(x=(1, 1)), Track.VALUES)
    assert [one.rater_id for one in first] == sorted({r for _, r, _, _ in table})
    for one, two in zip(first, second, strict=True):
        assert one.model_dump(exclude={"mean", "spread", "spread_ratio", "halo"}) == two.model_dump(
            exclude={"mean", "spread", "spread_ratio", "halo"}
        )
        assert one.mean == pytest.approx(two.mean)
        for rate in (one.exact_rate, one.within_one_rate, one.straight_lined_rate):
            assert rate is None or 0 <= rate <= 1
        if one.exact_rate is not None:
            assert one.exact_rate <= one.within_one_rate


def test_a_point_is_the_smallest_step_within_reason() -> None:
    table = ratings(
        [
            ("a", "x", "five", 25),
            ("b", "x", "five", 75),
            ("c", "x", "five", 100),
            ("a", "x", "one", 40),
            ("a", "x", "fine", 40),
            ("b", "x", "fine", 41),
            ("a", "x", "two", 0),
            ("b", "x", "two", 100),
        ]
    )
    points = dict(with_points(table).select("question_id", "point").iter_rows())
    assert points == {"five": 25.0, "one": 25.0, "fine": 10.0, "two": 50.0}
    twice = cell_scores(ratings([("a", "x", "q", 0), ("a", "x", "q", 50)]))
    assert twice["score"].to_list() == [25.0]


def test_a_panel_agrees_by_r_star_wg_against_equally_likely_points() -> None:
    # Point 25, five points: null (25 - 1) / 12 x 625 = 1250. a: 50, 75: s2 = 312.5, 1 - .25 = .75.
    # b: 0, 100: s2 = 5000, 1 - 4 = -3, of two minds. c has one rater.
    found = panel_agreements(
        ratings(
            [
                ("a", "x", "q", 50),
                ("a", "y", "q", 75),
                ("b", "x", "q", 0),
                ("b", "y", "q", 100),
                ("c", "x", "q", 50),
            ]
        ),
        Track.VALUES,
    )
    a, b, c = found
    assert a.agreement.value == pytest.approx(0.75)
    # Lenient raters for the null have variance .44 instead of 2.00: 1 - .25 x 2.00 / .44.
    assert a.agreement.low == pytest.approx(1 - 0.25 * 2.00 / 0.44)
    assert b.agreement.value == pytest.approx(-3)
    assert "two minds" in b.agreement.said
    assert (c.agreement.value, c.n_raters, c.n_shared_questions) == (None, 1, 0)
    assert "no question was rated by two" in c.agreement.said
