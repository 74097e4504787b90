"""Large designs: taking panels together changes nothing, and estimates come close to the exact."""

import polars as pl
import pytest

from scoring.severity.design import layout, panels, sheets
from scoring.severity.design import ratings as ratings_module
from scoring.severity.design.ratings import design_of
from scoring.severity.fit import TrackFit, Variance
from scoring.severity.model import FitOptions, fit_track
from scoring.severity.solving import colours as colours_module
from scoring.severity.solving import systems
from scoring.severity.solving.kept import Precision
from scoring.severity.variance import likelihood
from tests.scoring.severity.pools import panelled

KNOWN = Variance(target=150.0, rater=60.0, target_rater=40.0, residual=200.0)


@pytest.fixture(scope="module", params=[False, True], ids=["even", "weighted"])
def ratings(request: pytest.FixtureRequest) -> pl.DataFrame:
    return panelled(11, requisitions=40, candidacies=20, weighted=request.param)


def look_for_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "WORTH_IT", 0)
    monkeypatch.setattr(panels, "WORTH_IT", 0)


def by_probes(monkeypatch: pytest.MonkeyPatch, colours: int = 24) -> None:
    monkeypatch.setattr(systems, "FOR_ERRORS", Precision(-1, colours, 1e-9))
    monkeypatch.setattr(likelihood, "FOR_STEPS", Precision(-1, colours, 1e-9))


def numbers(frame: pl.DataFrame, *names: str) -> list[list[float]]:
    return [frame[name].to_list() for name in names]


def test_panels_taken_together_change_nothing(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = fit_track(ratings, FitOptions())
    look_for_likes(monkeypatch)
    together = fit_track(ratings, FitOptions())
    columns = ("level", "se", "blup", "blup_se", "blup_cond_sd", "deviation_se")
    for found, wanted in zip(
        numbers(together.levels, *columns), numbers(apart.levels, *columns), strict=True
    ):
        assert found == pytest.approx(wanted, rel=1e-7)
    names = apart.levels["candidacy"].to_list()[:60]
    assert together.contrast_ses(names[0], names) == pytest.approx(
        apart.contrast_ses(names[0], names), rel=1e-7
    )


def test_candidacies_rated_alike_are_one_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    look_for_likes(monkeypatch)
    table = pl.DataFrame(
        {
            "candidacy": ["a", "a", "b", "b", "c", "c", "d", "d"],
            "rater_id": ["r", "s", "s", "r", "r", "t", "r", "s"],
            "guide": ["g"] * 8,
            "question_id": ["q"] * 8,
            "score": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
            "weight": [1.0] * 6 + [2.0, 0.5],
        }
    )
    design = design_of(table, questions=True, min_candidacies=1)
    # a and b were rated by r and s with equal weights; c by others; d with other weights.
    assert layout.layout_of(design).panels.of.tolist() == [0, 0, 1, 2]
    assert layout.layout_of(design).panels.count.tolist() == [2.0, 1.0, 1.0]


def test_levels_are_exact_and_errors_close_without_an_inverse(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = fit_track(ratings, FitOptions(variance=KNOWN))
    by_probes(monkeypatch)
    found = fit_track(ratings, FitOptions(variance=KNOWN))
    for frame in ("levels", "raters"):
        mine, theirs = getattr(found, frame), getattr(exact, frame)
        effects = ("level", "blup") if frame == "levels" else ("severity", "blup")
        for a, b in zip(numbers(mine, *effects), numbers(theirs, *effects), strict=True):
            assert a == pytest.approx(b, abs=1e-5)
        errors = ("se", "blup_se") if frame == "levels" else ("severity_se", "blup_se")
        for a, b in zip(numbers(mine, *errors), numbers(theirs, *errors), strict=True):
            assert a == pytest.approx(b, rel=0.05)
    assert _told_gap(found) < 0.05
    assert not any("probes" in note for note in exact.notes)


def test_differences_are_worked_out_exactly_even_so(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = fit_track(ratings, FitOptions(variance=KNOWN))
    by_probes(monkeypatch)
    found = fit_track(ratings, FitOptions(variance=KNOWN))
    names = exact.levels["candidacy"].to_list()[:40]
    wanted = exact.contrast_ses(names[3], names)
    # Own errors are within the probes' noise, and what is shared is exact.
    assert found.contrast_ses(names[3], names) == pytest.approx(wanted, rel=0.05)
    assert found.contrast_ses(names[3], names)[3] == 0.0


def test_estimated_traces_lead_to_the_same_components(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = panelled(5, requisitions=60, candidacies=20)
    exact = fit_track(ratings, FitOptions())
    by_probes(monkeypatch)
    found = fit_track(ratings, FitOptions())
    assert found.criterion is None
    assert any("Variance components are estimated with probes" in note for note in found.notes)
    assert not any("probes" in note for note in exact.notes)
    assert found.variance.target == pytest.approx(exact.variance.target, rel=0.01)
    assert found.variance.rater == pytest.approx(exact.variance.rater, rel=0.03)
    assert found.variance.target_rater == pytest.approx(exact.variance.target_rater, rel=0.02)
    assert found.variance.residual == pytest.approx(exact.variance.residual, rel=0.001)


def test_absent_raters_need_no_inverse(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = panelled(5, requisitions=10, candidacies=10)
    alone = Variance(target=150.0, rater=0.0, target_rater=40.0, residual=200.0)
    exact = fit_track(ratings, FitOptions(variance=alone))
    by_probes(monkeypatch)
    found = fit_track(ratings, FitOptions(variance=alone))
    assert found.levels["se"].to_list() == pytest.approx(exact.levels["se"].to_list(), rel=1e-9)
    assert found.raters["severity_se"].to_list() == [0.0] * found.raters.height


def test_with_a_colour_for_each_rater_nothing_is_estimated(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = fit_track(ratings, FitOptions(variance=KNOWN))
    by_probes(monkeypatch, colours=80)
    found = fit_track(ratings, FitOptions(variance=KNOWN))
    assert found.levels["blup_se"].to_list() == pytest.approx(exact.levels["blup_se"].to_list())
    assert found.raters["blup_se"].to_list() == pytest.approx(exact.raters["blup_se"].to_list())


def test_panels_without_question_effects_change_nothing(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = FitOptions(variance=KNOWN, questions=False)
    apart = fit_track(ratings, options)
    look_for_likes(monkeypatch)
    together = fit_track(ratings, options)
    for name in ("level", "se", "blup_se"):
        assert together.levels[name].to_list() == pytest.approx(
            apart.levels[name].to_list(), rel=1e-9
        )


def test_without_ordered_ties_and_second_hand_links_the_fit_is_the_same(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_probes(monkeypatch, colours=80)
    one = fit_track(ratings, FitOptions(variance=KNOWN))
    monkeypatch.setattr(ratings_module, "TIES_ORDERED", 0)
    monkeypatch.setattr(colours_module, "WIDE", 0)
    other = fit_track(ratings, FitOptions(variance=KNOWN))
    for name in ("level", "se", "blup_se"):
        assert other.levels[name].to_list() == pytest.approx(one.levels[name].to_list(), rel=1e-8)
    assert other.corrections["corrected"].to_list() == pytest.approx(
        one.corrections["corrected"].to_list()
    )


def test_estimated_traces_serve_without_halo_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = panelled(8, requisitions=60, candidacies=20)
    exact = fit_track(ratings, FitOptions(halo=False))
    by_probes(monkeypatch)
    found = fit_track(ratings, FitOptions(halo=False))
    assert found.variance.target == pytest.approx(exact.variance.target, rel=0.01)
    assert found.variance.rater == pytest.approx(exact.variance.rater, rel=0.03)
    assert found.variance.residual == pytest.approx(exact.variance.residual, rel=0.001)


def _told_gap(fit: TrackFit) -> float:
    note = next(note for note in fit.notes if "errors are estimated with probes" in note)
    return max(float(word.strip("%")) / 100 for word in note.split() if word.endswith("%"))
