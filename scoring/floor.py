"""The probability that a key truly lies at or above its floor."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr


def p_above_floor(level: ArrayLike, se: ArrayLike, floor: ArrayLike) -> NDArray[np.float64]:
    """Say how sure the evidence makes us that a key is at or above its floor.

    P = Phi((level - floor) / se). Without error (se = 0) it is 1 from the floor upwards and 0
    below; an infinite level is as sure as it can be, an infinite error leaves 0.5.

    Args:
        level: Keys, scale points of 0 to 100; NaN is no evidence.
        se: Their standard errors, scale points, not negative.
        floor: The floors, scale points.

    Returns:
        P, 0 to 1, in the broadcast shape of the three; NaN where a level or an error is.

    Source:
        The P-method of Rudner (2001), PARE 7(14), with the error of the estimate.
    """
    keys, errors, floors = np.broadcast_arrays(
        np.asarray(level, dtype=np.float64),
        np.asarray(se, dtype=np.float64),
        np.asarray(floor, dtype=np.float64),
    )
    above = keys - floors
    with np.errstate(divide="ignore", invalid="ignore"):
        p: NDArray[np.float64] = ndtr(above / errors)
    certain = (errors == 0) & ~np.isnan(above)
    p = np.where(certain, (above >= 0).astype(np.float64), p)
    unknowable = np.isinf(errors) & np.isinf(above)
    return np.where(unknowable, 0.5, p)
