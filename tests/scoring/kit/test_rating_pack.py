"""Unrated answers are spread evenly over raters whom shared answers link."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.kit.rating_pack import assign_answers

pools = st.tuples(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=40),
    st.integers(1, 9),
    st.integers(2, 5),
    st.integers(0, 2**32 - 1),
)


def linked(panels: tuple[tuple[int, ...], ...]) -> set[frozenset[int]]:
    groups: set[frozenset[int]] = set()
    for panel in panels:
        touching = {group for group in groups if group & set(panel)}
        groups = (groups - touching) | {frozenset(panel).union(*touching)}
    return groups


@given(pools)
def test_every_answer_gets_its_raters_evenly_and_all_are_linked(
    pool: tuple[list[str], int, int, int],
) -> None:
    candidacies, n_raters, per_answer, seed = pool
    panels = assign_answers(candidacies, n_raters, per_answer, seed)
    size = min(per_answer, n_raters)
    assert [len(set(panel)) for panel in panels] == [size] * len(candidacies)
    load = Counter(rater for panel in panels for rater in panel)
    assert max(load.values()) - min(load.values()) <= 1
    assert len(linked(panels)) == 1
    # A chain of n panels of k raters, each sharing one, reaches n(k - 1) + 1 raters.
    assert len(load) == min(n_raters, len(panels) * (size - 1) + 1)


@given(pools)
def test_the_same_seed_gives_the_same_assignment(pool: tuple[list[str], int, int, int]) -> None:
    assert assign_answers(*pool) == assign_answers(*pool)


def test_a_candidacys_answers_go_to_many_raters() -> None:
    # By hand: 6 answers by 2 raters each are 12 ratings; 6 raters can each have exactly 2, and
    # a rater need see each of the two candidacies (3 answers, 6 ratings) only once.
    panels = assign_answers(["a", "b"] * 3, 6, 2, seed=3)
    seen = Counter(
        (rater, candidacy)
        for panel, candidacy in zip(panels, ["a", "b"] * 3, strict=True)
        for rater in panel
    )
    assert max(seen.values()) <= 2
    assert len({rater for rater, candidacy in seen if candidacy == "a"}) >= 4


def test_one_rater_alone_rates_everything() -> None:
    assert assign_answers(["a", "b"], 1, 2, seed=1) == ((0,), (0,))


@pytest.mark.parametrize(("n_raters", "per_answer"), [(0, 2), (3, 1)])
def test_panels_that_cannot_be_linked_are_refused(n_raters: int, per_answer: int) -> None:
    with pytest.raises(ValueError, match="rater"):
        assign_answers(["a"], n_raters, per_answer, seed=1)
