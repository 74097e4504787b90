"""Every severity fit that R has left behind, reproduced as an analyst would run it."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.flows.commands.test_stats_against_r import rows, stats

CRITERIA = {
    "ptam/ref_ptam1": ("ptam/data.ptam1.csv", "pid", ("OP", "TF")),
    "ptam/ref_ptam4": ("ptam/data.ptam4.csv", "idstud", ("crit2", "crit3", "crit4")),
    "sirt_ratings/ref_ratings1": (
        "sirt_ratings/data.ratings1.csv",
        "idstud",
        ("k1", "k2", "k3", "k4", "k5"),
    ),
    "sirt_ratings/ref_ratings2": (
        "sirt_ratings/data.ratings2.csv",
        "idstud",
        ("k1", "k2", "k3", "k4", "k5"),
    ),
    "sirt_ratings/ref_ratings3": (
        "sirt_ratings/data.ratings3.csv",
        "idstud",
        ("crit2", "crit3", "crit4", "crit6"),
    ),
}
FITS = [
    (table, f"{prefix}_{score}", target, score)
    for prefix, (table, target, scores) in CRITERIA.items()
    for score in scores
]
MEANS = [prefix for prefix in CRITERIA if "sirt" in prefix]
OTHER_MODELS = {
    "multifacet": "criteria are random there, crossed with candidates and raters",
    "insteval_model": "departments by service are random there, or random slopes",
}


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    return shared / "reference" / "data"


def check(found: dict, reference: Path) -> None:
    """Criterion and effects at the tolerance of lme4's default optimiser."""
    place, name = reference.parent, reference.name
    fit = {row["quantity"]: row["value"] for row in rows(place / f"{name}_lmer_varcomp.csv")}
    assert found["criterion"] == pytest.approx(float(fit["REML_criterion"]), rel=1e-9)
    assert found["intercept"] == pytest.approx(float(fit["intercept"]), abs=1e-5)
    for part in ("target", "rater", "residual"):
        assert found["variance"][part] == pytest.approx(
            float(fit[f"var_{part}"]), rel=2e-4, abs=1e-6
        )
    for kind in ("target", "rater"):
        expected = {row[kind]: row for row in rows(place / f"{name}_lmer_{kind}s.csv")}
        assert len(found[f"{kind}s"]) == len(expected)
        for ours in found[f"{kind}s"]:
            theirs = expected[ours[kind]]
            assert ours["n"] == int(theirs["n"])
            assert ours["blup"] == pytest.approx(float(theirs["blup"]), abs=2e-5)
            assert ours["blup_cond_sd"] == pytest.approx(float(theirs["blup_cond_sd"]), rel=1e-4)


def fitted(table: Path, target: str, score: str, rater: str = "rater") -> dict:
    named = ("--target", target, "--rater", rater, "--score", score, "--model", "target+rater")
    return stats("severity", table, *named)


@pytest.mark.parametrize(("table", "reference", "target", "score"), FITS)
def test_severities_of_each_criterion_as_lme4_1_1_31(data, table, reference, target, score) -> None:
    check(fitted(data / table, target, score), data / reference)


def test_severities_of_judges_of_wine_as_lme4_1_1_31(data) -> None:
    found = fitted(data / "ordinal_wine/wine.csv", "bottle", "response", "judge")
    check(found, data / "ordinal_wine/ref_wine_response")


@pytest.fixture(scope="module")
def averaged(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Tables with the mean of the criteria that a rater judged."""
    folder, found = tmp_path_factory.mktemp("means"), {}
    for prefix in MEANS:
        table, _, scores = CRITERIA[prefix]
        path = folder / Path(table).name
        frame = pl.read_csv(data / table, null_values="NA")
        frame.with_columns(mean_all=pl.mean_horizontal(scores)).write_csv(path)
        found[prefix] = path
    return found


@pytest.mark.parametrize("prefix", MEANS)
def test_severities_of_the_mean_of_criteria_as_lme4_1_1_31(data, averaged, prefix) -> None:
    found = fitted(averaged[prefix], "idstud", "mean_all")
    check(found, data / f"{prefix}_mean_all")


TOPS = [
    ("ptam/ref_ptam4_crit2", "ptam/data.ptam4.csv", "idstud", "crit2"),
    ("essay_raters/ref_uto_essays_focal", "essay_raters/ratings.csv", "target", "score"),
    ("insteval/ref_insteval", "insteval/InstEval_Rdatasets.csv", "d", "y"),
]


@pytest.mark.parametrize(("reference", "table", "target", "score"), TOPS)
def test_the_best_tenth_is_the_same_as_by_lme4(data, reference, table, target, score) -> None:
    found = fitted(data / table, target, score, "s" if target == "d" else "rater")
    best = sorted(found["targets"], key=lambda row: -row["blup"])
    check_top(best, rows(data / f"{reference}_top10pct_adjusted.csv"))


@pytest.mark.parametrize("prefix", MEANS)
def test_the_best_tenth_by_the_mean_of_criteria_is_the_same(data, averaged, prefix) -> None:
    found = fitted(averaged[prefix], "idstud", "mean_all")
    best = sorted(found["targets"], key=lambda row: -row["blup"])
    check_top(best, rows(data / f"{prefix}_mean_all_top10pct_adjusted.csv"))


def check_top(best: list[dict], expected: list[dict[str, str]]) -> None:
    """Same candidates in the same order, but for those within the optimiser's tolerance."""
    for ours, theirs in zip(best, expected, strict=False):
        assert ours["blup"] == pytest.approx(float(theirs["blup"]), abs=1e-3)
    names = {row["target"] for row in expected}
    swapped = {row["target"] for row in best[: len(expected)]} ^ names
    last = float(expected[-1]["blup"])
    by_name = {row["target"]: row["blup"] for row in best}
    assert all(by_name[name] == pytest.approx(last, abs=1e-3) for name in swapped)


def test_essay_severities_agree_with_the_published_facets_fit_as_far_as_lme4s_do(data) -> None:
    # Another model on another scale: only the correlation can be compared. Ours is lme4's.
    found = fitted(data / "essay_raters/ratings.csv", "target", "score")
    severity = {row["rater"]: -row["blup"] for row in found["raters"]}
    (expected,) = rows(data / "essay_raters/ref_crosscheck_published.csv")[:1]
    published = {
        row[""]: float(row["beta_r"])
        for row in rows(data / "essay_raters/published_gmfrm_beta.csv")
    }
    wanted = float(expected["cor_published_beta_vs_lmer_severity"])
    assert correlation(severity, published) == pytest.approx(wanted, abs=1e-4)


@pytest.fixture(scope="module")
def by_criterion(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """Severities with the criterion as the item, from one row a rating."""
    folder, found = tmp_path_factory.mktemp("long"), {}
    for prefix in ("ptam/ref_ptam4", "sirt_ratings/ref_ratings1", "sirt_ratings/ref_ratings2"):
        table, target, scores = CRITERIA[prefix]
        frame = pl.read_csv(data / table, null_values="NA")
        path = folder / Path(table).name
        long = frame.unpivot(scores, index=[target, "rater"], variable_name="item")
        long.drop_nulls().write_csv(path)
        named = ("--target", target, "--rater", "rater", "--score", "value", "--item", "item")
        found[prefix] = stats("severity", path, *named)
    return found


@pytest.mark.parametrize("prefix", ["ptam/ref_ptam4", *MEANS[:2]])
def test_partial_credit_facets_by_tam_tell_the_same_of_raters_and_persons(
    data, by_criterion, prefix
) -> None:
    # Logits against scale points: nothing but the correlation can be compared.
    severity = {row["rater"]: row["severity"] for row in by_criterion[prefix]["raters"]}
    facets = [row for row in rows(data / f"{prefix}_pcm_tam_facets.csv") if row["facet"] == "rater"]
    logit = {
        row["parameter"].removeprefix("rater").removeprefix("R" if "ptam4" in prefix else ""): row
        for row in facets
    }
    assert correlation(severity, {name: float(row["xsi"]) for name, row in logit.items()}) > 0.995
    level = {row["target"]: row["level"] for row in by_criterion[prefix]["targets"]}
    persons = rows(data / f"{prefix}_pcm_tam_persons.csv")
    assert correlation(level, {row["pid"]: float(row["WLE"]) for row in persons}) > 0.985


def test_facets_by_sirt_tell_the_same_of_raters(data, by_criterion) -> None:
    severity = {row["rater"]: row["severity"] for row in by_criterion["ptam/ref_ptam4"]["raters"]}
    facets = rows(data / "ptam/ref_ptam4_sirt_rmfacets_raters.csv")
    assert correlation(severity, {row["rater"]: float(row["b"]) for row in facets}) > 0.995


def correlation(ours: dict[str, float], theirs: dict[str, float]) -> float:
    """Of figures by name; the last of raters who sum to zero may have no counterpart."""
    both = sorted(ours.keys() & theirs.keys())
    assert len(both) >= len(ours) - 1
    pairs = ([ours[name] for name in both], [theirs[name] for name in both])
    return float(np.corrcoef(*pairs)[0, 1])


def test_every_reference_fit_of_severity_is_compared_or_said_why_not(data) -> None:
    compared = {reference for _, reference, _, _ in FITS} | {f"{p}_mean_all" for p in MEANS}
    compared |= {
        "ordinal_wine/ref_wine_response",
        "insteval/ref_insteval",
        "essay_raters/ref_uto_essays_focal",
    }
    for path in data.glob("*/ref_*_lmer_varcomp.csv"):
        name = f"{path.parent.name}/{path.name.removesuffix('_lmer_varcomp.csv')}"
        assert name in compared or any(model in path.name for model in OTHER_MODELS), name
