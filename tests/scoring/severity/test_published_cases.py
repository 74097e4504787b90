"""Published and worked cases: predictions, severities, islands; each test names its source."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from schemas.errors import EmptyPoolError, TableError
from scoring.floor import p_above_floor
from scoring.severity.fit import TrackFit, Variance
from scoring.severity.fixed import fixed_severity
from scoring.severity.model import FitOptions, fit_track
from scoring.severity.table import severity_of_table
from tests.scoring.severity.pools import table

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parents[2] / "reference" / "severity_cases.json").read_text("utf-8")
    )
}
KNOWN = Variance(target=0.5, rater=0.2, target_rater=0.0, residual=0.3)


def known_fit(case: str) -> TrackFit:
    ratings = table([tuple(row) for row in CASES[case]["inputs"]["ratings"]])
    return fit_track(ratings, FitOptions(halo=False, variance=KNOWN))


def by_name(frame: pl.DataFrame, column: str) -> dict[str, float]:
    return dict(zip(frame[frame.columns[0]].to_list(), frame[column].to_list(), strict=True))


def penicillin(shared: Path) -> pl.DataFrame:
    cases = json.loads((shared / "reference" / "cases.json").read_text("utf-8"))["cases"]
    inputs = next(case["inputs"] for case in cases if case["id"] == "BLUP-01")
    rows = [
        (plate, sample, score)
        for plate, scores in zip(inputs["plates"], inputs["diameter[plate][sample]"], strict=True)
        for sample, score in zip(inputs["samples"], scores, strict=True)
    ]
    return pl.DataFrame(rows, schema=["plate", "sample", "diameter"], orient="row")


def test_penicillin_has_the_published_components_and_predictions(shared: Path) -> None:
    # Bates (2010), lme4, chapter 2; Bates et al. (2015).
    expected, within = CASES["BLUP-01"]["expected"], CASES["BLUP-01"]["tolerance"]
    data = penicillin(shared)
    found = severity_of_table(data, "plate", "sample", "diameter", halo=False)
    parts = found.variance
    assert parts.target == pytest.approx(expected["var_plate"], abs=within)
    assert parts.rater == pytest.approx(expected["var_sample"], abs=within)
    assert parts.residual == pytest.approx(expected["var_resid"], abs=within)
    assert found.intercept == pytest.approx(expected["mu"], abs=within)
    assert found.criterion == pytest.approx(expected["REML_criterion"], abs=within)
    samples = {line.rater: line.blup for line in found.raters}
    assert samples == pytest.approx(expected["blup_sample"], abs=within)
    plates = [line.blup for line in found.targets[:3]]
    assert plates == pytest.approx(expected["blup_plate_first3"], abs=within)

    full = severity_of_table(data, "plate", "sample", "diameter", halo=False, method="ml")
    variances = (full.variance.target, full.variance.rater, full.variance.residual)
    deviations = [np.sqrt(part) for part in variances if part is not None]
    assert deviations == pytest.approx(expected["ML_sd"], abs=within)
    assert full.criterion == pytest.approx(expected["ML_deviance"], abs=within)


def test_penicillin_has_both_kinds_of_error(shared: Path) -> None:
    # Henderson (1975); Robinson (1991); lme4 ranef(condVar=TRUE).
    expected, within = CASES["BLUP-02"]["expected"], CASES["BLUP-02"]["tolerance"]
    data = penicillin(shared)
    found = severity_of_table(data, "plate", "sample", "diameter", halo=False)
    sample, plate = found.raters[0], found.targets[0]
    assert sample.blup_cond_sd == pytest.approx(expected["condVar_sd_sample"], abs=within)
    assert plate.blup_cond_sd == pytest.approx(expected["condVar_sd_plate"], abs=within)
    assert sample.blup_se == pytest.approx(expected["PEV_se_sample"], abs=within)
    assert plate.blup_se == pytest.approx(expected["PEV_se_plate"], abs=within)
    swapped = fit_track(
        data.select(
            candidacy="sample",
            rater_id="plate",
            guide=pl.lit("g"),
            question_id=pl.lit("q"),
            score="diameter",
            weight=pl.lit(1.0),
        ),
        FitOptions(halo=False, min_freedom=1),
    )
    apart = expected["PEV_se_of_difference_two_samples"]
    assert swapped.contrast_se("A", "B", "blup") == pytest.approx(apart, abs=within)


def test_a_ring_of_interviews_has_the_worked_predictions() -> None:
    # Constructed; Henderson's equations, checked in R.
    expected, within = CASES["BLUP-03"]["expected"], CASES["BLUP-03"]["tolerance"]
    fit = known_fit("BLUP-03")
    for column, name in {
        "raw": "raw_mean",
        "deviation": "blup_cand",
        "deviation_se": "pev_se_cand",
        "blup": "level",
        "blup_se": "level_se",
    }.items():
        assert by_name(fit.levels, column) == pytest.approx(expected[name], abs=within), name
    assert by_name(fit.raters, "blup") == pytest.approx(expected["blup_rater"], abs=within)
    assert fit.intercept == pytest.approx(expected["mu"], abs=within)
    assert fit.intercept_se == pytest.approx(expected["se_mu"], abs=within)
    p = p_above_floor(fit.levels["blup"].to_numpy(), fit.levels["blup_se"].to_numpy(), 3.0)
    assert p == pytest.approx(list(expected["P_level_ge_floor"].values()), abs=within)


@pytest.mark.parametrize("pair", ["CE", "AB"])
def test_differences_of_predictions_have_the_worked_errors(pair: str) -> None:
    # Constructed; and Searle, Casella and McCulloch (1992) for the probability of C above E.
    expected, within = CASES["BLUP-03"]["expected"], CASES["BLUP-03"]["tolerance"]
    fit, wanted = known_fit("BLUP-03"), expected[f"contrast_{pair[0]}_minus_{pair[1]}"]
    blup = by_name(fit.levels, "blup")
    apart, se = blup[pair[0]] - blup[pair[1]], fit.contrast_se(pair[0], pair[1], "blup")
    assert [apart, se] == pytest.approx(wanted, abs=within)
    if pair == "CE":
        above = CASES["UNC-11"]["expected"]["P_C_above_E"]
        assert p_above_floor(apart, se, 0.0) == pytest.approx(above, abs=within)


def test_unbalanced_interviews_have_the_components_of_lme4() -> None:
    # Constructed; checked against R lme4.
    case = CASES["BLUP-04"]
    expected, within = case["expected"], case["tolerance"]
    ratings = table([tuple(row) for row in case["inputs"]["ratings"]])
    fit = fit_track(ratings, FitOptions(halo=False, min_freedom=1))
    assert fit.variance.target == pytest.approx(expected["var_cand"], abs=within)
    assert fit.variance.rater == pytest.approx(expected["var_rater"], abs=within)
    assert fit.variance.residual == pytest.approx(expected["var_resid"], abs=within)
    assert fit.intercept == pytest.approx(expected["mu"], abs=within)
    assert fit.intercept_se == pytest.approx(expected["se_mu"], abs=within)
    assert fit.criterion == pytest.approx(expected["REML_criterion"], abs=within)
    assert by_name(fit.levels, "deviation") == pytest.approx(expected["blup_cand"], abs=within)
    assert by_name(fit.levels, "deviation_se") == pytest.approx(expected["pev_se_cand"], abs=within)
    assert by_name(fit.raters, "blup") == pytest.approx(expected["blup_rater"], abs=within)
    conditional = by_name(fit.raters, "blup_cond_sd")
    assert conditional == pytest.approx(expected["condVar_sd_rater"], abs=within)


def classical(case: str) -> Any:
    rows = CASES[case]["inputs"]["ratings"]
    data = pl.DataFrame(rows, schema=["target", "rater", "score"], orient="row")
    return fixed_severity(data, "target", "rater", "score")


def test_the_classical_correction_is_the_additive_least_squares_fit() -> None:
    # Braun (1988); Houston, Raymond and Svec (1991); R lm with contr.sum.
    expected, within = CASES["SEV-01"]["expected"], CASES["SEV-01"]["tolerance"]
    found = classical("SEV-01")
    assert by_name(found.targets, "adjusted") == pytest.approx(expected["adjusted"], abs=within)
    assert by_name(found.targets, "se") == pytest.approx(expected["se"], abs=within)
    assert by_name(found.raters, "effect") == pytest.approx(expected["rater_effects"], abs=within)
    assert found.sigma == pytest.approx(expected["sigma"], abs=within)


def test_levels_tend_to_the_classical_correction_as_raters_may_differ_without_bound() -> None:
    expected = CASES["SEV-01"]["expected"]
    wide = Variance(target=0.5, rater=1e7, target_rater=0.0, residual=0.3)
    ratings = table([tuple(row) for row in CASES["SEV-01"]["inputs"]["ratings"]])
    fit = fit_track(ratings, FitOptions(halo=False, variance=wide))
    assert by_name(fit.levels, "level") == pytest.approx(expected["adjusted"], abs=1e-6)
    severity = {name: -effect for name, effect in expected["rater_effects"].items()}
    assert by_name(fit.raters, "severity") == pytest.approx(severity, abs=1e-6)


def test_the_classical_correction_refuses_islands_and_nothing() -> None:
    with pytest.raises(TableError, match="2 islands"):
        classical("CONN-01")
    nothing = pl.DataFrame(schema={"t": pl.String, "r": pl.String, "s": pl.Float64})
    with pytest.raises(EmptyPoolError):
        fixed_severity(nothing, "t", "r", "s")


def test_without_spare_ratings_the_classical_correction_has_no_error() -> None:
    data = pl.DataFrame({"t": ["a", "a"], "r": ["r", "s"], "score": [3.0, 4.0]})
    found = fixed_severity(data, "t", "r", "score")
    assert found.targets["adjusted"].to_list() == pytest.approx([3.5])
    assert np.isnan(found.sigma)


def test_islands_are_found_and_said() -> None:
    # Linacre's subset connectedness; Engelhard (1997); Weeks and Williams (1964).
    case, within = CASES["CONN-01"], CASES["CONN-01"]["tolerance"]
    fit, expected = known_fit("CONN-01"), case["expected"]
    assert fit.n_islands == expected["n_components"]
    parts = [
        sorted(
            [f"c:{name}" for name in fit.levels.filter(island=number)["candidacy"]]
            + [f"r:{name}" for name in fit.raters.filter(island=number)["rater_id"]]
        )
        for number in range(1, fit.n_islands + 1)
    ]
    assert parts == expected["components"]
    assert any("2 islands" in note for note in fit.notes)
    blup = by_name(fit.levels, "blup")
    assert blup["A"] - blup["C"] == pytest.approx(expected["A_minus_C_blup"], abs=within)
    assert fit.contrast_se("A", "C", "blup") == pytest.approx(expected["se_A_minus_C"], abs=within)
    assert fit.contrast_se("A", "B", "blup") == pytest.approx(expected["se_A_minus_B"], abs=within)


def test_a_ring_is_one_island() -> None:
    # Weeks and Williams (1964).
    fit = known_fit("CONN-02")
    assert fit.n_islands == CASES["CONN-02"]["expected"]["n_components"]
    assert not any("islands" in note for note in fit.notes)


def test_with_one_interviewer_severity_is_unknown_but_counted_in_the_error() -> None:
    # Constructed; Henderson's equations, checked in R.
    expected, within = CASES["SEV-02"]["expected"], CASES["SEV-02"]["tolerance"]
    fit = known_fit("SEV-02")
    assert by_name(fit.levels, "deviation") == pytest.approx(expected["blup_cand"], abs=within)
    assert fit.raters["blup"].to_list() == pytest.approx([expected["blup_rater"]], abs=within)
    first = fit.levels.row(0, named=True)
    assert first["blup"] == pytest.approx(expected["level_A"], abs=within)
    assert first["blup_se"] == pytest.approx(expected["level_A_se"], abs=within)
    apart = fit.contrast_se("A", "B", "blup")
    assert apart == pytest.approx(expected["se_A_minus_B"], abs=within)
    # The level itself: raw scores stand, and by hand se = sqrt(.2 + .3).
    assert fit.levels["level"].to_list() == pytest.approx([4.0, 3.0, 5.0, 2.0])
    assert first["se"] == pytest.approx(np.sqrt(0.5))
