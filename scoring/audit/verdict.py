"""From telling pairs to a verdict in words: balanced, leaning to skill, or dominated by it."""

from dataclasses import dataclass

import numpy as np

from schemas.config.policy import DominanceRule
from schemas.results.audit import DominanceVerdict, FollowedSkill
from scoring.audit.telling import TellingPairs, share_draws


@dataclass(frozen=True)
class Compared:
    """How much there was to compare.

    Attributes:
        n_complete: Complete candidacies.
        n_decided: Outcomes recorded among them.
        n_preferred: Of them advanced, or put above another.
        what: Whose outcomes: `Decisions` or `Overall verdicts`.
    """

    n_complete: int
    n_decided: int
    n_preferred: int
    what: str = "Decisions"


def followed_skill(
    pairs: TellingPairs, compared: Compared, rule: DominanceRule, rng: np.random.Generator
) -> FollowedSkill:
    """Judge whether outcomes followed skill where skill and the two-key rule disagree.

    `skill_dominated` when the share that went with skill is at least `rule.dominated` with
    probability `rule.confidence`, else `skill_leaning` the same for `rule.leaning`; `balanced`
    when the share is below `rule.leaning` and surely enough below `rule.dominated`;
    `undetermined` when there is too little to say.

    Args:
        pairs: Telling pairs of a requisition, or of many together.
        compared: Counts, for what is too few and for the words.
        rule: Thresholds.
        rng: Random numbers.
    """
    share = pairs.share
    lacking = _too_little(pairs, compared, rule)
    if share is None:
        return _answer("undetermined", lacking, compared, pairs, rule)
    draws = share_draws(pairs, rng)
    tail = (1 - rule.confidence) / 2
    places = np.array([tail, 1 - tail]) * (draws.size - 1)
    low, high = np.interp(places, np.arange(draws.size), np.sort(draws)).tolist()
    interval = (min(low, share), max(high, share))
    if lacking:
        return _answer("undetermined", lacking, compared, pairs, rule, interval)
    verdict = _verdict(share, draws, rule)
    reason = (
        f"{compared.what} {_SAYING[verdict]}: of {pairs.n_pairs} pairs of candidacies on which "
        f"skill and the two-key rule disagree, {share:.0%} went with skill "
        f"({rule.confidence:.0%} interval {interval[0]:.0%} to {interval[1]:.0%})."
    )
    return _answer(verdict, reason, compared, pairs, rule, interval)


_SAYING: dict[DominanceVerdict, str] = {
    "skill_dominated": "follow skill alone",
    "skill_leaning": "lean to skill",
    "balanced": "do not follow skill alone",
    "undetermined": "are too few or too mixed to say what they follow",
}


def _verdict(share: float, draws: np.ndarray, rule: DominanceRule) -> DominanceVerdict:
    def surely(claim: np.ndarray) -> bool:
        return bool(np.count_nonzero(claim) / claim.size >= rule.confidence)

    if share >= rule.dominated and surely(draws >= rule.dominated):
        return "skill_dominated"
    if share >= rule.leaning and surely(draws >= rule.leaning):
        return "skill_leaning"
    if share < rule.leaning and surely(draws < rule.dominated):
        return "balanced"
    return "undetermined"


def _too_little(pairs: TellingPairs, compared: Compared, rule: DominanceRule) -> str:
    if compared.n_complete < rule.min_candidacies:
        return (
            f"Too few candidacies to say what is followed: {compared.n_complete} complete, the "
            f"policy asks for {rule.min_candidacies}."
        )
    if compared.n_decided < rule.min_decisions:
        return (
            f"Too few decisions to say what they follow: {compared.n_decided} so far, the policy "
            f"asks for {rule.min_decisions}."
        )
    if not pairs.n_pairs:
        return (
            "Nothing to tell by: wherever one was preferred to another, skill and the two-key "
            "rule do not disagree."
        )
    return ""


def _answer(
    verdict: DominanceVerdict,
    reason: str,
    compared: Compared,
    pairs: TellingPairs,
    rule: DominanceRule,
    interval: tuple[float, float] | None = None,
) -> FollowedSkill:
    return FollowedSkill(
        verdict=verdict,
        reason=reason,
        share=pairs.share,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        confidence=rule.confidence,
        n_complete=compared.n_complete,
        n_decided=compared.n_decided,
        n_preferred=compared.n_preferred,
        n_pairs=pairs.n_pairs,
    )
