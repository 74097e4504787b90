"""Which components are estimated, which take a prior, and that each is said in words."""

import numpy as np
import polars as pl
import pytest

from schemas.config.policy import PriorVariances
from scoring.severity.model import FitOptions, fit_track
from scoring.severity.variance.components import Counts, plan_of, split
from tests.scoring.severity.pools import generated, panelled, table

PRIORS = PriorVariances()


def counts(**changed: int) -> Counts:
    usual = {
        "target": 30,
        "rater": 8,
        "target_rater": 90,
        "residual": 270,
        "islands": 1,
        "contrasts": 2,
    }
    return Counts(**{**usual, **changed})


def test_a_crossed_design_with_repeats_tells_all_four() -> None:
    plan = plan_of(counts(), halo=True, min_freedom=4)
    assert plan.classes == (("target",), ("rater",), ("target_rater",), ("residual",))
    assert plan.prior == {}


def test_few_raters_or_candidacies_leave_their_variance_to_the_prior() -> None:
    plan = plan_of(counts(rater=4), halo=True, min_freedom=4)
    assert set(plan.prior) == {"rater"}
    assert "takes 5 raters; the ratings have 4" in plan.prior["rater"]
    plan = plan_of(counts(target=3, target_rater=24), halo=True, min_freedom=4)
    assert "takes 5 candidacies; the ratings have 3" in plan.prior["target"]


def test_without_repeats_halo_and_residual_are_one() -> None:
    plan = plan_of(counts(target_rater=90, residual=90), halo=True, min_freedom=4)
    assert ("target_rater", "residual") in plan.classes


def test_one_rater_each_makes_candidacy_and_halo_one() -> None:
    plan = plan_of(
        counts(target=30, target_rater=30, residual=120, islands=8), halo=True, min_freedom=4
    )
    assert plan.classes[0] == ("target", "target_rater")


def test_own_raters_make_rater_and_halo_one() -> None:
    nested = counts(target=30, rater=60, target_rater=60, residual=240, islands=30)
    plan = plan_of(nested, halo=True, min_freedom=4)
    assert ("rater", "target_rater") in plan.classes
    assert plan_of(nested, halo=False, min_freedom=4).classes[1] == ("rater",)


def test_too_few_crossings_leave_halo_to_the_prior() -> None:
    # 30 + 8 - 1 = 37 pairs only hang the graph together; 40 leave three to spare.
    plan = plan_of(counts(target_rater=40, residual=120), halo=True, min_freedom=4)
    assert set(plan.prior) == {"target_rater"}
    assert "to spare; the ratings have 3" in plan.prior["target_rater"]


def test_too_few_repeats_leave_the_residual_to_the_prior() -> None:
    plan = plan_of(counts(target_rater=90, residual=94), halo=True, min_freedom=4)
    assert set(plan.prior) == {"residual"}
    assert "repeated ratings" in plan.prior["residual"]
    plan = plan_of(counts(target_rater=38, residual=38), halo=False, min_freedom=4)
    assert set(plan.prior) == {"residual"}


def test_a_sum_is_split_as_the_priors_are() -> None:
    # By hand: priors 50 and 150, so a quarter and three quarters of 100.
    parts = split(100.0, ("target_rater", "residual"), PRIORS)
    assert parts == pytest.approx({"target_rater": 25.0, "residual": 75.0})


def test_components_are_found_where_they_are_known() -> None:
    fit = fit_track(panelled(3, requisitions=60, candidacies=20), FitOptions())
    # Generated with standard deviations 12 (candidacy), 8 (rater), 6 (halo) and 14; 1,200
    # candidacies, 120 raters and 2,400 pairs leave errors of about 5, 13, 8 and 2 percent.
    assert fit.variance.target == pytest.approx(144.0, rel=0.15)
    assert fit.variance.rater == pytest.approx(64.0, rel=0.4)
    assert fit.variance.target_rater == pytest.approx(36.0, rel=0.25)
    assert fit.variance.residual == pytest.approx(196.0, rel=0.06)
    assert set(fit.variance.origin.values()) == {"estimated"}
    assert fit.notes == ()


def test_equal_ratings_keep_the_priors_errors_and_say_so() -> None:
    rows = [(c, r, 75.0) for c in "abcdefgh" for r in "rstuvw"]
    fit = fit_track(table(rows), FitOptions())
    assert fit.variance.residual == PRIORS.residual
    assert fit.levels["level"].to_list() == pytest.approx([75.0] * 8)
    # By hand: six raters, each 50 + 50 + 150 of variance, are averaged, and more is known of
    # raters from the other candidacies only about their differences, which here cancel.
    assert fit.levels["se"].to_list() == pytest.approx([np.sqrt(250.0 / 6)] * 8)
    assert all("all equal" in note for note in fit.notes)
    assert len(fit.notes) == 4


def test_raters_who_agree_without_exception_leave_the_residual_to_the_prior() -> None:
    rows = [(c, r, 10.0 * i) for i, c in enumerate("abcdefgh") for r in "rstuvw"]
    fit = fit_track(table(rows), FitOptions())
    assert fit.variance.residual == PRIORS.residual
    assert fit.variance.target_rater == PRIORS.target_rater
    assert fit.variance.target > 0
    assert any("agree without exception" in note for note in fit.notes)
    assert fit.levels["se"].min() > 5


def test_one_candidacy_with_agreeing_raters_leaves_everything_to_the_prior() -> None:
    rows = [("a", r, 60.0) for r in "rstuvw"] + [("a", "x", 61.0)]
    fit = fit_track(table(rows), FitOptions())
    assert fit.variance.origin["target"] == "prior"
    assert fit.levels["level"].item() == pytest.approx(np.mean([60.0] * 6 + [61.0]))


def test_ratings_that_differ_by_question_alone_leave_everything_to_the_prior() -> None:
    ratings = pl.DataFrame(
        {
            "candidacy": ["a"] * 12,
            "rater_id": ["r"] * 12,
            "guide": ["g"] * 12,
            "question_id": ["p", "q"] * 6,
            "score": [40.0, 60.0] * 6,
            "weight": [1.0] * 12,
        }
    )
    fit = fit_track(ratings, FitOptions(min_question_candidacies=1))
    assert set(fit.variance.origin.values()) == {"prior"}
    assert fit.levels["level"].item() == pytest.approx(50.0)
    assert fit.questions["effect"].to_list() == pytest.approx([-10.0, 10.0])
    assert fit.criterion is None


def test_without_halo_it_is_absent_in_priors_too() -> None:
    none = fit_track(table([]), FitOptions(halo=False))
    assert none.variance.target_rater == 0.0
    some = fit_track(table([("a", "r", 1.0), ("a", "s", 2.0)]), FitOptions(halo=False))
    assert some.variance.origin["target_rater"] == "absent"


def test_a_fit_of_nothing_knows_no_candidacy() -> None:
    none = fit_track(table([]), FitOptions())
    with pytest.raises(KeyError):
        none.contrast_se("a", "b")
    with pytest.raises(KeyError):
        none.workings.covariances(0, np.array([0]), "level")


def test_given_components_are_taken_as_they_are() -> None:
    ratings = generated(4, candidacies=6, raters=4, n=40)
    estimated = fit_track(ratings, FitOptions())
    again = fit_track(ratings, FitOptions(variance=estimated.variance))
    assert again.levels.equals(estimated.levels)
    assert again.criterion is None


def test_identifiers_may_be_any_whole_numbers() -> None:
    ratings = generated(4, candidacies=6, raters=4, n=40)
    numbered = ratings.with_columns(
        candidacy=pl.col("candidacy").str.slice(1).cast(pl.Int64) * 10**12 - 7,
        rater_id=pl.col("rater_id").str.slice(1).cast(pl.Int8),
    )
    named, coded = fit_track(ratings, FitOptions()), fit_track(numbered, FitOptions())
    assert coded.levels["level"].to_list() == named.levels["level"].to_list()
    assert coded.levels["candidacy"].to_list() == sorted(set(numbered["candidacy"]))
