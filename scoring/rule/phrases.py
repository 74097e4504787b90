"""Figures and counts in words, as the reasons put them."""

from schemas.words import Track

_PLURALS = {"candidacy": "candidacies"}
_SURE = 0.995


def title(track: Track) -> str:
    """The track at the head of a sentence: `Values` or `Skill`."""
    return track.value.capitalize()


def count(number: int, what: str) -> str:
    """A number with its noun: `1 rater`, `2 raters`."""
    return f"{number} {what if number == 1 else _PLURALS.get(what, what + 's')}"


def listed(parts: list[str]) -> str:
    """Join with commas and a closing `and`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def chance(p: float | None) -> str:
    """A probability as people say it: `83 %`; never a flat 0 or 100."""
    if p is None:
        return "not known"
    if p >= _SURE:
        return "over 99 %"
    if p < 1 - _SURE:
        return "under 1 %"
    return f"{p:.0%}".replace("%", " %")


def figures(
    level: float | None, se: float | None, p: float | None, floor: float | None, n_raters: int
) -> str:
    """A level with what it is held against and how sure it is.

    Args:
        level: Scale points; None is no evidence.
        se: Its standard error, scale points.
        p: Probability of being at or above the floor, 0 to 1.
        floor: Scale points; None where it has none.
        n_raters: Raters behind it.
    """
    if level is None:
        return "no rating yet"
    held = "" if floor is None else f" against a floor of {floor:g}"
    error = "not known" if se is None else f"{se:.1f}"
    shown = f"{round(level, 1) + 0.0:.1f}"  # minus zero is zero
    return (
        f"{shown}{held} (standard error {error}, from {count(n_raters, 'rater')}; chance of "
        f"truly reaching the floor {chance(p)})"
    )
