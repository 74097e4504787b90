"""Audits of one requisition: what really decides who gets in."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract

DominanceVerdict = Literal["balanced", "skill_leaning", "skill_dominated", "undetermined"]
"""What decisions follow where skill and the two-key rule disagree."""


class FollowedSkill(Contract):
    """How often an outcome followed skill where skill and the two-key order disagree.

    A pair of complete candidacies of one requisition is telling when the outcome prefers one of
    them and the two-key order and skill alone put them in opposite order. `share` is the share
    of telling pairs that went with skill: 0 follows the rule, 1 follows skill alone.
    """

    verdict: DominanceVerdict
    reason: str = Field(description="The verdict in a sentence, with its figures.")
    share: float | None = Field(default=None, description="0 to 1; null without telling pairs.")
    low: float | None = Field(default=None, description="Lower end of the interval of `share`.")
    high: float | None = Field(default=None, description="Upper end of the interval of `share`.")
    confidence: float = Field(description="Of the interval and the verdict, from the policy.")
    n_complete: int = Field(description="Complete candidacies that were compared.")
    n_decided: int = Field(description="Outcomes recorded among them.")
    n_preferred: int = Field(description="Advanced, or above another in the outcome.")
    n_pairs: int = Field(description="Telling pairs.")


class Drivers(Contract):
    """How an outcome goes with each key; describes, and accuses nobody.

    Correlations are Kendall's tau-b. Shares are Shapley values (LMG) of the explained variance
    of the outcome on both keys, as shares of `r2`. All are null where undefined: fewer than
    three candidacies, or no spread.
    """

    n: int = Field(description="Candidacies.")
    tau_values: float | None = Field(default=None, description="-1 to 1.")
    tau_skill: float | None = Field(default=None, description="-1 to 1.")
    share_values: float | None = Field(default=None, description="0 to 1.")
    share_skill: float | None = Field(default=None, description="0 to 1.")
    r2: float | None = Field(default=None, description="Variance explained by both, 0 to 1.")


class EffectiveWeights(Contract):
    """What a plain average of the keys would really weigh: w * cov(X, C) / var(C).

    Equal nominal weights still let the key with the larger spread decide.
    """

    n: int = Field(description="Complete candidacies.")
    nominal_values: float = Field(description="0 to 1.")
    nominal_skill: float = Field(description="0 to 1.")
    effective_values: float | None = Field(default=None, description="Null without any spread.")
    effective_skill: float | None = Field(default=None, description="Null without any spread.")
    correlation: float | None = Field(default=None, description="Between the keys, as observed.")
    warning: str = Field(
        default="",
        description="Set where a weighted order is asked for and the share of skill passes the "
        "policy's cap.",
    )


class Alternatives(Contract):
    """Whom other ways of choosing would shortlist, for the same seats. Never a shortlist."""

    two_key: tuple[str, ...] = Field(description="The shortlisted, by rank.")
    skill_alone: tuple[str, ...] = Field(description="The best by skill, whatever their values.")
    average: tuple[str, ...] = Field(description="The best by the plain average of both keys.")
    let_in_by_skill: tuple[str, ...] = Field(description="On the skill list, not shortlisted.")
    displaced_by_skill: tuple[str, ...] = Field(description="Shortlisted, not on the skill list.")
    let_in_by_average: tuple[str, ...] = Field(description="On the average list only.")
    displaced_by_average: tuple[str, ...] = Field(description="Shortlisted, not on that list.")
    overlap_with_skill: float | None = Field(
        default=None,
        description="Average overlap, 0 to 1, of the two-key and the skill order of complete "
        "candidacies, down to the number of seats.",
    )
    rank_biased_overlap: float | None = Field(
        default=None,
        description="Of the same two orders over all complete candidacies, 0 to 1; the first "
        "places count most (persistence 0.9).",
    )


class Dominance(Contract):
    """The dominance audit of one requisition.

    The verdict judges decisions. About our own order it only describes.
    """

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    requisition_id: str
    verdict: DominanceVerdict = Field(description="Of `followed`, on recorded decisions.")
    verdict_reason: str
    followed: FollowedSkill = Field(description="What decisions follow.")
    overall_followed: FollowedSkill | None = Field(
        default=None, description="What interviewers' overall verdicts follow; null without any."
    )
    decisions: Drivers | None = Field(default=None, description="Of advance or not.")
    overall: Drivers | None = Field(default=None, description="Of overall verdicts.")
    order: Drivers | None = Field(default=None, description="Of our order, among those who pass.")
    weights: EffectiveWeights | None = None
    alternatives: Alternatives
    n_candidacies: int
    n_complete: int
    n_decisions: int
    n_advanced: int
