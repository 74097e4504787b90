"""The errors of differences come from the fit, and are unknown for who was not fitted."""

import numpy as np
import polars as pl
import pytest

from schemas.frames import RATINGS
from schemas.words import Track
from scoring.rule.contrast import contrast_of
from scoring.severity.model import FitOptions, fit_track


def ratings() -> pl.DataFrame:
    """Three candidacies of one requisition, each rated by two of three raters, two questions."""
    panels = {"a": ("r", "s"), "b": ("s", "t"), "c": ("t", "r")}
    scores = iter([50.0, 75, 25, 50, 100, 75, 50, 50, 75, 100, 25, 75])
    rows = [
        (
            "R",
            name,
            f"R\x1f{name}",
            rater,
            "values",
            "culture",
            "d",
            question,
            next(scores),
            1.0,
            at,
        )
        for at, (name, rater, question) in enumerate(
            (name, rater, question)
            for name, panel in panels.items()
            for rater in panel
            for question in ("q1", "q2")
        )
    ]
    return pl.DataFrame(rows, schema=RATINGS, orient="row")


def test_known_differences_have_the_errors_of_the_fit_and_others_none() -> None:
    fit = fit_track(ratings(), FitOptions())
    contrast = contrast_of({Track.VALUES: fit}, "level")
    found = contrast(Track.VALUES, "R\x1fa", ["R\x1fa", "R\x1fgone", "R\x1fb"])
    assert found[0] == 0.0
    assert np.isnan(found[1])
    assert found[2] == pytest.approx(fit.contrast_se("R\x1fa", "R\x1fb"))


@pytest.mark.parametrize(
    ("first", "others"), [("R\x1fgone", ["R\x1fa"]), ("R\x1fa", ["R\x1fgone"])]
)
def test_nothing_is_known_of_whoever_was_not_fitted(first: str, others: list[str]) -> None:
    contrast = contrast_of({Track.VALUES: fit_track(ratings(), FitOptions())}, "blup")
    assert np.isnan(contrast(Track.VALUES, first, others)).all()
