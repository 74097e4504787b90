"""Lever's four-point scale, spelled many ways: only the leading number counts."""

import re

from schemas.config.scale import Scale

FOUR = Scale(low=1, high=4)
"""Thumbs, and the score system from a strong no (1) to a strong yes (4)."""
_LEADING = re.compile(r"^\s*([1-4])(?!\d)(?!\s*[.,]\s*\d)")


def leading_point(answer: object) -> object:
    """The number that a text such as `3 - Hire` begins with; anything else as it came.

    The wording behind it differs by template (`3 - Yes`, `3 - Hire`) and between a form and its
    own options, and options are listed from high to low, so neither wording nor position counts.
    """
    if isinstance(answer, str) and (found := _LEADING.match(answer)):
        return found.group(1)
    return answer
