"""What must hold of any fit, on generated pools."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.severity.fit import TrackFit, Variance
from scoring.severity.model import FitOptions, fit_track
from tests.scoring.severity.pools import generated

KNOWN = Variance(target=150.0, rater=50.0, target_rater=40.0, residual=100.0)
FIXED = FitOptions(variance=KNOWN, min_question_candidacies=1)
FEWER = settings(max_examples=settings().max_examples // 4)
seeds = st.integers(0, 10_000)
sizes = st.tuples(st.integers(1, 9), st.integers(1, 6), st.integers(1, 60))


def pool(seed: int, size: tuple[int, int, int], *, weighted: bool = True) -> pl.DataFrame:
    return generated(seed, candidacies=size[0], raters=size[1], n=size[2], weighted=weighted)


def frames(fit: TrackFit) -> list[pl.DataFrame]:
    return [fit.levels, fit.raters, fit.questions]


@given(seeds, sizes)
@FEWER
def test_the_order_of_rows_changes_nothing_to_the_bit(seed: int, size: tuple[int, ...]) -> None:
    ratings = pool(seed, size)
    shuffled = ratings.with_row_index("at").sample(fraction=1.0, shuffle=True, seed=seed)
    one, other = fit_track(ratings, FitOptions()), fit_track(shuffled.drop("at"), FitOptions())
    for mine, theirs in zip(frames(one), frames(other), strict=True):
        assert mine.equals(theirs)
    assert one.variance == other.variance
    lines = one.corrections[shuffled["at"].to_numpy()]
    assert lines.equals(other.corrections)


@given(seeds, sizes)
@FEWER
def test_raw_and_corrections_always_make_the_level(seed: int, size: tuple[int, ...]) -> None:
    ratings = pool(seed, size)
    fit = fit_track(ratings, FitOptions())
    lines = pl.concat([ratings, fit.corrections], how="horizontal")
    found = (
        lines.group_by("candidacy")
        .agg(level=(pl.col("share") * pl.col("corrected")).sum(), share=pl.col("share").sum())
        .sort("candidacy")
    )
    parts = ["raw", "question_correction", "severity_correction", "halo_correction"]
    summed = fit.levels.select(pl.sum_horizontal(parts)).to_series().to_numpy()
    assert summed == pytest.approx(fit.levels["level"].to_numpy(), abs=1e-9)
    assert found["level"].to_numpy() == pytest.approx(fit.levels["level"].to_numpy(), abs=1e-9)
    assert found["share"].to_numpy() == pytest.approx(1.0)


@given(seeds, st.floats(-40, 40))
@FEWER
def test_a_constant_added_to_one_rater_moves_severity_and_hardly_any_contrast(
    seed: int, shift: float
) -> None:
    # Every rater of a crossed panel rates every candidacy, so the panel is linked.
    rng = np.random.default_rng(seed)
    cells = [(c, r, q) for c in range(8) for r in range(4) for q in range(2)]
    ratings = pl.DataFrame(
        {
            "candidacy": [f"c{c}" for c, _, _ in cells],
            "rater_id": [f"r{r}" for _, r, _ in cells],
            "guide": ["culture"] * len(cells),
            "question_id": [f"q{q}" for _, _, q in cells],
            "score": rng.normal(60, 15, len(cells)),
            "weight": [1.0] * len(cells),
        }
    )
    moved = ratings.with_columns(
        score=pl.col("score") + pl.when(pl.col("rater_id") == "r2").then(shift).otherwise(0.0)
    )
    before, after = fit_track(ratings, FIXED), fit_track(moved, FIXED)
    change = after.raters["severity"].to_numpy() - before.raters["severity"].to_numpy()
    # By hand: with each rater's mean over n = 16 ratings and raters' variance 50 against
    # 40 / 8 + 100 / 16 = 11.25 of a mean, the prediction takes 50 / 61.25 of the deviation of
    # the shift from its mean over four raters.
    taken = 50.0 / 61.25
    assert change == pytest.approx(
        [taken * shift / 4] * 2 + [-taken * shift * 3 / 4] + [taken * shift / 4], abs=1e-6
    )
    levels = after.levels["level"].to_numpy() - before.levels["level"].to_numpy()
    assert levels == pytest.approx(np.full(8, shift / 4), abs=1e-6)


@given(seeds, st.floats(-30, 30))
@FEWER
def test_in_unequal_panels_a_constant_moves_contrasts_by_far_less(seed: int, shift: float) -> None:
    ratings = generated(seed, candidacies=10, raters=4, n=160, weighted=False)
    moved = ratings.with_columns(
        score=pl.col("score") + pl.when(pl.col("rater_id") == "r02").then(shift).otherwise(0.0)
    )
    before, after = fit_track(ratings, FIXED), fit_track(moved, FIXED)
    raw = after.levels["raw"].to_numpy() - before.levels["raw"].to_numpy()
    level = after.levels["level"].to_numpy() - before.levels["level"].to_numpy()
    assert np.ptp(level) <= 0.5 * np.ptp(raw) + 1e-9


@given(seeds, sizes, st.booleans())
@FEWER
def test_one_more_rater_on_the_same_questions_never_widens_an_error(
    seed: int, size: tuple[int, ...], newcomer: bool
) -> None:
    ratings = pool(seed, size, weighted=False)
    who = ratings["candidacy"][0]
    asked = ratings.filter(pl.col("candidacy") == who).select("question_id").unique()
    others = ratings.filter(pl.col("candidacy") != who)["rater_id"].unique().sort()
    known = set(ratings.filter(pl.col("candidacy") == who)["rater_id"])
    fresh = [name for name in others.to_list() if name not in known]
    rater = "new" if newcomer or not fresh else fresh[0]
    more = asked.select(
        candidacy=pl.lit(who),
        rater_id=pl.lit(rater),
        guide=pl.lit("culture"),
        question_id="question_id",
        score=pl.lit(50.0),
        weight=pl.lit(1.0),
    )
    options = FitOptions(variance=KNOWN, questions=False)
    before = fit_track(ratings, options)
    after = fit_track(pl.concat([ratings, more]), options)
    assert (after.levels["se"].to_numpy() <= before.levels["se"].to_numpy() + 1e-9).all()


@given(seeds, sizes, st.floats(0.5, 30))
@FEWER
def test_raising_a_rating_never_lowers_that_level_given_question_effects(
    seed: int, size: tuple[int, ...], rise: float
) -> None:
    ratings = pool(seed, size)
    at = seed % ratings.height
    raised = ratings.with_row_index("at").with_columns(
        score=pl.col("score") + pl.when(pl.col("at") == at).then(rise).otherwise(0.0)
    )
    options = FitOptions(variance=KNOWN, questions=False)
    who = ratings["candidacy"][at]
    before = fit_track(ratings, options).levels.filter(candidacy=who)["level"].item()
    after = fit_track(raised.drop("at"), options).levels.filter(candidacy=who)["level"].item()
    assert after >= before - 1e-9


@given(seeds, sizes, st.floats(0.01, 20), st.floats(-50, 50))
@FEWER
def test_another_unit_of_the_scale_changes_only_the_unit(
    seed: int, size: tuple[int, ...], factor: float, shift: float
) -> None:
    ratings = pool(seed, size)
    scaled = Variance(150.0 * factor**2, 50.0 * factor**2, 40.0 * factor**2, 100.0 * factor**2)
    one = fit_track(ratings, FIXED).levels
    other = fit_track(
        ratings.with_columns(score=pl.col("score") * factor + shift),
        FitOptions(variance=scaled, min_question_candidacies=1),
    ).levels
    assert other["level"].to_numpy() == pytest.approx(
        one["level"].to_numpy() * factor + shift, abs=1e-6
    )
    assert other["se"].to_numpy() == pytest.approx(one["se"].to_numpy() * factor, rel=1e-7)
