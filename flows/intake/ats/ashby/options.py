"""What a selected option is worth: by its number, or by the words in which people recommend."""

import re
from functools import lru_cache

from flows.intake.ats.parsing.records import Record, records
from flows.intake.tabular.answers import plain
from schemas.config.scale import Scale

FOUR = Scale(low=1, high=4)
"""A Score runs from 1 to 4."""
RECOMMENDATION = Scale(
    low=1,
    high=4,
    labels={
        "definitely_not": 1,
        "strong_no": 1,
        "strong_no_hire": 1,
        "no": 2,
        "no_hire": 2,
        "yes": 3,
        "hire": 3,
        "strong_yes": 4,
        "strong_hire": 4,
    },
)
"""The usual words of a recommendation, where a form does not say which options there are."""
_NUMBER = re.compile(r"^\s*\(?(\d+(?:\.\d+)?)\)?(?:\s*[-–—:.)]|\s|$)")


def options_of(field: Record) -> dict[str, str]:
    """The label of each selectable value; empty where the definition does not list them."""
    return {
        str(option["value"]): str(option.get("label") or option["value"])
        for option in records(field.get("selectableValues"))
        if option.get("value") is not None
    }


def scale_of_options(options: dict[str, str]) -> Scale | None:
    """The scale that the options make, by their numbers or by the order of their words.

    None where they are neither: the options of the workspace's own then need a Source map.
    """
    return _scale_of(tuple(options.items()))


@lru_cache(maxsize=1024)
def _scale_of(pairs: tuple[tuple[str, str], ...]) -> Scale | None:
    options = dict(pairs)
    if len(options) < 2:
        return None
    numbers = {value: _number(value, label) for value, label in options.items()}
    known = {value: number for value, number in numbers.items() if number is not None}
    if len(known) == len(options) and len(set(known.values())) == len(known):
        return _scale(options, known)
    words = {plain(word): point for word, point in RECOMMENDATION.labels.items()}
    ranks = {
        value: words.get(plain(value), words.get(plain(label))) for value, label in options.items()
    }
    ordered = sorted({rank for rank in ranks.values() if rank is not None})
    if None in ranks.values() or len(ordered) < len(options):
        return None
    return _scale(
        options, {value: 1.0 + ordered.index(rank) for value, rank in ranks.items() if rank}
    )


def _scale(options: dict[str, str], points: dict[str, float]) -> Scale:
    labels = {options[value]: point for value, point in points.items()} | points
    return Scale(low=min(points.values()), high=max(points.values()), labels=labels)


def _number(value: str, label: str) -> float | None:
    found = _NUMBER.match(value) or _NUMBER.match(label)
    return float(found.group(1)) if found else None
