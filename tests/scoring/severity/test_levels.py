"""Levels, severities, predictions and their errors against the same model in dense matrices."""

import numpy as np
import polars as pl
import pytest

from scoring.severity.fit import Variance
from scoring.severity.model import FitOptions, fit_track
from tests.scoring.severity.dense import dense
from tests.scoring.severity.pools import generated, table

KNOWN = Variance(target=150.0, rater=50.0, target_rater=40.0, residual=100.0)


@pytest.mark.parametrize("shape", [(12, 5), (4, 9)], ids=["raters kept", "candidacies kept"])
@pytest.mark.parametrize("weighted", [False, True])
def test_every_figure_is_that_of_the_dense_model(shape: tuple[int, int], weighted: bool) -> None:
    ratings = generated(3, candidacies=shape[0], raters=shape[1], weighted=weighted)
    fit = fit_track(ratings, FitOptions(variance=KNOWN, min_question_candidacies=1))
    expected = dense(ratings, KNOWN)
    levels, raters = fit.levels, fit.raters
    for name, wanted in {
        "level": expected.level,
        "se": expected.se,
        "blup": expected.blup,
        "blup_se": expected.blup_se,
        "deviation_se": expected.deviation_se,
        "blup_cond_sd": expected.cond_sd,
    }.items():
        assert levels[name].to_numpy() == pytest.approx(wanted, rel=1e-9), name
    for name, wanted in {
        "severity": expected.severity,
        "severity_se": expected.severity_se,
        "blup": expected.rater_blup,
        "blup_se": expected.rater_blup_se,
        "blup_cond_sd": expected.rater_cond_sd,
    }.items():
        assert raters[name].to_numpy() == pytest.approx(wanted, rel=1e-8, abs=1e-10), name
    assert fit.questions["effect"].to_numpy() == pytest.approx(expected.question, rel=1e-9)


@pytest.mark.parametrize("shape", [(12, 5), (4, 9)], ids=["raters kept", "candidacies kept"])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_error_of_a_difference_counts_what_two_candidacies_share(
    shape: tuple[int, int], weighted: bool
) -> None:
    ratings = generated(5, candidacies=shape[0], raters=shape[1], weighted=weighted)
    fit = fit_track(ratings, FitOptions(variance=KNOWN, min_question_candidacies=1))
    v = dense(ratings, KNOWN).level_covariance
    others = fit.levels["candidacy"].to_list()
    wanted = np.sqrt(np.maximum(v[1, 1] + np.diag(v) - 2 * v[1], 0))
    assert fit.contrast_ses(others[1], others) == pytest.approx(wanted, rel=1e-7, abs=1e-6)
    assert fit.contrast_se(others[1], others[2]) == pytest.approx(wanted[2], rel=1e-9)


def test_raw_and_corrections_make_the_level_and_the_lines_make_each_of_them() -> None:
    ratings = generated(7)
    fit = fit_track(ratings, FitOptions(variance=KNOWN))
    parts = ["raw", "question_correction", "severity_correction", "halo_correction"]
    total = fit.levels.select(pl.sum_horizontal(parts)).to_series()
    assert total.to_numpy() == pytest.approx(fit.levels["level"].to_numpy(), abs=1e-12)
    lines = pl.concat([ratings, fit.corrections], how="horizontal")
    summed = lines.group_by("candidacy").agg(
        level=(pl.col("share") * pl.col("corrected")).sum(),
        raw=(pl.col("share") * pl.col("score")).sum(),
        share=pl.col("share").sum(),
    )
    both = fit.levels.join(summed, on="candidacy", suffix="_lines")
    assert both["level_lines"].to_numpy() == pytest.approx(both["level"].to_numpy(), abs=1e-10)
    assert both["raw_lines"].to_numpy() == pytest.approx(both["raw"].to_numpy(), abs=1e-10)
    assert summed["share"].to_numpy() == pytest.approx(1.0)


def test_no_ratings_make_an_empty_fit_with_the_same_columns() -> None:
    some, none = fit_track(generated(1), FitOptions()), fit_track(table([]), FitOptions())
    assert none.levels.schema == some.levels.schema
    assert none.raters.schema == some.raters.schema
    assert none.questions.schema == some.questions.schema
    assert none.corrections.schema == some.corrections.schema
    assert np.isnan(none.intercept)
    assert none.n_islands == 0


def test_one_rating_is_its_own_level() -> None:
    fit = fit_track(table([("a", "r", 75.0)]), FitOptions())
    # By hand: nothing corrects it; its error is that of one rating by one rater, with the prior
    # variances 50 (rater), 50 (halo) and 150 (residual): sqrt(250).
    assert fit.levels["level"].to_list() == pytest.approx([75.0])
    assert fit.levels["se"].to_list() == pytest.approx([np.sqrt(250.0)])
