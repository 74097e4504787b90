"""Telling pairs: where skill and the two-key rule disagree, which one did the outcome follow?"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class TellingPairs:
    """What the telling pairs of one requisition, or of several together, say.

    Attributes:
        n_followed: Pairs that went with skill.
        n_pairs: All telling pairs.
        n_choices: How many choices the pairs really come from: with r preferred and c passed
            over, 4 / (1 / r + 1 / c), the usual effective size of a comparison of two groups.
        followed_draws: `n_followed` under random reweighting of candidacies, shape (n_draws,).
        pairs_draws: `n_pairs` under the same reweighting, shape (n_draws,).
    """

    n_followed: int
    n_pairs: int
    n_choices: float
    followed_draws: Array
    pairs_draws: Array

    @property
    def share(self) -> float | None:
        """Share of telling pairs that went with skill, 0 to 1."""
        return self.n_followed / self.n_pairs if self.n_pairs else None


def generator(seed: int, requisition_id: str) -> np.random.Generator:
    """Random numbers that belong to one requisition, whatever else is audited beside it."""
    return np.random.default_rng([seed, crc32(requisition_id.encode())])


def telling_pairs(
    outcome: Array, rule: Array, skill: Array, rng: np.random.Generator, n_draws: int
) -> TellingPairs:
    """Count the telling pairs of one requisition, with their uncertainty.

    A pair is telling when the outcome prefers one of the two, and rule and skill put them in
    opposite order. Uncertainty is a Bayesian bootstrap over candidacies: each draw gives every
    candidacy an exponential weight, and a pair the product of its two.

    Args:
        outcome: Larger is preferred (1 advanced, 0 not; or an overall verdict).
        rule: Larger comes first in the two-key order; equal where the rule sees no difference.
        skill: Skill levels.
        rng: Random numbers.
        n_draws: Draws of the bootstrap.

    Source:
        Rubin (1981), Annals of Statistics 9:130-134.
    """
    preferred = np.flatnonzero(outcome > outcome.min(initial=np.inf))
    passed_over = np.flatnonzero(outcome < outcome.max(initial=-np.inf))
    rows, columns = (preferred[:, None], passed_over[None, :])
    chosen = outcome[rows] > outcome[columns]
    followed = chosen & (skill[rows] > skill[columns]) & (rule[rows] < rule[columns])
    against = chosen & (skill[rows] < skill[columns]) & (rule[rows] > rule[columns])
    telling = followed | against
    kept_rows, kept_columns = telling.any(axis=1), telling.any(axis=0)
    followed = followed[kept_rows][:, kept_columns]
    telling = telling[kept_rows][:, kept_columns]
    # One weight a candidacy, also where it stands on both sides.
    left_of, right_of = preferred[kept_rows], passed_over[kept_columns]
    drawn = np.zeros(outcome.size, dtype=np.bool_)
    drawn[left_of] = drawn[right_of] = True
    place = np.cumsum(drawn) - 1
    weights = rng.standard_exponential((n_draws, int(drawn.sum())), dtype=np.float32).T
    left, right = weights[place[left_of]], weights[place[right_of]]
    n_followed, n_pairs = int(followed.sum()), int(telling.sum())
    pairs_draws = _weighted(left, telling, right)
    all_went_with_skill = n_followed == n_pairs
    return TellingPairs(
        n_followed=n_followed,
        n_pairs=n_pairs,
        n_choices=_effective(*telling.shape),
        followed_draws=pairs_draws if all_went_with_skill else _weighted(left, followed, right),
        pairs_draws=pairs_draws,
    )


def pooled(parts: list[TellingPairs], rng: np.random.Generator) -> TellingPairs:
    """Put the telling pairs of several requisitions together.

    Each draw also reweights the requisitions, so that a few that differ from the others widen
    the uncertainty.

    Args:
        parts: At least one, all with the same number of draws.
        rng: Random numbers.
    """
    n_draws = parts[0].pairs_draws.size
    weights = rng.standard_exponential((n_draws, len(parts)))
    return TellingPairs(
        n_followed=sum(part.n_followed for part in parts),
        n_pairs=sum(part.n_pairs for part in parts),
        n_choices=sum(part.n_choices for part in parts),
        followed_draws=np.einsum(
            "dp,pd->d", weights, np.stack([part.followed_draws for part in parts])
        ),
        pairs_draws=np.einsum("dp,pd->d", weights, np.stack([part.pairs_draws for part in parts])),
    )


def share_draws(pairs: TellingPairs, rng: np.random.Generator) -> Array:
    """Draws of the share that followed skill, with Jeffreys' half a choice on either side.

    Without it three choices that all went with skill would leave no doubt at all.

    Args:
        pairs: With at least one telling pair.
        rng: Random numbers.
    """
    of_one_choice = pairs.n_pairs / pairs.n_choices
    halves = rng.standard_gamma(0.5, (2, pairs.pairs_draws.size)) * of_one_choice
    share: Array = (pairs.followed_draws + halves[0]) / (pairs.pairs_draws + halves.sum(axis=0))
    return share


def _effective(n_preferred: int, n_passed_over: int) -> float:
    return 4 * n_preferred * n_passed_over / max(1, n_preferred + n_passed_over)


def _weighted(
    left: NDArray[np.float32], pairs: NDArray[np.bool_], right: NDArray[np.float32]
) -> Array:
    """The weight of pairs in each draw, from weights of shape (n_candidacies, n_draws)."""
    sums: Array = ((pairs.T.astype(np.float32) @ left) * right).sum(axis=0, dtype=np.float64)
    return sums
