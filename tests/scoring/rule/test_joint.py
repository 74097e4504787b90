"""Two floors each reached with some certainty: the joint number, not the two margins."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rule.joint import p_both

probabilities = st.floats(0.001, 0.999)


@pytest.mark.parametrize(
    ("error_correlation", "p"), [(0.0, 0.72), (0.3, 0.73714292), (-0.3, 0.70773885)]
)
def test_two_floors_reached_with_90_and_80_percent_certainty(
    error_correlation: float, p: float
) -> None:
    # Douglas and Mislevy (2010); the numbers agree with scipy and R mvtnorm::pmvnorm.
    assert p_both(0.9, 0.8, error_correlation) == pytest.approx(p, abs=1e-5)


def test_the_yield_of_two_keys_that_share_little() -> None:
    # Both keys at or above their 70th percentile, correlation .24: Sackett and Roth (1996),
    # R mvtnorm::pmvnorm.
    assert p_both(0.3, 0.3, 0.24) == pytest.approx(0.12015465, abs=1e-5)
    assert p_both(0.3, 0.3) == pytest.approx(0.09)
    assert p_both(0.3, 0.3, 0.999999) == pytest.approx(0.3, abs=1e-3)


def test_certainty_falls_with_every_further_floor() -> None:
    # Hambleton and Slater (1997): .9, .81, .729, .59049 for one, two, three and five floors.
    found = [reduce(p_both, [0.9] * k) for k in (1, 2, 3, 5)]
    assert found == pytest.approx([0.9, 0.81, 0.729, 0.59049], abs=1e-7)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_a_certain_key_leaves_the_other(p: float) -> None:
    assert p_both(p, 0.4, 0.5) == p * 0.4


@given(probabilities, probabilities, st.floats(-0.95, 0.95))
def test_the_joint_lies_within_the_bounds_of_frechet(one: float, other: float, rho: float) -> None:
    found = p_both(one, other, rho)
    assert max(0.0, one + other - 1) - 1e-6 <= found <= min(one, other) + 1e-6
