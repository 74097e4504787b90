"""Severity of any table: the numbers that lme4 gives, and what is said where it would give none."""

from pathlib import Path

import polars as pl
import pytest

from schemas.errors import EmptyPoolError, TableError
from scoring.severity.table import severity_of_table

DATA = "reference/data"


def reference(path: Path) -> dict[str, float]:
    return dict(pl.read_csv(path).iter_rows())


# Reference fits: lme4 1.1-31, `score ~ 1 + (1|target) + (1|rater)`. Its optimiser stops where the
# criterion hardly changes, with variances up to 2e-4 (REML) and 2e-3 (ML, nine raters) off; that
# bounds the agreement here. Criteria agree far closer, and ours is never the worse one.
FITS = [
    ("ptam", "data.ptam4", "idstud", "rater", "crit2", "ptam4_crit2"),
    ("ptam", "data.ptam4", "idstud", "rater", "crit4", "ptam4_crit4"),
    ("ptam", "data.ptam1", "pid", "rater", "OP", "ptam1_OP"),
    ("sirt_ratings", "data.ratings1", "idstud", "rater", "k1", "ratings1_k1"),
    ("sirt_ratings", "data.ratings2", "idstud", "rater", "k3", "ratings2_k3"),
    ("sirt_ratings", "data.ratings3", "idstud", "rater", "crit6", "ratings3_crit6"),
    ("essay_raters", "ratings", "target", "rater", "score", "uto_essays_focal"),
]


@pytest.mark.parametrize("fit", FITS, ids=lambda fit: fit[-1])
def test_reference_fits_are_reproduced(shared: Path, fit: tuple[str, ...]) -> None:
    folder, data, target, rater, score, prefix = fit
    place = shared / DATA / folder
    table = pl.read_csv(place / f"{data}.csv")
    expected = reference(place / f"ref_{prefix}_lmer_varcomp.csv")
    report = severity_of_table(table, target, rater, score, halo=False)
    full = severity_of_table(table, target, rater, score, halo=False, method="ml")
    assert report.criterion == pytest.approx(expected["REML_criterion"], rel=1e-9)
    assert full.criterion == pytest.approx(-2 * expected["ML_logLik"], rel=1e-9)
    assert report.criterion <= expected["REML_criterion"] + 1e-6
    assert full.criterion <= -2 * expected["ML_logLik"] + 1e-6
    assert report.intercept == pytest.approx(expected["intercept"], abs=1e-5)
    for name in ("target", "rater", "residual"):
        found, by_ml = getattr(report.variance, name), getattr(full.variance, name)
        assert found == pytest.approx(expected[f"var_{name}"], rel=2e-4, abs=1e-6), name
        assert by_ml == pytest.approx(expected[f"ML_var_{name}"], rel=2e-3), name

    targets = pl.read_csv(
        place / f"ref_{prefix}_lmer_targets.csv", schema_overrides={"target": str}
    )
    raters = pl.read_csv(place / f"ref_{prefix}_lmer_raters.csv", schema_overrides={"rater": str})
    of_targets = {row["target"]: row for row in targets.iter_rows(named=True)}
    of_raters = {row["rater"]: row for row in raters.iter_rows(named=True)}
    assert {row.target for row in report.targets} == set(of_targets)
    for line in report.targets:
        wanted = of_targets[line.target]
        assert (line.n, line.island) == (wanted["n"], wanted["component"])
        assert line.raw_mean == pytest.approx(wanted["raw_mean"], abs=1e-9)
        assert line.blup == pytest.approx(wanted["blup"], abs=2e-5)
        assert line.blup_cond_sd == pytest.approx(wanted["blup_cond_sd"], rel=1e-4)
    for rated in report.raters:
        wanted = of_raters[rated.rater]
        assert rated.blup == pytest.approx(wanted["blup"], abs=2e-5)
        assert rated.blup_cond_sd == pytest.approx(wanted["blup_cond_sd"], rel=1e-4)


def test_corrected_levels_are_nearer_to_published_abilities_than_raw_means(shared: Path) -> None:
    # Uto and Aramaki (2024), focal group: lme4 reaches .9817 where raw means reach .9604.
    folder = shared / DATA / "essay_raters"
    report = severity_of_table(
        pl.read_csv(folder / "ratings.csv"), "target", "rater", "score", halo=False
    )
    ability = pl.read_csv(folder / "published_gmfrm_theta.csv").rename({"": "target"})
    found = pl.DataFrame(
        {
            "target": [int(line.target) for line in report.targets],
            "blup": [line.blup for line in report.targets],
            "level": [line.level for line in report.targets],
            "raw": [line.raw_mean for line in report.targets],
        }
    ).join(ability, on="target")
    with_ability = {name: found.select(pl.corr(name, "theta")).item() for name in found.columns}
    assert with_ability["blup"] == pytest.approx(0.981714144039004, abs=1e-5)
    assert with_ability["raw"] == pytest.approx(0.960387938728321, abs=1e-9)
    assert with_ability["level"] > with_ability["raw"] + 0.01


def test_an_item_and_halo_are_those_of_lme4(shared: Path) -> None:
    # R 4.2.2, lme4 1.1-31: lmer(value ~ variable + (1|t) + (1|r) + (1|t:r)) on the three criteria
    # of ptam4: variances .30617244595, .03220583110, .06944773956, .29665068671; REML 3533.2579159.
    criteria = ["crit2", "crit3", "crit4"]
    table = pl.read_csv(shared / DATA / "ptam/data.ptam4.csv").unpivot(
        criteria, index=["idstud", "rater"]
    )
    report = severity_of_table(table, "idstud", "rater", "value", "variable")
    assert report.criterion == pytest.approx(3533.2579159, abs=2e-7)
    assert report.variance.target == pytest.approx(0.30617244595, rel=1e-5)
    assert report.variance.rater == pytest.approx(0.03220583110, rel=2e-5)
    assert report.variance.target_rater == pytest.approx(0.06944773956, rel=1e-5)
    assert report.variance.residual == pytest.approx(0.29665068671, rel=1e-5)
    assert report.notes == ()


def made(rows: list[tuple[str, str, float | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["t", "r", "s"], orient="row")


def test_without_repeats_halo_is_left_out_and_that_is_said() -> None:
    rows = [
        ("a", "r", 3),
        ("a", "s", 5),
        ("b", "r", 5),
        ("b", "s", 6),
        ("c", "r", 2),
        ("c", "s", 3),
    ]
    report = severity_of_table(made(rows), "t", "r", "s")
    assert report.variance.target_rater is None
    assert any("left out" in note for note in report.notes)


def test_equal_ratings_have_levels_but_no_errors() -> None:
    report = severity_of_table(made([("a", "r", 4), ("a", "s", 4), ("b", "s", 4)]), "t", "r", "s")
    assert [line.level for line in report.targets] == [4.0, 4.0]
    assert [line.level_se for line in report.targets] == [None, None]
    assert report.criterion is None
    assert any("all equal" in note for note in report.notes)


def test_two_ratings_in_all_are_enough_to_say_something() -> None:
    report = severity_of_table(made([("a", "r", 1), ("b", "r", 2)]), "t", "r", "s")
    assert [line.level for line in report.targets] == pytest.approx([1.0, 2.0])
    assert report.raters[0].severity == pytest.approx(0.0, abs=1e-12)


def test_rows_without_a_score_are_left_out() -> None:
    rows = [("a", "r", 1.0), ("b", "r", None), ("b", "r", float("nan")), ("b", "s", 2.0)]
    report = severity_of_table(made(rows), "t", "r", "s", halo=False)
    assert [(line.target, line.n) for line in report.targets] == [("a", 1), ("b", 1)]
    assert report.islands == 2


def test_a_table_that_cannot_serve_is_refused_in_words() -> None:
    with pytest.raises(TableError, match="no column judge"):
        severity_of_table(made([("a", "r", 1)]), "t", "judge", "s")
    with pytest.raises(TableError, match="scores are numbers"):
        severity_of_table(made([("a", "r", 1)]), "t", "r", "r")
    with pytest.raises(EmptyPoolError, match="No row"):
        severity_of_table(made([("a", "r", None)]).cast({"s": pl.Float64}), "t", "r", "s")
