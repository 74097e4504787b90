from dataclasses import replace

import numpy as np
import pytest

from schemas.errors import EmptyPoolError
from schemas.words import Track
from scoring.reliability.summary import track_reliability
from scoring.reliability.variance.generalizability import dependability, generalizability
from scoring.severity.fit import Variance
from scoring.severity.model import FitOptions, fit_track
from tests.scoring.reliability.ratings import ratings

KNOWN = Variance(200.0, 40.0, 30.0, 120.0, dict.fromkeys(("target", "rater"), "given"))


def pool(n: int = 12) -> list[tuple[str, str, str, float]]:
    """Every candidate rated by x and y on two questions."""
    rng = np.random.default_rng(5)
    merit = rng.normal(2, 1, n)
    return [
        (
            f"c{c:02d}",
            rater,
            question,
            25 * float(np.clip(round(merit[c] + rng.normal(0, 0.7)), 0, 4)),
        )
        for c in range(n)
        for rater in ("x", "y")
        for question in ("p", "q")
    ]


def test_the_figures_of_a_crossed_panel_follow_from_the_variances() -> None:
    table = ratings(pool())
    fit = fit_track(table, FitOptions(variance=KNOWN))
    found = track_reliability(table, fit, 50.0, seed=1)
    # Two questions a rater: noise of one rater's mean is 30 + 120 / 2 = 90; khat 2, q 0.
    assert (found.raters_per_candidacy, found.q) == (2.0, 0.0)
    assert found.generalizability.value == pytest.approx(generalizability(200, 40, 90, 2, 0))
    assert found.dependability.value == pytest.approx(dependability(200, 40, 90, 2))
    assert found.single_rater.value == pytest.approx(200 / 330)
    # .8 x (1 - 200/330) / (200/330 x .2) = 2.6 raters.
    assert found.raters_for_80 == 3
    assert found.generalizability.said == ""
    assert (found.n_candidacies, found.n_raters, found.n_ratings) == (12, 2, 48)
    assert len(found.panels) == 12
    assert found.track is Track.VALUES
    ses = fit.levels["se"].to_numpy()
    assert found.sem == pytest.approx(np.sqrt((ses**2).mean()))
    assert found.accuracy + found.false_pass_rate + found.false_fail_rate == pytest.approx(1)
    assert found.alpha.low < found.alpha.value < found.alpha.high


def test_what_rests_on_priors_says_so() -> None:
    table = ratings(pool(2))
    prior = Variance(200.0, 50.0, 50.0, 150.0, {"target": "prior", "rater": "prior"})
    fit = fit_track(table, FitOptions(variance=prior))
    found = track_reliability(table, fit, 50.0, seed=1)
    assert found.generalizability.said.endswith("alone: candidates, raters.")
    assert "prior variances" in found.single_rater.said
    assert found.notes == fit.notes


def test_a_single_candidate_cannot_be_compared_but_can_be_held_to_a_floor() -> None:
    table = ratings([("c", "x", "q", 75), ("c", "y", "q", 50)])
    found = track_reliability(table, fit_track(table, FitOptions(variance=KNOWN)), 50.0, seed=1)
    assert found.q is None
    assert "two targets" in found.generalizability.said
    assert found.dependability.value is not None


def test_variances_of_nothing_are_undefined_in_words() -> None:
    table = ratings([("c", "x", "q", 75), ("d", "x", "q", 75)])
    fit = fit_track(table, FitOptions(variance=KNOWN))
    nothing = Variance(0.0, 0.0, 0.0, 0.0)
    found = track_reliability(table, replace(fit, variance=nothing), 50.0, seed=1)
    assert found.single_rater.value is None
    assert found.raters_for_80 is None
    assert "every rating is the same" in found.dependability.said
    assert "two raters" in found.alpha.said


def test_no_ratings_are_said_in_words() -> None:
    fit = fit_track(ratings([]), FitOptions(variance=KNOWN))
    found = track_reliability(ratings([]), fit, 50.0, seed=1, track=Track.SKILL)
    assert (found.track, found.n_ratings, found.accuracy) == (Track.SKILL, 0, None)
    assert "no ratings" in found.dependability.said
    with pytest.raises(EmptyPoolError):
        track_reliability(ratings([]), fit, 50.0, seed=1)


def test_without_levels_there_is_no_expected_accuracy() -> None:
    table = ratings(pool(3))
    fit = fit_track(table, FitOptions(variance=KNOWN))
    found = track_reliability(table, replace(fit, levels=fit.levels.clear()), 50.0, seed=1)
    assert (found.accuracy, found.sem) == (None, None)
