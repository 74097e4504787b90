"""Figures and the words for those that are undefined."""

from schemas.results.reliability import Coefficient

ALL_EQUAL = "Undefined: every rating is the same, so nothing can be told apart."
ONE_RATER = "Undefined: it takes two raters of the same target."
FEW_TARGETS = "Undefined: it takes two targets."
NOT_COMPLETE = "Undefined: no two targets were rated by every rater; see g_q_k and gwet_2_inter."
NO_INTERVAL = "No interval: the raters' errors do not vary."
NO_APPROXIMATION = "No interval: the usual approximation fails on so few or so odd ratings."
NO_SPREAD = "Undefined: the ratings vary too little to divide by."


def undefined(why: str) -> Coefficient:
    """A coefficient without a value, and why."""
    return Coefficient(said=why)


def ratio(above: float, below: float, size: float) -> float | None:
    """`above / below`, or None where `below` is nothing against `size` (rounding included)."""
    return None if below <= 1e-12 * abs(size) else above / below
