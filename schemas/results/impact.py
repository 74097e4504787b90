"""Impact: how often each group is selected or scores high, with tests that say how sure."""

from pydantic import Field

from schemas.base import Contract


class GroupRow(Contract):
    """One group. Rates and ratios run 0 to 1."""

    group: str
    n: int = Field(description="People in the group.")
    selected: int | None = Field(default=None, description="Null where the group is too small.")
    rate: float | None = None
    rate_low: float | None = Field(default=None, description="Wilson interval of the rate.")
    rate_high: float | None = None
    impact_ratio: float | None = Field(
        default=None, description="To the highest rate; null when nobody was selected."
    )
    ratio_low: float | None = Field(default=None, description="Katz interval of the ratio.")
    ratio_high: float | None = None
    below_four_fifths: bool | None = Field(
        default=None, description="By whole numbers, never by rounded ratios (29 CFR 1607.4 D)."
    )
    share: float = Field(description="Of all people of known group.")
    too_small: bool = Field(default=False, description="Under the smallest group shown.")
    under_two_percent: bool = Field(
        default=False, description="May be left out of ratios under 6 RCNY 5-301(d)."
    )
    said: str = ""


class Comparison(Contract):
    """One group against the group selected most often, by named tests."""

    group: str
    reference: str
    z: float | None = Field(default=None, description="Pooled two-sample z.")
    p_z_two_sided: float | None = None
    chi2: float | None = Field(default=None, description="Without continuity correction.")
    fisher_two_sided: float = Field(description="p of Fisher's exact test.")
    fisher_one_sided_less: float = Field(description="p that the group is selected less often.")
    midp_one_sided: float = Field(description="Lancaster's mid-p of the same.")
    midp_two_sided_central: float = Field(description="Twice the smaller one-sided mid-p.")
    odds_ratio: float | None = None
    odds_low: float | None = Field(default=None, description="Woolf interval.")
    odds_high: float | None = None
    cohens_h: float | None = None
    phi: float | None = None
    shortfall: float = Field(
        description="Selections of the group expected at the pooled rate, less those made."
    )
    flips: bool = Field(
        description="One selection moved would give the group the higher rate (Q&A 21)."
    )
    one_more_ratio: float | None = Field(
        default=None, description="The ratio had one of the selections gone to the group."
    )


class Stratified(Contract):
    """One group against another over strata, so that pooling does not mislead."""

    group: str
    reference: str
    n_strata: int
    odds_ratio: float | None = Field(default=None, description="Mantel-Haenszel, common.")
    odds_low: float | None = Field(default=None, description="Robins-Breslow-Greenland interval.")
    odds_high: float | None = None
    chi2: float | None = Field(default=None, description="With continuity correction.")
    p: float | None = None
    chi2_uncorrected: float | None = None
    p_uncorrected: float | None = None


class ScoringRow(Contract):
    """One group by score: the share strictly above the median of everybody."""

    group: str
    n: int
    above_median: int | None = None
    rate: float | None = None
    impact_ratio: float | None = None
    mean: float | None = None
    d: float | None = Field(
        default=None, description="Cohen's d: the best-scoring group's mean less this one's."
    )


class Stratum(Contract):
    """Selection by group inside one stratum, for example one requisition."""

    stratum: str
    groups: tuple[GroupRow, ...]
    tests: dict[str, Comparison] = Field(default={}, description="By the group compared.")


class ImpactTable(Contract):
    """Selection by group."""

    n: int = Field(description="People of known group.")
    n_unknown: int = Field(default=0, description="People of unknown group, left out of ratios.")
    highest: str | None = Field(default=None, description="The group selected most often.")
    groups: tuple[GroupRow, ...]
    tests: dict[str, Comparison] = Field(default={}, description="By the group compared.")
    strata: tuple[Stratum, ...] = ()
    stratified: dict[str, Stratified] = Field(default={}, description="By the group compared.")
    median: float | None = Field(default=None, description="Of all scores.")
    scoring: tuple[ScoringRow, ...] = ()
    notes: tuple[str, ...] = ()
