"""Whether a column's scale changed while the form was in use.

A form edited from four points to five leaves both in one column, and averaging them would be
wrong without anybody seeing it. One odd cell is a slip of the pen; a second scale shows twice.
"""

import re
from collections import defaultdict
from functools import lru_cache

from schemas.config.role import spelling

OUT_OF = "out of"
LEGENDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (OUT_OF, re.compile(r"[-+]?[\d.,]+\s*(?:/|out of|of)\s*([\d.,]+)")),
    ("(n) label", re.compile(r"\(\d+\)\s*[-–—:.=]?\s*(\D.*)", re.DOTALL)),
    ("n - label", re.compile(r"\d+\s*[-–—:.=)]\s*(\D.*)", re.DOTALL)),
    ("n label", re.compile(r"\d+\s+([^\d\s(].*)", re.DOTALL)),
    ("label (n)", re.compile(r"(\D.*)\(\d+\)", re.DOTALL)),
)
REMEMBERED = 4_096
"""Answers whose style is remembered: questions on one scale have the same few."""
ENOUGH = 2
"""Cells that make a second scale rather than a slip."""


def changed_scale(counts: dict[str, int]) -> str:
    """Say how one column's answers disagree on their scale; empty where they do not.

    Args:
        counts: Each distinct answer and the cells that hold it, of which more than `ENOUGH` say
            no more than that.
    """
    styles: dict[str, int] = defaultdict(int)
    maxima: dict[str, int] = defaultdict(int)
    words: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for raw, n in counts.items():
        style, word, number = _legend(raw)
        styles[style] += n
        if style == OUT_OF:
            maxima[word] += n
        else:
            words[number][word] += n
    styles.pop("", None)
    if found := _several(maxima):
        return f"answers out of {' and out of '.join(sorted(found))}"
    if found := _several(styles):
        return f"answers written in two ways ({', '.join(sorted(found))})"
    twice = [number for number, beside in words.items() if number and _several(beside)]
    return f"two different words beside the number {min(twice)}" if twice else ""


@lru_cache(maxsize=REMEMBERED)
def _legend(raw: str) -> tuple[str, str, str]:
    """The style of an answer with a number and something beside it, that thing, and the number."""
    answer = spelling(raw)
    for style, pattern in LEGENDS:
        if found := pattern.fullmatch(answer):
            number = re.search(r"\d+", answer)
            return style, found[1].strip(), number[0] if number else ""
    return "", "", ""


def _several(counts: dict[str, int]) -> list[str]:
    """The keys with enough cells, where there are two such keys or more."""
    enough = [key for key, n in counts.items() if n >= ENOUGH]
    return enough if len(enough) > 1 else []
