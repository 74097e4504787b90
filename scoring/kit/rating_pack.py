"""Who rates which unrated answer, so that every rater stays comparable with every other."""

from collections import Counter
from collections.abc import Sequence

import numpy as np


def assign_answers(
    candidacies: Sequence[str], n_raters: int, per_answer: int, seed: int
) -> tuple[tuple[int, ...], ...]:
    """Give each answer to `per_answer` raters, evenly, and keep the raters linked.

    Severity can be told from candidates only among raters that shared answers link. The first
    answers therefore form a chain: each is given to one rater of the answer before and to raters
    that have none yet. Later answers go to those with the least to do; among equals, to those
    who have seen least of that candidacy (ratings by one rater of one candidate share halo) and
    who have been together least. Too few answers for a chain through all leave raters without
    any; those who have some are linked all the same.

    Args:
        candidacies: For each answer, the candidacy that gave it.
        n_raters: How many raters there are.
        per_answer: Raters an answer; never more than there are.
        seed: Which of the many even assignments; the same seed gives the same one.

    Returns:
        For each answer, the indices of its raters, in ascending order. Among raters with any
        answer the numbers of answers differ by at most one.

    Raises:
        ValueError: no raters, or fewer than two an answer where there are several raters (nothing
            would link them).
    """
    if n_raters < 1:
        raise ValueError("a rating pack needs at least one rater")
    if per_answer < 2 <= n_raters:
        raise ValueError("each answer needs two raters or more; otherwise nothing links them")
    size = min(per_answer, n_raters)
    shuffled = np.random.default_rng(seed)
    ring = [int(rater) for rater in shuffled.permutation(n_raters)]
    order = [int(answer) for answer in shuffled.permutation(len(candidacies))]
    tally = _Tally(ring)
    given: dict[int, tuple[int, ...]] = {}
    for answer in order:
        panel = tally.pick(candidacies[answer], size)
        given[answer] = tuple(sorted(panel))
    return tuple(given[answer] for answer in range(len(candidacies)))


class _Tally:
    """What each rater has been given so far."""

    def __init__(self, ring: list[int]) -> None:
        self._place = {rater: place for place, rater in enumerate(ring)}
        self._unused = list(ring)
        self._used: list[int] = []
        self._load: Counter[int] = Counter()
        self._seen: Counter[tuple[int, str]] = Counter()
        self._together: Counter[tuple[int, int]] = Counter()

    def pick(self, candidacy: str, size: int) -> list[int]:
        """Choose the panel of the next answer and count it."""
        panel: list[int] = []
        if self._used and self._unused:
            panel.append(self._least(self._used, candidacy, panel))
        fresh = self._unused[: size - len(panel)]
        panel += fresh
        self._unused = self._unused[len(fresh) :]
        self._used += fresh
        while len(panel) < size:
            panel.append(self._least(self._used, candidacy, panel))
        self._count(panel, candidacy)
        return panel

    def _least(self, raters: list[int], candidacy: str, panel: list[int]) -> int:
        def burden(rater: int) -> tuple[int, int, int, int]:
            together = sum(self._together[rater, other] for other in panel)
            return self._load[rater], self._seen[rater, candidacy], together, self._place[rater]

        return min((rater for rater in raters if rater not in panel), key=burden)

    def _count(self, panel: list[int], candidacy: str) -> None:
        for rater in panel:
            self._load[rater] += 1
            self._seen[rater, candidacy] += 1
            for other in panel:
                self._together[rater, other] += 1
