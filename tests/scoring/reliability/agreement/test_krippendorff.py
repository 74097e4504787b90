import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from scoring.reliability.agreement.krippendorff import METRICS, agreement_rate, alpha
from scoring.reliability.panel import Panel

TABLES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 8), st.integers(1, 4)),
    elements=st.sampled_from([0.0, 1.0, 2.0, 4.0, np.nan]),
)


def panel_of(given_case: dict) -> Panel:
    return Panel.from_matrix(np.array(given_case["inputs"]["reliability_data"], dtype=float).T)


@pytest.mark.parametrize("identifier", ["IRR-03", "IRR-04", "IRR-20"])
def test_the_examples_of_krippendorff_2011_and_the_python_package(case, identifier: str) -> None:
    given_case = case(identifier)
    for metric, value in given_case["expected"].items():
        found = alpha(panel_of(given_case), metric)
        assert found.value == pytest.approx(value, abs=given_case["tolerance"])


def by_definition(table: np.ndarray, metric: str) -> float | None:
    """Alpha from every ordered pair, as the definition has it."""
    units = [row[~np.isnan(row)] for row in table]
    units = [unit for unit in units if len(unit) > 1]
    if not units or len(np.unique(np.concatenate(units))) == 1:
        return None
    values, n = np.unique(np.concatenate(units), return_counts=True)

    def distance(c: float, k: float) -> float:
        if metric == "nominal":
            return float(c != k)
        if metric == "interval":
            return (c - k) ** 2
        if metric == "ratio":
            return ((c - k) / (c + k)) ** 2 if c + k else 0.0
        low, high = min(c, k), max(c, k)
        between = n[(values >= low) & (values <= high)].sum()
        return (between - (n[values == c][0] + n[values == k][0]) / 2) ** 2 if c != k else 0.0

    observed = sum(
        distance(c, k) / (len(unit) - 1)
        for unit in units
        for i, c in enumerate(unit)
        for j, k in enumerate(unit)
        if i != j
    )
    total = n.sum()
    expected = sum(
        n_c * n_k * distance(c, k)
        for c, n_c in zip(values, n, strict=True)
        for k, n_k in zip(values, n, strict=True)
    )
    return 1 - (total - 1) * observed / expected


@given(TABLES, st.sampled_from(METRICS))
def test_it_is_one_less_observed_over_expected_disagreement(table, metric) -> None:
    expected = by_definition(table, metric)
    found = alpha(Panel.from_matrix(table), metric)
    if expected is None:
        assert found.value is None
        assert found.said
    else:
        assert found.value == pytest.approx(expected, abs=1e-9)
        assert found.value <= 1 + 1e-12


@given(TABLES, st.randoms(use_true_random=False), st.sampled_from(METRICS))
def test_who_rated_and_in_which_order_changes_nothing(table, shuffler, metric) -> None:
    order = list(range(len(table)))
    shuffler.shuffle(order)
    shuffled = table[order][:, ::-1]
    first, second = (alpha(Panel.from_matrix(part), metric).value for part in (table, shuffled))
    assert first == pytest.approx(second, abs=1e-9)


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_value(case) -> None:
    panel = panel_of(case("IRR-03"))
    for metric in METRICS:
        first = alpha(panel, metric, draws=200, seed=4)
        assert first == alpha(panel, metric, draws=200, seed=4)
        assert first != alpha(panel, metric, draws=200, seed=5)
        assert first.low <= first.value <= first.high <= 1


def test_more_targets_narrow_the_interval() -> None:
    one = np.tile([[1.0, 1.0], [2.0, 3.0], [3.0, 3.0], [4.0, 3.0], [5.0, 5.0]], (3, 1))
    many = np.tile(one, (8, 1))
    few_found, many_found = (
        alpha(Panel.from_matrix(table), "interval", draws=400, seed=1) for table in (one, many)
    )
    assert many_found.high - many_found.low < (few_found.high - few_found.low) / 2


def test_a_single_shared_target_has_a_value_but_no_interval() -> None:
    # One unit rated 1, 2: Do = De, so alpha = 1 - (2 - 1) * 2 / 2 = 0.
    found = alpha(Panel.from_matrix(np.array([[1.0, 2.0]])), "interval", draws=50)
    assert (found.value, found.low) == (pytest.approx(0.0), None)


def test_what_is_undefined_is_said_in_words() -> None:
    same = Panel.from_matrix(np.full((3, 2), 4.0))
    alone = Panel.from_matrix(np.array([[1.0], [2.0]]))
    below = Panel.from_matrix(np.array([[-1.0, 2.0], [1.0, 2.0]]))
    assert "every rating is the same" in alpha(same, "ordinal").said
    assert "two raters" in alpha(alone, "nominal").said
    assert "zero or more" in alpha(below, "ratio").said


def test_exact_and_within_one_of_two_raters_as_irr_agree_counts_them(case) -> None:
    given_case = case("IRR-19")
    panel = Panel.from_matrix(np.array(case("IRR-09")["inputs"]["ratings"], dtype=float))
    assert agreement_rate(panel) == pytest.approx(given_case["expected"]["exact_pct"] / 100)
    assert agreement_rate(panel, within=1) == pytest.approx(
        given_case["expected"]["within_1_pct"] / 100
    )
    assert agreement_rate(Panel.from_matrix(np.array([[1.0], [2.0]]))) is None
