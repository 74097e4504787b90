"""Krippendorff's alpha: agreement beyond chance on four metrics, with gaps and an interval."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from schemas.results.reliability import Coefficient
from scoring.reliability.panel import Panel
from scoring.reliability.words import ALL_EQUAL, ONE_RATER, ratio, undefined

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = get_args(Metric)
RATIO_BELOW_ZERO = "Undefined: the ratio metric needs scores of zero or more."
CELLS_AT_ONCE = 2_000_000
CELLS_IN_ALL = 50_000_000


def alpha(
    panel: Panel,
    metric: Metric,
    *,
    draws: int = 0,
    seed: int = 0,
    confidence: float = 0.95,
) -> Coefficient:
    """Alpha over the targets that two or more ratings were given.

    Args:
        panel: Gaps are allowed; a target with one rating carries no pairs and is dropped.
        metric: How far apart two values count as being.
        draws: Bootstrap samples of targets for the interval; 0 gives none. Very many targets
            get fewer (at least 100): their interval is narrow anyway.
        seed: Of the bootstrap.
        confidence: Of the percentile interval, 0 to 1.

    Source:
        Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: alpha = 1 - Do/De on
        the coincidence matrix. The interval resamples whole targets, which keeps the ratings
        of one target together.
    """
    paired = panel.per_target >= 2
    if not paired.any():
        return undefined(ONE_RATER)
    counts = panel.counts[paired]
    used = np.asarray(counts.sum(axis=0)).ravel() > 0
    values, counts = panel.values[used], counts[:, used]
    if len(values) == 1:
        return undefined(ALL_EQUAL)
    if metric == "ratio" and values[0] < 0:
        return undefined(RATIO_BELOW_ZERO)
    measure = _Disagreement(counts, values, metric)
    ones = np.ones((1, counts.shape[0]))
    value = float(measure.alphas(ones)[0])
    if draws == 0 or counts.shape[0] < 2:
        return Coefficient(value=value)
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(_bootstrap(measure, draws, seed), [tail, 1 - tail])
    return Coefficient(value=value, low=float(low), high=float(high))


class _Disagreement:
    """Observed and expected disagreement for any weighting of the targets."""

    def __init__(
        self, counts: sparse.csr_array, values: NDArray[np.float64], metric: Metric
    ) -> None:
        self.counts, self.values, self.metric = counts, values, metric
        self.m = np.asarray(counts.sum(axis=1)).ravel()
        self.fixed = None if metric == "ordinal" else self._observed_fixed()

    def _observed_fixed(self) -> NDArray[np.float64]:
        """Disagreement inside each target, shape (n_targets,), where ranks do not enter."""
        if self.metric == "interval":
            return self._squares(self.values[:, None])[:, 0]
        if self.metric == "nominal":
            same = np.asarray((self.counts**2).sum(axis=1)).ravel()
            return (self.m**2 - same) / (self.m - 1)
        rows, far = self.counts.tocsr(), _ratio_distance(self.values)
        apart = [
            np.asarray(rows[at : at + 4096].multiply(rows[at : at + 4096] @ far).sum(axis=1))
            for at in range(0, rows.shape[0], 4096)
        ]
        return np.concatenate([part.ravel() for part in apart]) / (self.m - 1)

    def _squares(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Squared distances inside targets for `places`, shape (n_values, n_draws)."""
        middle = places - places.mean(axis=0)
        first, second = self.counts @ middle, self.counts @ middle**2
        m = self.m[:, None]
        return np.asarray(2 * (m * second - first**2) / (m - 1))

    def alphas(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Alpha for each weighting, shape (n_draws, n_targets) to (n_draws,); NaN undefined."""
        totals = np.asarray(weights @ self.counts)
        n = totals.sum(axis=1)
        if self.fixed is None:
            ranks = np.cumsum(totals, axis=1) - totals / 2
            observed = np.einsum("dt,td->d", weights, self._squares(ranks.T))
            expected = _expected_squares(totals, ranks)
        else:
            observed = weights @ self.fixed
            expected = self._expected(totals)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(1 - (n - 1) * observed / expected)

    def _expected(self, totals: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of distances over all ordered pairs of values, shape (n_draws,)."""
        if self.metric == "nominal":
            return np.asarray(totals.sum(axis=1) ** 2 - (totals**2).sum(axis=1))
        if self.metric == "interval":
            return _expected_squares(totals, np.broadcast_to(self.values, totals.shape))
        return np.asarray(((totals @ _ratio_distance(self.values)) * totals).sum(axis=1))


def _expected_squares(
    totals: NDArray[np.float64], places: NDArray[np.float64]
) -> NDArray[np.float64]:
    n = totals.sum(axis=1, keepdims=True)
    middle = places - (totals * places).sum(axis=1, keepdims=True) / n
    return np.asarray(2 * n[:, 0] * (totals * middle**2).sum(axis=1))


def _ratio_distance(values: NDArray[np.float64]) -> NDArray[np.float64]:
    apart, total = values[:, None] - values, values[:, None] + values
    return np.where(total > 0, apart / np.where(total > 0, total, 1), 0) ** 2


def _bootstrap(measure: _Disagreement, draws: int, seed: int) -> NDArray[np.float64]:
    rng, n = np.random.default_rng(seed), measure.counts.shape[0]
    draws, step = min(draws, max(100, CELLS_IN_ALL // n)), max(1, CELLS_AT_ONCE // n)
    found = []
    for at in range(0, draws, step):
        size = min(step, draws - at)
        drawn = rng.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        weights = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        found.append(measure.alphas(weights.astype(np.float64)))
    return np.concatenate(found)


def agreement_rate(panel: Panel, within: float = 0.0) -> float | None:
    """Share of targets, 0 to 1, whose ratings all lie within `within` of one another.

    Targets with fewer than two ratings do not count; None where no target has two.
    """
    many = panel.per_target >= 2
    low = np.full(panel.n_targets, np.inf)
    high = np.full(panel.n_targets, -np.inf)
    np.minimum.at(low, panel.target, panel.score)
    np.maximum.at(high, panel.target, panel.score)
    agreeing = (high - low)[many] <= within + 1e-9
    return ratio(float(agreeing.sum()), float(many.sum()), 1.0)
