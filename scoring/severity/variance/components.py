"""Which variance components the ratings can tell, and which take a prior.

A component is told by the groups that share it: ratings by candidacy, by rater, by pair of the
two, or alone. Two components with the same groups (one rating a pair: halo and residual) are one
to the data: their sum is estimated and split as the priors are. One with too few groups beyond
those that coarser components use up takes its prior whole.
"""

from dataclasses import dataclass

from schemas.config.policy import PriorVariances
from scoring.severity.fit import NAMES, Component

WORDS: dict[Component, str] = {
    "target": "candidacy variance",
    "rater": "rater variance",
    "target_rater": "halo variance (candidacy by rater)",
    "residual": "residual variance",
}


@dataclass(frozen=True)
class Counts:
    """How many groups a design has.

    Attributes:
        target: Candidacies.
        rater: Raters.
        target_rater: Candidacy-rater pairs.
        residual: Ratings.
        islands: Islands.
        contrasts: Question effects that are free.
    """

    target: int
    rater: int
    target_rater: int
    residual: int
    islands: int
    contrasts: int

    def groups(self, component: Component) -> int:
        """Groups of a component."""
        return int(getattr(self, component))

    @property
    def main_effects(self) -> int:
        """Rank of candidacies and raters together."""
        return self.target + self.rater - self.islands


@dataclass(frozen=True)
class Plan:
    """What is estimated and what is not.

    Attributes:
        classes: Components that the data tell apart, each with those it cannot be told from;
            the last of a class stands for it.
        prior: Components that take their prior, with the reason.
    """

    classes: tuple[tuple[Component, ...], ...]
    prior: dict[Component, str]


def plan_of(counts: Counts, *, halo: bool, min_freedom: int) -> Plan:
    """Decide what can be estimated.

    Args:
        counts: Groups of the design.
        halo: Whether the model has a candidacy-by-rater term.
        min_freedom: Degrees of freedom that a component needs.
    """
    present = [name for name in NAMES if halo or name != "target_rater"]
    classes: list[tuple[Component, ...]] = []
    prior: dict[Component, str] = {}
    for group in _confounded(counts, present):
        freedom = _freedom(counts, group, halo=halo)
        if freedom >= max(min_freedom, 1):
            classes.append(group)
        else:
            reason = _reason(counts, group, freedom, min_freedom)
            prior.update(dict.fromkeys(group, reason))
    return Plan(tuple(classes), prior)


def split(
    total: float, group: tuple[Component, ...], priors: PriorVariances
) -> dict[Component, float]:
    """Divide an estimated sum among components that cannot be told apart, as the priors do."""
    shares = {name: float(getattr(priors, name)) for name in group}
    return {name: total * share / sum(shares.values()) for name, share in shares.items()}


def _confounded(counts: Counts, present: list[Component]) -> list[tuple[Component, ...]]:
    """Components in classes of equal groups; pairs refine candidacies and raters."""
    alike: dict[int | str, list[Component]] = {}
    for name in present:
        size = counts.groups(name)
        coarse = size < counts.target_rater
        alike.setdefault(name if coarse else size, []).append(name)
    return [tuple(group) for group in alike.values()]


def _freedom(counts: Counts, group: tuple[Component, ...], *, halo: bool) -> int:
    if "target" in group or "rater" in group:
        taken = 1 + (counts.contrasts if "residual" in group else 0)
        return counts.groups(group[0]) - taken
    if "residual" in group:
        apart = halo and "target_rater" not in group
        used = counts.target_rater if apart else counts.main_effects
        return counts.residual - used - counts.contrasts
    return counts.target_rater - counts.main_effects


def _reason(counts: Counts, group: tuple[Component, ...], freedom: int, needed: int) -> str:
    if group[0] in ("target", "rater"):
        kind = "candidacies" if group[0] == "target" else "raters"
        needed = needed + counts.groups(group[0]) - freedom
        return f"to tell it takes {needed} {kind}; the ratings have {counts.groups(group[0])}"
    kind = "repeated ratings" if "residual" in group else "crossings of candidacies and raters"
    return f"to tell it takes {needed} {kind} to spare; the ratings have {max(freedom, 0)}"
