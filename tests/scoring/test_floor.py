"""The probability that a key lies above its floor, against published numbers and at its edges."""

import numpy as np
import pytest

from scoring.floor import p_above_floor

INFINITE = float("inf")


def test_five_published_probabilities_come_out() -> None:
    # Rudner (2001, 2005), P-method; the numbers agree with R cacIRT Rud.P.
    theta, se = [-1.0, -0.3, 0.1, 0.5, 1.5], [0.4, 0.5, 0.5, 0.35, 0.6]
    expected = [0.00620967, 0.27425312, 0.57925971, 0.92343627, 0.99379033]
    assert p_above_floor(theta, se, 0.0) == pytest.approx(expected, abs=1e-7)


def test_a_score_above_the_cut_may_still_leave_it_open() -> None:
    # Kelley's estimate 80.08 with error 3.66606 at a cut of 80, and the naive 82 with error 4
    # (Lord and Novick 1968; R pnorm).
    assert p_above_floor(82, 4, 80) == pytest.approx(0.69146246, abs=1e-6)
    assert p_above_floor(80.08, 3.66606056, 80) == pytest.approx(0.50870494, abs=1e-6)


@pytest.mark.parametrize(
    ("level", "se", "p"),
    [
        (50.0, 0.0, 1.0),
        (49.999, 0.0, 0.0),
        (INFINITE, 0.0, 1.0),
        (INFINITE, 5.0, 1.0),
        (-INFINITE, 0.0, 0.0),
        (60.0, INFINITE, 0.5),
        (INFINITE, INFINITE, 0.5),
        (50.0, 5.0, 0.5),
    ],
)
def test_the_edges_are_certain_or_open(level: float, se: float, p: float) -> None:
    assert p_above_floor(level, se, 50.0) == p


@pytest.mark.parametrize(("level", "se"), [(np.nan, 3.0), (60.0, np.nan), (np.nan, 0.0)])
def test_no_evidence_gives_no_probability(level: float, se: float) -> None:
    assert np.isnan(p_above_floor(level, se, 50.0))
