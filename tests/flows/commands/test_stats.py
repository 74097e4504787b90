import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from flows.commands.stats import command
from schemas.errors import EmptyPoolError, TableError

LONG = pl.DataFrame(
    {
        "who": ["a", "a", "b", "b", "c", "c", "d", "d"],
        "by": ["x", "y"] * 4,
        "score": [1, 2, 3, 3, 5, 4, 2, 2],
        "part": ["p", "p", "p", "p", "q", "q", "q", "q"],
    }
)
PEOPLE = pl.DataFrame(
    {
        "group": ["a"] * 6 + ["b"] * 6,
        "in": [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0],
        "score": range(12),
        "job": ["j", "k"] * 6,
    }
)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    LONG.write_csv(tmp_path / "long.csv")
    return tmp_path / "long.csv"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    PEOPLE.write_parquet(tmp_path / "people.parquet")
    return tmp_path / "people.parquet"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


NAMED = ("--target", "who", "--rater", "by", "--score", "score")


def test_results_are_json_on_standard_output_and_nothing_else(long: Path, people: Path) -> None:
    for arguments in (
        ("severity", long, *NAMED),
        ("reliability", long, *NAMED, "--draws", 20),
        ("reliability", long, *NAMED, "--by", "part", "--draws", 20),
        ("impact", people, "--group", "group", "--selected", "in", "--score", "score"),
    ):
        told, printed = run(*arguments), run(*arguments, "--json")
        assert told.exit_code == printed.exit_code == 0
        assert told.stdout == ""
        assert len(told.stderr) > 50
        assert printed.stderr == ""
        assert json.loads(printed.stdout)


def test_every_coefficient_has_value_low_and_high_and_words_only_where_needed(long: Path) -> None:
    found = json.loads(run("reliability", long, *NAMED, "--json").stdout)
    for coefficient in found["coefficients"].values():
        assert {"value", "low", "high"} <= set(coefficient)
        assert coefficient.get("said", "something")
        if coefficient["value"] is None:
            assert coefficient["said"]
    assert found["n_targets"] == 4
    assert found["q"] == 0


def test_impact_has_the_agreed_keys(people: Path) -> None:
    found = json.loads(
        run(
            "impact", people, "--group", "group", "--selected", "in", "--stratum", "job", "--json"
        ).stdout
    )
    a, b = found["groups"]
    assert (a["group"], a["n"], a["selected"], a["impact_ratio"]) == ("a", 6, 4, 1.0)
    # b: 1 of 6 against 4 of 6 is a quarter.
    assert (b["impact_ratio"], b["below_four_fifths"]) == (pytest.approx(0.25), True)
    assert set(found["tests"]) == {"b"}
    assert found["stratified"]["b"]["n_strata"] == 2


def test_the_same_seed_gives_the_same_intervals(long: Path) -> None:
    first, second = (run("reliability", long, *NAMED, "--json").stdout for _ in range(2))
    assert first == second


def test_order_of_rows_changes_no_figure(tmp_path: Path, long: Path) -> None:
    LONG.reverse().write_csv(tmp_path / "turned.csv")
    for arguments in (("severity",), ("reliability", "--draws", "0")):
        first, second = (
            json.loads(run(arguments[0], path, *NAMED, *arguments[1:], "--json").stdout)
            for path in (long, tmp_path / "turned.csv")
        )
        assert json.dumps(first)[:40] == json.dumps(second)[:40]
        for one, two in zip(_figures(first), _figures(second), strict=True):
            assert one == pytest.approx(two, rel=1e-6, abs=1e-9)


def _figures(content: object) -> list[float]:
    if isinstance(content, dict):
        return [figure for value in content.values() for figure in _figures(value)]
    if isinstance(content, list):
        return [figure for value in content for figure in _figures(value)]
    return [content] if isinstance(content, int | float) else []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("severity", "--target", "whom", "--rater", "by", "--score", "score"), "It has: who, by"),
        (("severity", "--target", "who", "--rater", "by", "--score", "part"), "not numbers"),
        (("reliability", "--rater", "by", "--score", "score"), "needs --target, --rater"),
        (("reliability", "--by", "part"), "need a long table"),
        (("impact", "--group", "who", "--selected", "part"), "--selected-is"),
        (("impact", "--group", "sex", "--selected", "part"), "It has: who, by, score, part"),
    ],
)
def test_a_mistake_is_answered_in_plain_words(long: Path, arguments, words: str) -> None:
    result = run(arguments[0], long, *arguments[1:])
    assert isinstance(result.exception, TableError)
    assert words in str(result.exception)


def test_a_table_without_scores_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("who,by,score\na,x,\nb,y,\n", encoding="utf-8")
    result = run("reliability", path, *NAMED)
    assert isinstance(result.exception, EmptyPoolError)


def test_ratings_in_words_have_the_nominal_metric_unless_another_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("r1,r2\nlow,low\nhigh,low\nhigh,high\n", encoding="utf-8")
    found = json.loads(run("reliability", path, "--json").stdout)
    assert "alpha_ordinal" not in found["coefficients"]
    assert found["labels"] == ["high", "low"]
    asked = json.loads(run("reliability", path, "--json", "--level", "ordinal").stdout)
    assert "alpha_nominal" not in asked["coefficients"]


def test_equal_ratings_are_undefined_in_words_and_never_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("r1,r2\n3,3\n3,3\n", encoding="utf-8")
    found = json.loads(run("reliability", path, "--json").stdout)["coefficients"]
    assert "every rating is the same" in found["icc2_1"]["said"]
    assert found["exact_agreement"]["value"] == 1
    told = run("reliability", path)
    assert "every rating" in told.stderr


def test_long_lists_are_cut_for_people_and_whole_in_json(tmp_path: Path) -> None:
    rows = [(f"t{i % 30}", f"r{i % 47:02d}", (i * 7) % 5) for i in range(470)]
    table = pl.DataFrame(rows, schema=["who", "by", "score"], orient="row")
    table.write_csv(tmp_path / "t.csv")
    named = (tmp_path / "t.csv", *NAMED, "--model", "target+rater", "--method", "ml")
    assert "and 7 more raters" in run("severity", *named).stderr
    assert len(json.loads(run("severity", *named, "--json").stdout)["raters"]) == 47


def test_a_group_may_be_named_to_test_against_and_small_ones_withheld(people: Path) -> None:
    arguments = ("impact", people, "--group", "group", "--selected", "in")
    assert "Groups: a, b" in str(run(*arguments, "--reference", "z").exception)
    told = run(*arguments, "--min-group", 7).stderr
    assert "Fewer than 7" in told
    flipped = run(*arguments, "--reference", "b", "--stratum", "job").stderr
    assert "Mantel-Haenszel" in flipped


def test_priors_never_pass_for_the_reliability_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("r1,r2\n3,4\n", encoding="utf-8")
    found = json.loads(run("reliability", path, "--json").stdout)
    assert "dependability_1" not in found["coefficients"]
    assert found["q"] is None
