"""Hiring focus: one figure from operations-focused (0) to customer-focused (100)."""

from schemas.results.portfolio_audit import HiringFocus

_NAMES = {
    "followed_rule": "decisions followed skill where the rule says otherwise",
    "kept_policy": "advances outside the policy",
    "asked_values": "candidacies never asked the values questions",
}


def hiring_focus(
    skill_share: float | None, say_do_gap: float | None, never_asked: float | None
) -> HiringFocus:
    """Put dominance, say-do gap and coverage in one figure.

    focus = 100 * min(1 - skill share, 1 - say-do gap, 1 - share never asked)

    The smallest and not the mean, for the same reason as with the keys: asking everybody about
    values does not make up for not heeding the answers. A part that is not known is left out.

    Args:
        skill_share: Share of telling pairs that went with skill, 0 to 1.
        say_do_gap: Share of advances outside the policy, 0 to 1.
        never_asked: Share of candidacies never asked a values question, 0 to 1.
    """
    parts = {"followed_rule": skill_share, "kept_policy": say_do_gap, "asked_values": never_asked}
    kept = {name: 1 - share for name, share in parts.items() if share is not None}
    weakest = min(kept, key=lambda name: kept[name]) if kept else None
    return HiringFocus(
        focus=100 * kept[weakest] if weakest else None,
        weakest=_NAMES[weakest] if weakest else "",
        **kept,
    )
