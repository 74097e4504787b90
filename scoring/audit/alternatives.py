"""Whom skill alone, or an average, would shortlist in place of the two-key rule."""

import numpy as np
from numpy.typing import NDArray

from schemas.results.audit import Alternatives
from scoring.audit.comparison import Candidacies
from scoring.audit.rank_comparison import average_overlap, rank_biased_overlap


def alternatives(pool: Candidacies, complete: Candidacies, seats: int) -> Alternatives:
    """Compare the two-key list with the lists that compensate.

    Ties at the last seat are all on a list, as on the two-key list.

    Args:
        pool: One requisition, in the order of its shortlist.
        complete: The complete of them, in the same order.
        seats: Of the requisition.
    """
    two_key = tuple(pool.names[pool.shortlisted].tolist())
    skill = _best(pool.names, pool.skill, seats)
    average = _best(pool.names, pool.average, seats)
    ours = complete.names.tolist()
    theirs = _by(complete.names, complete.skill)
    overlap = rank_biased_overlap(ours, theirs)
    return Alternatives(
        two_key=two_key,
        skill_alone=skill,
        average=average,
        let_in_by_skill=_without(skill, two_key),
        displaced_by_skill=_without(two_key, skill),
        let_in_by_average=_without(average, two_key),
        displaced_by_average=_without(two_key, average),
        overlap_with_skill=average_overlap(ours, theirs, seats),
        rank_biased_overlap=overlap.extrapolated if overlap else None,
    )


def _best(names: NDArray[np.object_], level: NDArray[np.float64], seats: int) -> tuple[str, ...]:
    known = np.sort(level[~np.isnan(level)])
    if not known.size:
        return ()
    lowest = known[-min(seats, known.size)]
    chosen = level >= lowest
    return tuple(_by(names[chosen], level[chosen]))


def _by(names: NDArray[np.object_], level: NDArray[np.float64]) -> list[str]:
    pairs = zip((-level).tolist(), names.tolist(), strict=True)
    return [name for _, name in sorted(pairs)]


def _without(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in one if name not in other)
