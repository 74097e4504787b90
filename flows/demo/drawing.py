"""Chance that never changes: each draw depends on its own name only.

Drawn from a digest instead of a running generator, so that adding a candidate moves no other.
"""

from collections.abc import Sequence
from hashlib import blake2b
from statistics import NormalDist
from typing import TypeVar

SEED = "two keys"
_NORMAL = NormalDist()
_BYTES = 6
"""48 bits: few enough that a share never rounds up to 1."""

Thing = TypeVar("Thing")


def share(*name: object) -> float:
    """A number above 0 and below 1, evenly spread over names."""
    text = "\x1f".join([SEED, *(str(part) for part in name)])
    drawn = int.from_bytes(blake2b(text.encode(), digest_size=_BYTES).digest(), "big")
    return (drawn + 0.5) / float(2 ** (8 * _BYTES))


def scatter(deviation: float, *name: object) -> float:
    """A normal deviate around 0 with the standard deviation given."""
    return deviation * _NORMAL.inv_cdf(share(*name))


def pick(things: Sequence[Thing], *name: object) -> Thing:
    """One of `things`, each as likely as the others."""
    return things[int(share(*name) * len(things))]
