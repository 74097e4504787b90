"""Requisitions laid end to end: where each starts, and what of each is kept."""

import numpy as np

from scoring.audit.requisitions import bounds, sizes_of_kept


def test_requisitions_lie_one_after_the_other() -> None:
    assert bounds([2, 0, 3]) == [(0, 2), (2, 2), (2, 5)]
    assert bounds([]) == []


def test_a_requisition_that_keeps_nobody_still_counts() -> None:
    kept = np.array([True, False, False, True, True])
    assert sizes_of_kept(kept, np.array([2, 1, 2, 0])).tolist() == [1, 0, 2, 0]
