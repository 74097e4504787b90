"""The published reference fits, reproduced through the command as an analyst would run it."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.commands.stats import command


@cache
def stats(*arguments: str | Path) -> dict[str, Any]:
    result = CliRunner().invoke(command, [*map(str, arguments), "--json"])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def data(shared: Path) -> Path:
    return shared / "reference" / "data"


SIX = {
    "ICC1": "icc1_1",
    "ICC2": "icc2_1",
    "ICC3": "icc3_1",
    "ICC1k": "icc1_k",
    "ICC2k": "icc2_k",
    "ICC3k": "icc3_k",
}
TABLES = [
    ("irr/anxiety.csv", "anxiety"),
    ("irr/video.csv", "video"),
    ("shrout_fleiss1979/shrout_fleiss_table2.csv", "shrout_fleiss"),
    ("immer11/data.immer11.csv", "immer11"),
    ("ptam/data.ptam4wide.csv", "ptam4wide"),
]


@pytest.mark.parametrize(("table", "name"), TABLES)
def test_six_intraclass_correlations_and_intervals_as_psych_2_2_9(data, table, name) -> None:
    path = data / table
    found = stats("reliability", path, "--draws", "0")["coefficients"]
    for row in rows(path.parent / f"ref_{name}_icc6.csv"):
        ours = found[SIX[row["type"]]]
        assert [ours["value"], ours["low"], ours["high"]] == pytest.approx(
            [float(row["ICC"]), float(row["lower95"]), float(row["upper95"])], rel=1e-8, abs=1e-9
        )


@pytest.mark.parametrize(("table", "name"), TABLES)
def test_agreement_statistics_as_irr_0_84_1(data, table, name) -> None:
    path = data / table
    found = stats("reliability", path, "--draws", "0")
    ours, elsewhere = found["coefficients"], found["elsewhere"]
    expected = {
        row["statistic"]: float(row["value"])
        for row in rows(path.parent / f"ref_{name}_agreement.csv")
        if row["value"]
    }
    if name == "video":
        # The reference left out rater 1, who gave everybody the same; ours does not.
        expected.pop("cronbach_alpha_raters")
    assert found["tests"]["kendall_chi2"] == pytest.approx(expected.pop("kendall_W_chisq"))
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        # Where nothing is missing irr prints another figure, which we give beside our own.
        value = elsewhere.get(f"irr_alpha_{metric}", ours[f"alpha_{metric}"]["value"])
        assert value == pytest.approx(expected.pop(f"kripp_alpha_{metric}"), rel=1e-8)
    for theirs, here in (
        ("mean_pairwise_pearson", "mean_pearson"),
        ("mean_pairwise_spearman", "mean_spearman"),
    ):
        if theirs in expected:
            assert elsewhere[f"irr_{here}"] == pytest.approx(expected.pop(theirs), rel=1e-8)
        else:
            assert "gave everybody the same" in ours[here]["said"]
    names = {
        "kendall_W_tie_corrected": ("kendall_w", 1),
        "cronbach_alpha_raters": ("cronbach_alpha", 1),
        "agree_exact_pct": ("exact_agreement", 100),
        "agree_within_1_pct": ("within_one_agreement", 100),
    }
    if name not in ("immer11", "ptam4wide"):
        names["fleiss_kappa"] = ("fleiss_kappa", 1)
    else:
        # With gaps ours uses every rating, the reference the complete targets alone.
        expected.pop("fleiss_kappa")
    for theirs, value in expected.items():
        here, scale = names[theirs]
        assert ours[here]["value"] * scale == pytest.approx(value, rel=1e-8, abs=1e-9)


def test_krippendorffs_own_example_with_gaps(data) -> None:
    path = data / "krippendorff_example"
    found = stats("reliability", path / "krippendorff_c.csv", "--draws", "50")
    for row in rows(path / "ref_krippendorff_agreement.csv"):
        ours = found["coefficients"][row["statistic"].removeprefix("kripp_")]
        assert ours["value"] == pytest.approx(float(row["value"]), rel=1e-12)
        assert ours["low"] <= ours["value"] <= ours["high"]
    assert not any(name.startswith("irr_alpha") for name in found["elsewhere"])


def test_fleiss_1971_diagnoses_in_words_as_irr(data) -> None:
    path = data / "irr"
    found = stats("reliability", path / "diagnoses.csv", "--draws", "0")
    expected = {
        row["statistic"]: row["value"] for row in rows(path / "ref_diagnoses_agreement.csv")
    }
    ours = found["coefficients"]
    assert ours["fleiss_kappa"]["value"] == pytest.approx(float(expected["fleiss_kappa"]))
    assert ours["conger_kappa"]["value"] == pytest.approx(float(expected["conger_exact_kappa"]))
    assert found["labels"][0] == "1. Depression"
    assert "icc2_1" not in ours


def test_stuart_1953_vision_of_two_eyes_as_irr(data) -> None:
    path = data / "irr"
    found = stats("reliability", path / "vision.csv", "--draws", "0")["coefficients"]
    for row in rows(path / "ref_vision_agreement.csv"):
        ending = row["statistic"].removeprefix("kappa").removesuffix("_unweighted")
        ours = found[f"cohen_kappa{ending}"]
        assert ours["value"] == pytest.approx(float(row["value"]), rel=1e-10)
        assert ours["low"] < ours["value"] < ours["high"]


GWET = {
    "Percent Agreement": "percent_agreement",
    "Brennan-Prediger": "brennan_prediger",
    "Fleiss' Kappa": "fleiss_kappa",
    "Conger's Kappa": "conger_kappa",
    "AC1": "gwet_ac",
    "AC2": "gwet_ac",
}


@pytest.mark.parametrize(
    ("name", "ignored"),
    # The reference for the five observers was computed without the first of them.
    [("cac.raw4raters", ()), ("cac.raw5obser", ("--ignore", "Observer1"))],
)
def test_chance_corrected_coefficients_and_intervals_as_irrcac_1_0(data, name, ignored) -> None:
    path = data / "gwet_irrCAC"
    found = stats("reliability", path / f"{name}.csv", *ignored, "--draws", "0")["coefficients"]
    checked = 0
    for row in rows(path / "ref_irrCAC_raw.csv"):
        if row["dataset"] != name or row["coeff.name"] not in GWET:
            continue
        ending = "" if row["weights"] == "unweighted" else f"_{row['weights']}"
        ours = found[GWET[row["coeff.name"]] + ending]
        low, high = (float(limit) for limit in row["conf.int"].strip("()").split(","))
        assert ours["value"] == pytest.approx(float(row["coeff.val"]), abs=5.1e-6)
        assert [ours["low"], ours["high"]] == pytest.approx([low, high], abs=5.1e-4)
        checked += 1
    assert checked == 15


def test_alpha_as_irrcac_1_0_with_gaps(data) -> None:
    path = data / "gwet_irrCAC"
    found = stats("reliability", path / "cac.raw4raters.csv", "--draws", "0")["coefficients"]
    assert found["alpha_nominal"]["value"] == pytest.approx(0.74342, abs=5e-6)
    assert found["alpha_interval"]["value"] == pytest.approx(0.84911, abs=5e-6)


@pytest.mark.parametrize("name", ["iccdata1", "iccdata2"])
def test_gaps_and_repeats_as_irricc_1_0(data, name) -> None:
    path = data / "gwet_irrICC"
    ignored = ("--ignore", "Group") if name == "iccdata2" else ()
    found = stats("reliability", path / f"{name}.csv", *ignored, "--draws", "0")
    models = {
        "icc1a": "gwet_1a",
        "icc1b": "gwet_1b",
        "icc2_inter": "gwet_2_interaction",
        "icc2_nointer": "gwet_2",
        "icc3_inter": "gwet_3_interaction",
        "icc3_nointer": "gwet_3",
    }
    parts = {"sig2s": "target", "sig2r": "rater", "sig2sr": "target_rater", "sig2e": "residual"}
    kinds = {"icc2r": "inter", "icc1a": "inter", "icc2a": "intra", "icc1b": "intra"}
    for row in rows(path / f"ref_{name}_irrICC.csv"):
        model, quantity = models[row["model"]], row["quantity"]
        if quantity in parts:
            value = found["variance"][model][parts[quantity]]
        elif quantity in kinds:
            value = found["coefficients"][f"{model}_{kinds[quantity]}"]["value"]
        else:
            continue
        assert value == pytest.approx(float(row["value"]), rel=1e-9)


def test_brennan_2001_raters_in_tasks_as_gtheory(data) -> None:
    path = data / "gtheory"
    found = stats(
        "reliability",
        path / "Brennan.3.2.csv",
        *("--target", "Person", "--rater", "Rater", "--score", "Score", "--item", "Task"),
        *("--draws", "0"),
    )
    names = {
        "Person": "target",
        "Task": "item",
        "Rater:Task": "rater_in_item",
        "Person:Task": "target_item",
        "Residual": "residual",
    }
    # lme4's default optimiser stops early here: its own tolerance is 3e-4.
    for row in rows(path / "ref_brennan32_gstudy.csv"):
        ours = found["variance"]["p_x_r_in_t"][names[row["source"]]]
        assert ours == pytest.approx(float(row["var"]), abs=3e-4)
    study = {row["q"]: float(row["v"]) for row in rows(path / "ref_brennan32_dstudy.csv")}
    ours = found["coefficients"]
    assert ours["erho2"]["value"] == pytest.approx(study["generalizability"], abs=3e-4)
    assert ours["phi"]["value"] == pytest.approx(study["dependability"], abs=3e-4)


def test_rajaratnam_persons_by_items_within_subtests_as_gtheory(data) -> None:
    path = data / "gtheory"
    found = stats(
        "reliability",
        path / "Rajaratnam.2.csv",
        *("--target", "Person", "--rater", "Item", "--score", "Score", "--by", "Subtest"),
        *("--draws", "0"),
    )
    names = {"Person": "target", "Item": "rater", "Residual": "residual"}
    for stratum in "123":
        for row in rows(path / f"ref_rajaratnam2_within_{stratum}.csv"):
            ours = found["strata"][stratum]["variance"]["gwet_2"][names[row["source"]]]
            assert ours == pytest.approx(float(row["var"]), abs=2e-5)
    observed = rows(path / "ref_rajaratnam2_between_varobs.csv")
    for name, row in zip("123", observed, strict=True):
        assert [found["between"][name][other] for other in "123"] == pytest.approx(
            [float(row[other]) for other in "123"]
        )


@pytest.mark.parametrize(
    ("table", "reference", "items"),
    [
        ("ptam/data.ptam4.csv", "ptam/ref_ptam4_kripp.csv", ("crit2", "crit3", "crit4")),
        ("sirt_ratings/data.ratings1.csv", "sirt_ratings/ref_ratings1_kripp.csv", ("k1", "k5")),
        ("sirt_ratings/data.ratings2.csv", "sirt_ratings/ref_ratings2_kripp.csv", ("k2", "k4")),
    ],
)
def test_alpha_of_sparse_panels_as_irr(data, table, reference, items) -> None:
    expected = {(row["item"], row["statistic"]): row["value"] for row in rows(data / reference)}
    for item in items:
        found = stats(
            "reliability",
            data / table,
            *("--target", "idstud", "--rater", "rater", "--score", item, "--draws", "0"),
        )["coefficients"]
        for metric in ("nominal", "ordinal", "interval", "ratio"):
            assert found[f"alpha_{metric}"]["value"] == pytest.approx(
                float(expected[item, f"kripp_alpha_{metric}"]), rel=1e-9
            )


@pytest.mark.parametrize(
    ("table", "reference", "target", "score"),
    [
        ("ptam/data.ptam4.csv", "ptam/ref_ptam4_crit2", "idstud", "crit2"),
        ("sirt_ratings/data.ratings1.csv", "sirt_ratings/ref_ratings1_k1", "idstud", "k1"),
        ("essay_raters/ratings.csv", "essay_raters/ref_uto_essays_focal", "target", "score"),
    ],
)
def test_severities_and_levels_as_lme4_1_1_31(data, table, reference, target, score) -> None:
    named = ("--target", target, "--rater", "rater", "--score", score, "--model", "target+rater")
    found = stats("severity", data / table, *named)
    fit = {r["quantity"]: float(r["value"]) for r in rows(data / f"{reference}_lmer_varcomp.csv")}
    assert found["criterion"] == pytest.approx(fit["REML_criterion"], rel=1e-6)
    assert found["intercept"] == pytest.approx(fit["intercept"], abs=1e-5)
    for ours, theirs in (
        ("target", "var_target"),
        ("rater", "var_rater"),
        ("residual", "var_residual"),
    ):
        assert found["variance"][ours] == pytest.approx(fit[theirs], rel=2e-3)
    assert found["variance"]["target_rater"] is None
    for kind in ("target", "rater"):
        expected = {row[kind]: row for row in rows(data / f"{reference}_lmer_{kind}s.csv")}
        assert len(found[f"{kind}s"]) == len(expected)
        for row in found[f"{kind}s"]:
            theirs = expected[row[kind]]
            assert row["blup"] == pytest.approx(float(theirs["blup"]), abs=1e-3)
            assert row["blup_cond_sd"] == pytest.approx(float(theirs["blup_cond_sd"]), rel=1e-3)


def test_insteval_73421_ratings_as_lme4_1_1_31(data) -> None:
    path = data / "insteval"
    found = stats(
        "severity",
        path / "InstEval_Rdatasets.csv",
        *("--target", "d", "--rater", "s", "--score", "y", "--model", "target+rater"),
    )
    fit = {r["quantity"]: float(r["value"]) for r in rows(path / "ref_insteval_lmer_varcomp.csv")}
    assert found["criterion"] == pytest.approx(fit["REML_criterion"], rel=1e-9)
    for kind in ("target", "rater"):
        expected = {row[kind]: row for row in rows(path / f"ref_insteval_lmer_{kind}s.csv")}
        for row in found[f"{kind}s"]:
            theirs = expected[row[kind]]
            assert row["blup"] == pytest.approx(float(theirs["blup"]), abs=2e-6)
            assert row["blup_cond_sd"] == pytest.approx(float(theirs["blup_cond_sd"]), rel=1e-5)


IMPACT = {
    "n": "n",
    "selected": "selected",
    "rate": "rate",
    "share_of_pool": "share",
    "ratio_to_highest": "impact_ratio",
}
TESTS = {
    "z_pooled": "z",
    "z_p_two_sided": "p_z_two_sided",
    "chisq_no_yates": "chi2",
    "fisher_p_two_sided": "fisher_two_sided",
    "fisher_p_one_sided_less": "fisher_one_sided_less",
    "odds_ratio_sample": "odds_ratio",
}


def check_group(row: dict[str, str], groups: list[dict], tests: dict[str, dict]) -> None:
    ours = next(group for group in groups if group["group"] == row["group"])
    for theirs, here in IMPACT.items():
        assert ours[here] == pytest.approx(float(row[theirs]), rel=1e-9)
    assert ours["below_four_fifths"] is (row["below_four_fifths_of_highest"] == "TRUE")
    if row["z_pooled"]:
        for theirs, here in TESTS.items():
            assert tests[row["group"]][here] == pytest.approx(float(row[theirs]), rel=1e-7)


def test_rosen_and_jerdee_1974_promotions_as_r(data) -> None:
    path = data / "rosen_jerdee"
    found = stats(
        "impact", path / "gender_discrimination.csv", "--group", "gender", "--selected", "decision"
    )
    for row in rows(path / "ref_rosen_jerdee_adverse_impact.csv"):
        check_group(row, found["groups"], found["tests"])
    women = next(group for group in found["groups"] if group["group"] == "female")
    assert [women["ratio_low"], women["ratio_high"]] == pytest.approx([0.4603061, 0.9655410])


def test_berkeley_1973_by_department_as_r_bickel_1975(data) -> None:
    path = data / "ucb_admissions"
    found = stats(
        "impact",
        path / "UCBAdmissions.csv",
        *("--group", "Gender", "--selected", "Admit", "--count", "Freq", "--stratum", "Dept"),
        *("--reference", "Male"),
    )
    strata = {stratum["stratum"]: stratum for stratum in found["strata"]}
    for row in rows(path / "ref_ucb_adverse_impact.csv"):
        part = found if row["stratum"] == "all" else strata[row["stratum"].removeprefix("Dept ")]
        check_group(row, part["groups"], part["tests"])
    pooled, (expected,) = found["stratified"]["Female"], rows(path / "ref_ucb_cmh.csv")
    assert [
        pooled["chi2_uncorrected"],
        pooled["p_uncorrected"],
        pooled["chi2"],
        pooled["p"],
        pooled["odds_ratio"],
        pooled["odds_low"],
        pooled["odds_high"],
    ] == pytest.approx(
        [
            float(expected[name])
            for name in (
                "cmh_chisq_uncorrected",
                "p_uncorrected",
                "cmh_chisq_corrected",
                "p_corrected",
                "common_odds_ratio",
                "or_lo",
                "or_hi",
            )
        ],
        rel=1e-9,
    )
