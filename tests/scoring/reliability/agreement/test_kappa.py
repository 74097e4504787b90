import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.reliability.agreement.chance_corrected import NAMES, chance_corrected
from scoring.reliability.agreement.kappa import (
    agreement_weights,
    cohens_kappa,
    from_disagreement,
    kappa_error,
)
from scoring.reliability.panel import Panel

FEWER = settings(max_examples=settings().max_examples // 3)

SCORES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=20)


def joint(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    values = np.unique(np.array(pairs, dtype=float))
    table = np.zeros((len(values), len(values)))
    for first, second in pairs:
        table[np.searchsorted(values, first), np.searchsorted(values, second)] += 1
    return table, values


def test_cohen_1968_with_disagreement_weights(case) -> None:
    given_case = case("IRR-07")
    shares = np.array(given_case["inputs"]["proportions"])
    weights = from_disagreement(np.array(given_case["inputs"]["disagreement_weights"], dtype=float))
    found = [cohens_kappa(shares).value, cohens_kappa(shares, weights).value]
    assert found == pytest.approx(
        [given_case["expected"]["kappa"], given_case["expected"]["weighted_kappa"]],
        abs=given_case["tolerance"],
    )
    assert cohens_kappa(shares).low is None


def test_fleiss_cohen_and_everitt_1969_with_the_large_sample_error(case) -> None:
    given_case = case("IRR-08")
    counts = np.array(given_case["inputs"]["counts"])
    weights = np.array(given_case["inputs"]["agreement_weights"])
    found = cohens_kappa(counts)
    assert [
        found.value,
        cohens_kappa(counts, weights).value,
        kappa_error(counts, np.eye(3)),
    ] == pytest.approx(list(given_case["expected"].values()), abs=given_case["tolerance"])
    # Half the 95 % interval is 1.959964 standard errors.
    assert found.high - found.value == pytest.approx(1.959964 * 0.053711, abs=1e-5)


def test_plain_linear_and_quadratic_of_the_anxiety_data_as_irr_prints_them(case) -> None:
    given_case = case("IRR-09")
    table, values = joint(given_case["inputs"]["ratings"])
    for name, expected in given_case["expected"].items():
        found = cohens_kappa(table, agreement_weights(values, name)).value
        assert found == pytest.approx(expected, abs=given_case["tolerance"])


def test_fleiss_kappa_of_fourteen_raters(case) -> None:
    given_case = case("IRR-10")
    counts = np.array(given_case["inputs"]["counts"], dtype=int)
    rows = [np.repeat(np.arange(5.0), row) for row in counts]
    found = chance_corrected(Panel.from_matrix(np.array(rows)))
    expected, tolerance = given_case["expected"], given_case["tolerance"]
    assert found["fleiss_kappa"].value == pytest.approx(expected["kappa"], abs=tolerance)
    assert found["percent_agreement"].value == pytest.approx(expected["P_bar"], abs=tolerance)
    chance = (expected["P_bar"] - expected["kappa"]) / (1 - expected["kappa"])
    assert chance == pytest.approx(expected["P_e"], abs=tolerance)


@FEWER
@given(SCORES, st.sampled_from(["unweighted", "linear", "quadratic"]))
def test_congers_kappa_of_two_raters_is_cohens(pairs, weighting) -> None:
    table, values = joint(pairs)
    cohen = cohens_kappa(table, agreement_weights(values, weighting))
    found = chance_corrected(Panel.from_matrix(np.array(pairs, dtype=float)), weighting)
    if cohen.value is None:
        assert found["conger_kappa"].value is None
    else:
        assert found["conger_kappa"].value == pytest.approx(cohen.value)
        assert cohen.low <= cohen.value <= cohen.high <= 1


@FEWER
@given(SCORES, st.randoms(use_true_random=False))
def test_order_and_names_change_no_coefficient(pairs, shuffler) -> None:
    table = np.array(pairs, dtype=float)
    order = list(range(len(table)))
    shuffler.shuffle(order)
    first = chance_corrected(Panel.from_matrix(table), "linear")
    second = chance_corrected(Panel.from_matrix(table[order][:, ::-1]), "linear")
    for name in NAMES:
        assert first[name].value == pytest.approx(second[name].value)
        assert first[name].low == pytest.approx(second[name].low, nan_ok=True)


def test_what_is_undefined_is_said_in_words() -> None:
    same = chance_corrected(Panel.from_matrix(np.full((2, 2), 3.0)))
    alone = chance_corrected(Panel.from_matrix(np.array([[1.0], [2.0]])))
    for name in NAMES:
        assert "every rating is the same" in same[name].said
        assert "two raters" in alone[name].said
    assert "every rating is the same" in cohens_kappa(np.array([[4.0]])).said


def test_one_shared_target_has_values_but_no_intervals() -> None:
    found = chance_corrected(Panel.from_matrix(np.array([[1.0, 2.0]])))
    assert found["percent_agreement"].value == 0
    assert found["percent_agreement"].low is None


def test_one_rater_who_repeats_himself_has_no_chance_of_others() -> None:
    repeats = Panel(
        np.array([0, 0, 1, 1]), np.zeros(4, dtype=np.intp), np.array([1.0, 1, 1, 2]), 2, 1
    )
    # Half of the targets agree; without another rater there is no chance to correct for.
    assert chance_corrected(repeats)["conger_kappa"].value == pytest.approx(0.5)
