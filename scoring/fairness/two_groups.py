"""Two groups compared: exact tests and effect sizes, each by its name."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy import stats

from schemas.results.impact import Comparison
from scoring.fairness.intervals import woolf


@dataclass(frozen=True)
class Counts:
    """Selected and all, of the group looked at and of the one it is compared with.

    Attributes:
        a: Selected in the group.
        n1: People in the group, at least 1.
        b: Selected in the reference group.
        n2: People in the reference group, at least 1.
    """

    a: int
    n1: int
    b: int
    n2: int


def below_four_fifths(counts: Counts) -> bool:
    """Whether the group's rate is less than four fifths of the reference's.

    In whole numbers: (3/5) / (15/20) is exactly 4/5 and 0.7999… in floating point.

    Source: 29 CFR 1607.4(D).
    """
    return 5 * counts.a * counts.n2 < 4 * counts.b * counts.n1


def impact_ratio(counts: Counts) -> float | None:
    """The group's rate over the reference's; None when the reference selected nobody."""
    if counts.b == 0:
        return None
    return float(Fraction(counts.a * counts.n2, counts.b * counts.n1))


def flips(counts: Counts) -> bool:
    """Whether one selection moved to the group would give it the strictly higher rate.

    If so, a difference against the group is too small a number to rest on.

    Source: Uniform Guidelines, Questions and Answers, 21 (44 FR 11996).
    """
    moved = _moved(counts)
    if moved is None or counts.a * counts.n2 >= counts.b * counts.n1:
        return False
    return moved.a * moved.n2 > moved.b * moved.n1


def ratio_with_one_moved(counts: Counts) -> float | None:
    """The group's impact ratio had one selection, of as many, gone to the group instead.

    Weaker than `flips`: it may pass four fifths without turning the result round. Above 1 the
    group would be ahead. None where no selection can move, or the reference keeps none.

    Source: Roth, Bobko and Switzer (2006).
    """
    moved = _moved(counts)
    return None if moved is None else impact_ratio(moved)


def _moved(counts: Counts) -> Counts | None:
    if counts.a == counts.n1 or counts.b == 0:
        return None
    return Counts(counts.a + 1, counts.n1, counts.b - 1, counts.n2)


def pooled_z(counts: Counts) -> float | None:
    """Two-sample z with the pooled rate; its square is chi-squared. None if all fare alike."""
    n = counts.n1 + counts.n2
    pooled = (counts.a + counts.b) / n
    spread = pooled * (1 - pooled) * (1 / counts.n1 + 1 / counts.n2)
    if spread == 0:
        return None
    return (counts.a / counts.n1 - counts.b / counts.n2) / math.sqrt(spread)


def cohens_h(first: float, second: float) -> float:
    """Difference of two rates on the arcsine scale; .2, .5, .8 are small, medium, large.

    Source: Cohen (1988), chapter 6.
    """
    return 2 * math.asin(math.sqrt(first)) - 2 * math.asin(math.sqrt(second))


@dataclass(frozen=True)
class ExactTests:
    """p values of one table given its margins; "less" is that the group is selected less often.

    Attributes:
        two_sided: Fisher's, over all tables no likelier than the one seen.
        less: Fisher's, one-sided.
        mid_less: Lancaster's mid-p: `less` without half the chance of the table seen.
        mid_two_sided: Central mid-p, twice the smaller one-sided mid-p.
    """

    two_sided: float
    less: float
    mid_less: float
    mid_two_sided: float


def exact_tests(counts: Counts) -> ExactTests:
    """Fisher's exact test and its mid-p, from one pass over the possible tables.

    Source: Fisher (1934), Lancaster (1961); ties within 1e-7 count as equally likely, as in R.
    """
    selected, n = counts.a + counts.b, counts.n1 + counts.n2
    lowest = max(0, selected - counts.n2)
    possible = np.arange(lowest, min(counts.n1, selected) + 1)
    chance = stats.hypergeom.pmf(possible, n, counts.n1, selected)
    at = counts.a - lowest
    seen = float(chance[at])
    less, more = float(chance[: at + 1].sum()), float(chance[at:].sum())
    mid_less, mid_more = less - seen / 2, more - seen / 2
    return ExactTests(
        two_sided=min(1.0, float(chance[chance <= seen * (1 + 1e-7)].sum())),
        less=min(1.0, less),
        mid_less=mid_less,
        mid_two_sided=min(1.0, 2 * min(mid_less, mid_more)),
    )


def _odds_ratio(counts: Counts) -> float | None:
    below = counts.b * (counts.n1 - counts.a)
    return None if below == 0 else counts.a * (counts.n2 - counts.b) / below


def compare(group: str, reference: str, counts: Counts, confidence: float = 0.95) -> Comparison:
    """All tests of one group against another. No test stands alone: they may disagree.

    Args:
        group: Its name.
        reference: Name of the group compared with.
        counts: Both groups have at least one person.
        confidence: Of the odds ratio's interval.
    """
    a, n1, b, n2 = counts.a, counts.n1, counts.b, counts.n2
    z, exact = pooled_z(counts), exact_tests(counts)
    odds = woolf(a, n1, b, n2, confidence)
    return Comparison(
        group=group,
        reference=reference,
        z=z,
        p_z_two_sided=None if z is None else float(2 * stats.norm.sf(abs(z))),
        chi2=None if z is None else z**2,
        fisher_two_sided=exact.two_sided,
        fisher_one_sided_less=exact.less,
        midp_one_sided=exact.mid_less,
        midp_two_sided_central=exact.mid_two_sided,
        odds_ratio=_odds_ratio(counts),
        odds_low=odds[0] if odds else None,
        odds_high=odds[1] if odds else None,
        cohens_h=cohens_h(a / n1, b / n2),
        phi=None if z is None else z / math.sqrt(n1 + n2),
        shortfall=n1 * (a + b) / (n1 + n2) - a,
        flips=flips(counts),
        one_more_ratio=ratio_with_one_moved(counts),
    )
