"""The errors of differences that the model knows, as the bands ask for them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.words import Track
from scoring.rule.bands import Contrast
from scoring.severity.fit import Estimate, TrackFit


def contrast_of(fits: Mapping[Track, TrackFit], estimate: Estimate) -> Contrast:
    """Ask the model for the errors of differences, shared raters included.

    Args:
        fits: The fit of each track.
        estimate: Which estimate is held against the floors.
    """
    fitted = {track: set(fit.levels["candidacy"]) for track, fit in fits.items()}

    def contrast(track: Track, first: str, others: Sequence[str]) -> NDArray[np.float64]:
        known = [name for name in others if name in fitted[track]]
        if first not in fitted[track] or not known:
            return np.full(len(others), np.nan)
        errors = fits[track].contrast_ses(first, known, estimate)
        by_name = dict(zip(known, errors.tolist(), strict=True))
        return np.array([by_name.get(name, np.nan) for name in others])

    return contrast
