"""Word labels and numbers of a declared scale; what is neither is a fault, never a guess."""

import difflib
import math

from schemas.scale import NOT_ANSWERED, Scale


def spelled(label: str) -> str:
    """The form in which labels are compared: folded case, underscores for spaces and hyphens."""
    return "_".join(label.casefold().replace("-", " ").replace("_", " ").split())


def labels_of(scale: Scale) -> dict[str, float]:
    """Every label of the scale as compared, with its point."""
    return {spelled(label): point for label, point in scale.labels.items()}


def is_missing(answer: str | None, scale: Scale | None = None) -> bool:
    """Whether an answer says that there is none."""
    if answer is None:
        return True
    said = " ".join(answer.split()).casefold()
    return said in NOT_ANSWERED or (
        scale is not None and said in {word.casefold() for word in scale.missing}
    )


def point_of(answer: str, scale: Scale) -> float | None:
    """The point of the scale that an answer names, by label or number; none where it does not."""
    found = labels_of(scale).get(spelled(answer))
    if found is not None:
        return found
    try:
        number = float(answer.strip())
    except ValueError:
        return None
    return number if math.isfinite(number) and scale.low <= number <= scale.high else None


def accepted_answers(scale: Scale) -> tuple[str, ...]:
    """What would be right: the labels from low to high, or the numbers of a short scale."""
    if scale.labels:
        return tuple(sorted(scale.labels, key=scale.labels.__getitem__))
    whole = scale.low.is_integer() and scale.high.is_integer() and scale.high - scale.low <= 10
    return tuple(str(n) for n in range(int(scale.low), int(scale.high) + 1)) if whole else ()


def nearest(answer: str, accepted: tuple[str, ...]) -> str:
    """The accepted answer that looks most like this one, or empty."""
    found = difflib.get_close_matches(spelled(answer), accepted, n=1)
    return found[0] if found else ""


def would_be_right(answer: str, accepted: tuple[str, ...]) -> str:
    """A sentence on what would be right, the nearest accepted answer first."""
    close = nearest(answer, accepted)
    one_of = f"one of {', '.join(accepted)}" if accepted else "a number on the declared scale"
    return f"{close}? (accepted: {one_of})" if close else one_of
