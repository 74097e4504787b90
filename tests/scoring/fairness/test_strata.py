import pytest

from scoring.fairness.strata import mantel_haenszel
from scoring.fairness.two_groups import Counts


def departments(case) -> list[Counts]:
    """Men against women by department, as the published table counts them."""
    cells: dict[str, dict[tuple[str, str], int]] = {}
    for department, sex, outcome, n in case("AI-16")["inputs"]["rows"]:
        cells.setdefault(department, {})[sex, outcome] = n
    return [
        Counts(
            c["Male", "Admitted"],
            c["Male", "Admitted"] + c["Male", "Rejected"],
            c["Female", "Admitted"],
            c["Female", "Admitted"] + c["Female", "Rejected"],
        )
        for c in cells.values()
    ]


def test_berkeley_admissions_as_r_mantelhaen_test_prints_them_bickel_1975(case) -> None:
    expected = case("AI-16")["expected"]
    found = mantel_haenszel("Male", "Female", departments(case))
    assert [found.odds_ratio, found.chi2, found.p] == pytest.approx(
        [expected["MH_common_OR_male_vs_female"], expected["MH_chi2_cc"], expected["p"]], abs=1e-6
    )
    assert found.odds_low < 1 < found.odds_high
    assert found.n_strata == 6


def test_swapping_the_groups_turns_the_odds_over(case) -> None:
    strata = departments(case)
    turned = [Counts(c.b, c.n2, c.a, c.n1) for c in strata]
    first = mantel_haenszel("Male", "Female", strata)
    second = mantel_haenszel("Female", "Male", turned)
    assert first.odds_ratio * second.odds_ratio == pytest.approx(1)
    assert first.odds_low * second.odds_high == pytest.approx(1)
    assert first.chi2_uncorrected == pytest.approx(second.chi2_uncorrected)


def test_one_stratum_is_the_plain_odds_ratio() -> None:
    # 2 of 10 against 15 of 25: (2 * 10) / (15 * 8) = 1/6.
    found = mantel_haenszel("a", "b", [Counts(2, 10, 15, 25), Counts(0, 0, 3, 9)])
    assert found.odds_ratio == pytest.approx(1 / 6)


def test_strata_that_say_nothing_give_nothing() -> None:
    found = mantel_haenszel("a", "b", [Counts(0, 4, 0, 4), Counts(0, 0, 2, 5)])
    assert (found.odds_ratio, found.odds_low, found.chi2, found.p) == (None,) * 4
    assert mantel_haenszel("a", "b", []).chi2_uncorrected is None
