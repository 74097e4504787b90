"""The probability that both keys truly reach their floors."""

from math import asin, pi

import numpy as np
from scipy.special import ndtri

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)


def p_both(p_values: float, p_skill: float, error_correlation: float = 0.0) -> float:
    """Say how sure two margins make us of both at once; it is less than either.

    Args:
        p_values: Probability that the values key truly reaches its floor, 0 to 1.
        p_skill: The same of the skill key.
        error_correlation: Of the errors of the two keys, above -1 and below 1; keys that are
            fitted apart from different ratings have independent errors (0).

    Returns:
        0 to 1, within the bounds of Frechet whatever the correlation.

    Source:
        Douglas and Mislevy (2010), J. Educ. Behav. Stat. 35:280-306, on conjunctive decisions;
        the normal orthant as Drezner and Wesolowsky (1990) integrate it.
    """
    independent = p_values * p_skill
    if error_correlation == 0 or not 0 < independent < 1:
        return independent
    one, other = float(ndtri(p_values)), float(ndtri(p_skill))
    half = asin(error_correlation) / 2
    angles = half * (_NODES + 1)
    exponents = (one**2 + other**2 - 2 * one * other * np.sin(angles)) / (2 * np.cos(angles) ** 2)
    return independent + half * float(_WEIGHTS @ np.exp(-exponents)) / (2 * pi)
