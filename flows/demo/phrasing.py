"""The words of raters' notes: evidence by dimension and by the anchor it was nearest to."""

from functools import cache
from importlib.resources import files

import yaml

from flows.demo.drawing import pick

LOW_UP_TO = 2
HIGH_FROM = 4

_FILLERS: dict[str, tuple[str, ...]] = {
    "customer": (
        "a dental practice",
        "a florist with two shops",
        "a school kitchen",
        "a ferry operator",
        "a bakery",
        "a hospital pharmacy",
        "a theatre box office",
        "a bicycle repair shop",
        "a housing association",
        "a wine merchant",
        "a veterinary surgery",
        "a furniture maker",
    ),
    "amount": ("€180", "€240", "€320", "€450", "€600", "€850", "€1,200", "€1,900", "€2,400"),
    "days": ("two", "three", "four", "five", "six", "eight", "nine"),
    "time": ("6 a.m.", "7:40", "half past eight", "9 p.m.", "ten at night", "2 a.m."),
    "team": ("billing", "logistics", "the warehouse", "field service", "onboarding", "finance"),
}


def note_on(dimension: str, point: float, *name: object) -> str:
    """A note that gives the evidence for a rating.

    Args:
        dimension: The dimension rated.
        point: The rating on 1 to 5.
        name: What the rating is of, so that every rating gets its own words.
    """
    level = "low" if point <= LOW_UP_TO else "high" if point >= HIGH_FROM else "mid"
    text = pick(_bank()[dimension][level], "note", *name)
    filled = text.format(
        **{slot: pick(words, slot, *name) for slot, words in _FILLERS.items() if slot in text}
    )
    return filled[0].upper() + filled[1:]


def dimensions_with_notes() -> frozenset[str]:
    """The dimensions for which there are words."""
    return frozenset(_bank())


@cache
def _bank() -> dict[str, dict[str, list[str]]]:
    folder = files("flows.demo") / "notes"
    bank: dict[str, dict[str, list[str]]] = {}
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        bank |= yaml.safe_load(item.read_text(encoding="utf-8"))
    return bank
