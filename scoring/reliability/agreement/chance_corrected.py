"""Kappas and their kin for any number of raters with gaps, with linearised errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special

from schemas.results.reliability import Coefficient
from scoring.reliability.agreement.kappa import Weighting, agreement_weights
from scoring.reliability.panel import Panel
from scoring.reliability.words import ALL_EQUAL, ONE_RATER, undefined

NAMES = ("percent_agreement", "brennan_prediger", "fleiss_kappa", "conger_kappa", "gwet_ac")


@dataclass(frozen=True)
class _Shared:
    """What the family has in common, over targets that anybody rated.

    Attributes:
        counts: Ratings of each value, shape (n_targets, n_values).
        m: Ratings of each target.
        w: Agreement weights, shape (n_values, n_values).
        seen: Weighted agreement inside each target, 0 where it has one rating.
        agreed: Mean of `seen` over targets with two or more ratings.
    """

    counts: NDArray[np.float64]
    m: NDArray[np.float64]
    w: NDArray[np.float64]
    seen: NDArray[np.float64]
    agreed: float


def chance_corrected(
    panel: Panel, weighting: Weighting = "unweighted", confidence: float = 0.95
) -> dict[str, Coefficient]:
    """Percent agreement and the agreement beyond chance, each with its notion of chance.

    Brennan-Prediger: all values equally likely. Fleiss: the pooled shares. Conger: each
    rater's own shares (Cohen's kappa for two raters). Gwet's AC: little chance where nearly
    all give the same value.

    Args:
        panel: Gaps are allowed; a target without any rating is left out.
        weighting: How near values count as agreeing.
        confidence: Of the interval (Student's t on the linearised error), 0 to 1.

    Returns:
        By the names in `NAMES`.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapters 2 to 5.
    """
    rated = panel.per_target >= 1
    if not (panel.per_target >= 2).any():
        return dict.fromkeys(NAMES, undefined(ONE_RATER))
    if len(panel.values) < 2:
        return dict.fromkeys(NAMES, undefined(ALL_EQUAL))
    counts = panel.counts[rated].toarray()
    m = counts.sum(axis=1)
    w = agreement_weights(panel.values, weighting)
    pairs = np.where(m >= 2, m * (m - 1), 1)
    seen = (counts * (counts @ w - 1)).sum(axis=1) / pairs
    shared = _Shared(counts, m, w, seen, float(seen[m >= 2].mean()))
    chances = (
        (0.0, np.zeros(len(m))),
        (float(w.mean()), np.full(len(m), w.mean())),
        _pooled_chance(shared),
        _own_chance(shared, panel, rated),
        _spread_chance(shared),
    )
    return {
        name: _corrected(shared, chance, each, confidence)
        for name, (chance, each) in zip(NAMES, chances, strict=True)
    }


def _corrected(
    shared: _Shared, chance: float, each: NDArray[np.float64], confidence: float
) -> Coefficient:
    """The coefficient, its error linearised over targets; `each` is a target's own chance."""
    n, several = len(shared.m), shared.m >= 2
    value = (shared.agreed - chance) / (1 - chance)
    if n < 2:
        return Coefficient(value=value)
    alone = (n / several.sum()) * (shared.seen - chance * several) / (1 - chance)
    linear = alone - 2 * (1 - value) * (each - chance) / (1 - chance)
    error = np.sqrt(((linear - value) ** 2).sum() / (n * (n - 1)))
    reach = float(special.stdtrit(n - 1, (1 + confidence) / 2) * error)
    return Coefficient(value=value, low=value - reach, high=min(1.0, value + reach))


def _pooled_chance(shared: _Shared) -> tuple[float, NDArray[np.float64]]:
    share = shared.counts / shared.m[:, None]
    pooled = share.mean(axis=0)
    return float(pooled @ shared.w @ pooled), share @ (shared.w @ pooled)


def _spread_chance(shared: _Shared) -> tuple[float, NDArray[np.float64]]:
    share, q = shared.counts / shared.m[:, None], len(shared.w)
    pooled = share.mean(axis=0)
    scale = shared.w.sum() / (q * (q - 1))
    return float(scale * (pooled * (1 - pooled)).sum()), scale * (share @ (1 - pooled))


def _own_chance(
    shared: _Shared, panel: Panel, rated: NDArray[np.bool_]
) -> tuple[float, NDArray[np.float64]]:
    """Chance from each rater's own shares: the mean over pairs of different raters."""
    n, q, r = len(shared.m), len(shared.w), panel.n_raters
    if r < 2:
        return 0.0, np.zeros(n)
    given = sparse.csr_array(
        (np.ones(panel.n_ratings), (panel.rater, panel.codes)), shape=(r, q)
    ).toarray()
    per_rater = np.maximum(given.sum(axis=1), 1)
    own = given / per_rater[:, None]
    others = own.sum(axis=0) - own
    chance = float((own * (others @ shared.w)).sum() / (r * (r - 1)))
    # Each rating moves its rater's shares; a target adds what its ratings move, per n / n_g.
    pull = others @ shared.w
    level = (own * pull).sum(axis=1)
    moved = (n / per_rater[panel.rater]) * (pull[panel.rater, panel.codes] - level[panel.rater])
    place = (np.cumsum(rated) - 1)[panel.target]
    each = level.sum() + np.bincount(place, weights=moved, minlength=n)
    return chance, each / (r * (r - 1))
