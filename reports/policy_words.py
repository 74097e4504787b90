"""The policy in words: every choice that decides a status."""

from reports.draft import Draft
from reports.grid import Value
from reports.wording import gates, plural
from schemas.config.policy import Policy

_ESTIMATES = {
    "level": "The level is held against the floor; the prediction stands beside it.",
    "blup": "The best linear unbiased prediction is held against the floor, as chosen beforehand.",
}


def policy_lines(draft: Draft) -> list[tuple[str, Value]]:
    """The policy of the run as pairs of a name and a sentence."""
    policy, floors = draft.context.policy, draft.shortlist.floors
    return [
        ("Floors", f"Values {floors.values:g}, skill {floors.skill:g}, each on 0 to 100."),
        (
            "Minimum floors",
            (
                f"Values {policy.minimum_floors.values:g}, skill {policy.minimum_floors.skill:g}: "
                "What-if says so when it goes below."
            ),
        ),
        ("Own floors", _own_floors(draft)),
        ("Certainty", gates(policy)),
        ("Evidence asked for", _coverage(policy)),
        ("Red flags", _red_flags(policy)),
        (
            "Seats",
            (
                f"{plural(draft.shortlist.seats, 'seat')}. Fewer who hold both keys make a shorter "
                "list."
            ),
        ),
        ("Order", _order(policy)),
        (
            "Bands",
            (
                f"From the top down: within {policy.order.band_multiple:g} standard errors of the "
                "difference from the band's first."
            ),
        ),
        ("Estimate", _ESTIMATES[policy.estimate]),
        (
            "Severity",
            (
                f"Learnt from the ratings of the last {plural(policy.window_months, 'month')}, "
                "in open and closed requisitions alike."
            ),
        ),
        ("Small groups", f"Groups under {policy.fairness.min_group} are not shown."),
        ("Raters in this file", _view(policy)),
    ]


def _own_floors(draft: Draft) -> str:
    names = draft.context.dimension_names
    own = draft.context.policy.dimension_floors
    return ", ".join(f"{names.get(key, key)} {own[key]:g}" for key in sorted(own)) or "None."


def _coverage(policy: Policy) -> str:
    coverage = policy.coverage
    return (
        f"{plural(coverage.raters_per_track, 'rater')} on each key and "
        f"{plural(coverage.ratings_per_required_dimension, 'rated question')} for each required "
        "dimension; with less a candidate is incomplete."
    )


def _red_flags(policy: Policy) -> str:
    rule = policy.red_flags
    return (
        f"{plural(rule.block_count, 'kind')}, each recorded by "
        f"{plural(rule.confirm_raters, 'rater')}, "
        f"{'blocks' if rule.block_count == 1 else 'block'}; "
        f"{plural(rule.second_look_count, 'kind')} recorded by anyone "
        f"{'asks' if rule.second_look_count == 1 else 'ask'} for a second look."
    )


def _order(policy: Policy) -> str:
    if policy.order.by == "leximin":
        return "By the smaller headroom, then the larger."
    share = policy.order.values_weight
    return (
        f"By a plain average among those who hold both keys: values {share:.0%}, skill "
        f"{1 - share:.0%}. It orders; it never lets anyone in."
    )


def _view(policy: Policy) -> str:
    raters = "named" if policy.view.raters == "full" else "left out"
    labels = {
        "never": "candidates by their label",
        "decision": "candidates by an opaque label until they are decided",
    }
    return f"Raters are {raters}; {labels[policy.view.blind_until]}."
