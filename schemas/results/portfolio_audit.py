"""Audits over requisitions and months: is skill-only hiring dominating, is it drifting."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract
from schemas.results.audit import DominanceVerdict, FollowedSkill
from schemas.words import Status


class SayDoRow(Contract):
    """Advances against the stated policy, for everybody, one requisition or one decider.

    `gap` is advances whose status at the time was neither shortlisted nor eligible, over all
    advances; `gap_without_second_looks` leaves out of the count those that were second looks.
    """

    name: str = Field(description="The requisition, the decider, or `all`.")
    n_advances: int
    n_outside: int = Field(description="Advanced though the policy would not; second looks too.")
    n_second_looks: int = Field(description="Of them, those too close to call at the time.")
    gap: float | None = Field(default=None, description="0 to 1; null without an advance.")
    gap_low: float | None = Field(default=None, description="Wilson interval at the confidence.")
    gap_high: float | None = Field(default=None, description="Wilson interval at the confidence.")
    gap_without_second_looks: float | None = Field(default=None, description="0 to 1.")


class Override(Contract):
    """One advance that the policy would not have made, with the reason given."""

    requisition_id: str
    candidate_id: str
    decider: str
    month: str = Field(description="YYYY-MM of the decision.")
    status_then: Status
    reason: str


class SayDo(Contract):
    """Do decisions match the stated policy?"""

    total: SayDoRow
    by_requisition: tuple[SayDoRow, ...] = ()
    by_decider: tuple[SayDoRow, ...] = ()
    overrides: tuple[Override, ...] = ()


class CoverageRow(Contract):
    """How many candidacies were asked at all, for everybody or one requisition."""

    name: str = Field(description="The requisition, or `all`.")
    n_candidacies: int
    n_never_asked_values: int = Field(description="No values question was rated.")
    n_never_asked_skill: int
    n_incomplete: int
    never_asked_values: float | None = Field(default=None, description="Share, 0 to 1.")


class CoverageAudit(Contract):
    """Were the values questions asked?"""

    total: CoverageRow
    by_requisition: tuple[CoverageRow, ...] = ()


class DriftPoint(Contract):
    """One month of a series."""

    month: str = Field(description="YYYY-MM.")
    n: int = Field(description="Independent requisitions behind the value, rounded.")
    value: float | None = Field(default=None, description="Null where there was nothing to count.")
    smoothed: float | None = Field(default=None, description="Exponentially weighted average.")
    center: float | None = Field(default=None, description="Of the baseline so far.")
    lower: float | None = Field(default=None, description="Control limit of `smoothed`.")
    upper: float | None = Field(default=None, description="Control limit of `smoothed`.")
    signal: Literal["", "worse", "better"] = Field(
        default="", description="Beyond a limit, after the baseline; worse is towards skill alone."
    )


class DriftSeries(Contract):
    """One figure by month, with control limits where it may speak."""

    measure: Literal["skill_share", "say_do_gap", "never_asked_values", "hiring_focus"]
    title: str
    higher_is_worse: bool
    points: tuple[DriftPoint, ...]
    since: str | None = Field(
        default=None, description="YYYY-MM of the first worse signal; null while all is steady."
    )
    text: str = Field(description="What the series says, in a sentence.")


class HiringFocus(Contract):
    """From operations-focused (0) to customer-focused (100).

    100 times the smallest of three shares: decisions that followed the rule where skill
    disagreed (1 - skill share), advances within the policy (1 - say-do gap), candidacies asked
    the values questions (1 - never asked). As with the keys, no part pays for another. A part
    that is not known is left out.
    """

    focus: float | None = Field(default=None, description="0 to 100; null when nothing is known.")
    followed_rule: float | None = Field(default=None, description="1 - skill share.")
    kept_policy: float | None = Field(default=None, description="1 - say-do gap.")
    asked_values: float | None = Field(default=None, description="1 - share never asked.")
    weakest: str = Field(default="", description="The part that sets the figure.")


class RedFlagCount(Contract):
    """One kind of red flag over the candidacies."""

    flag: str
    n_seen: int = Field(description="Candidacies for which anyone recorded it.")
    n_confirmed: int = Field(description="Of them, confirmed by as many raters as policy asks.")
    n_advanced: int = Field(description="Of those seen, advanced.")


class RequisitionLine(Contract):
    """One requisition of the portfolio."""

    requisition_id: str
    month: str = Field(description="YYYY-MM of its last candidacy.")
    n_candidacies: int
    n_complete: int
    n_advanced: int
    verdict: DominanceVerdict
    skill_share: float | None = None
    say_do_gap: float | None = None
    never_asked_values: float | None = None


class PortfolioAudit(Contract):
    """What the audits say over all requisitions."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    n_requisitions: int
    n_candidacies: int
    n_decisions: int
    first_month: str | None = None
    last_month: str | None = None
    followed: FollowedSkill = Field(description="All decisions together.")
    overall_followed: FollowedSkill | None = Field(
        default=None, description="Interviewers' overall verdicts; null without any."
    )
    say_do: SayDo
    coverage: CoverageAudit
    focus: HiringFocus
    red_flags: tuple[RedFlagCount, ...] = ()
    drift: tuple[DriftSeries, ...] = ()
    requisitions: tuple[RequisitionLine, ...] = ()
    messages: tuple[str, ...] = Field(
        default=(), description="What leaders should hear, most pressing first; empty when quiet."
    )
    false_alarm_rate: float = Field(
        description="Measured share of steady companies whom the drift rule would wrongly warn "
        "within two years, 0 to 1."
    )
