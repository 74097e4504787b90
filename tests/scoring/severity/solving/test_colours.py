"""Colours keep linked levels apart, and signs are fixed."""

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.solving.colours import colours_of, coupling_of, probes_of, signs


def test_linked_levels_differ_in_colour_where_there_are_enough() -> None:
    # Three panels in a chain: levels 0-1, 1-2, 2-3. Second hand 0-2 and 1-3 are linked too, so
    # three colours serve and only 0 and 3 may share one.
    links = csr_array(np.array([[1.0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]))
    colour = colours_of(coupling_of(links), 3)
    assert len(set(colour[:3])) == 3
    assert len(set(colour[1:])) == 3
    assert colour[0] == colour[3]


def test_each_level_is_in_one_probe_with_a_sign() -> None:
    probes = probes_of(np.array([1, 0, 1]))
    assert (np.abs(probes) == np.array([[0, 1], [1, 0], [0, 1]])).all()


def test_signs_are_fixed_and_even() -> None:
    drawn = signs(10_000)
    assert set(np.unique(drawn)) == {-1.0, 1.0}
    assert abs(drawn.mean()) < 0.03
    assert abs((drawn[1:] * drawn[:-1]).mean()) < 0.03
    assert (drawn[:100] == signs(100)).all()
