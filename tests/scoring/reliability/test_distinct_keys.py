import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.reliability.distinct_keys import disattenuated, distinct_keys, distinct_tracks
from scoring.severity.fit import Variance
from scoring.severity.model import FitOptions, fit_track
from tests.scoring.reliability.ratings import ratings

FEWER = settings(max_examples=settings().max_examples // 3)


def levels(values, skill, se: float = 3.0) -> pl.DataFrame:
    return pl.DataFrame(
        {"values_level": values, "values_se": se, "skill_level": skill, "skill_se": se},
        schema=dict.fromkeys(("values_level", "values_se", "skill_level", "skill_se"), pl.Float64),
    )


def pool(n: int, shared: float, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Two true keys that correlate `shared`, standard deviation 12."""
    rng = np.random.default_rng(seed)
    first, second = rng.normal(size=(2, n))
    return 50 + 12 * first, 50 + 12 * (shared * first + math.sqrt(1 - shared**2) * second)


def test_values_that_merely_copy_skill_are_not_distinct() -> None:
    values, _ = pool(60, 0)
    found = distinct_keys(levels(values, values))
    assert found.verdict == "not_distinct"
    assert found.observed == pytest.approx(1)
    assert found.corrected.value > 1
    assert "only repeat skill ratings" in found.said


def test_copies_with_noise_of_their_own_are_still_found_out() -> None:
    true, _ = pool(200, 0)
    rng = np.random.default_rng(8)
    noisy = [true + rng.normal(0, 6, 200) for _ in range(2)]
    found = distinct_keys(levels(*noisy, se=6.0))
    assert found.observed < 0.85
    assert found.verdict == "not_distinct"
    assert found.corrected.value == pytest.approx(1, abs=0.1)


def test_unrelated_keys_are_distinct() -> None:
    found = distinct_keys(levels(*pool(60, 0.2)))
    assert found.verdict == "distinct"
    assert found.corrected.low < found.corrected.value < found.corrected.high < 1


def test_the_correction_divides_by_the_root_of_both_reliabilities_spearman_1904() -> None:
    # .3 / √(.5 x .72) = .3 / .6 = .5
    assert disattenuated(0.3, 0.5, 0.72) == pytest.approx(0.5)
    assert disattenuated(0.3, 0.0, 0.72) is None
    values, skill = pool(40, 0.3)
    found = distinct_keys(levels(values, skill), reliabilities=(0.5, 0.72))
    assert found.corrected.value == pytest.approx(found.observed / 0.6)
    assert (found.reliability_values, found.reliability_skill) == (0.5, 0.72)
    # Fisher's z: the limits are tanh(atanh r ± 1.959964 / √37), over .6.
    high = math.tanh(math.atanh(found.observed) + 1.959963984540054 / math.sqrt(37)) / 0.6
    assert found.corrected.high == pytest.approx(high)


def test_reliability_is_one_less_squared_error_over_variance() -> None:
    values, skill = pool(50, 0.1)
    found = distinct_keys(levels(values, skill, se=4.0))
    assert found.reliability_values == pytest.approx(1 - 16 / values.var(ddof=1))


def test_too_few_or_too_noisy_is_undetermined_in_words() -> None:
    values, skill = pool(9, 0)
    few = distinct_keys(levels(values, skill))
    assert (few.verdict, few.n_candidacies, few.corrected.value) == ("undetermined", 9, None)
    assert "too few to tell" in few.said
    values, skill = pool(40, 0)
    noisy = distinct_keys(levels(values, skill, se=30.0))
    assert noisy.verdict == "undetermined"
    assert noisy.observed is not None
    assert "beyond its error" in noisy.said
    flat = distinct_keys(levels(np.full(20, 50.0), skill[:20], se=0.0))
    assert (flat.verdict, flat.observed) == ("undetermined", None)
    thin = distinct_keys(levels(*pool(12, 0.5, seed=1), se=6.0))
    assert thin.corrected.value > 1 > 0 > thin.corrected.low
    assert thin.verdict == "undetermined"
    assert "too thin" in thin.said


def test_candidates_without_both_keys_are_left_out() -> None:
    values, skill = pool(12, 0)
    values[0], skill[1] = np.nan, np.nan
    assert distinct_keys(levels(values, skill)).n_candidacies == 10


@FEWER
@given(st.integers(0, 30), st.floats(-0.9, 0.9), st.floats(0.5, 5), st.floats(-20, 20))
def test_neither_order_nor_names_nor_the_unit_of_a_key_decides(seed, shared, scale, shift) -> None:
    values, skill = pool(30, shared, seed)
    first = distinct_keys(levels(values, skill))
    turned = distinct_keys(levels(skill[::-1], values[::-1]))
    scaled = levels(values * scale + shift, skill).with_columns(pl.col("values_se") * scale)
    for other in (turned, distinct_keys(scaled)):
        assert other.verdict == first.verdict
        assert other.corrected.value == pytest.approx(first.corrected.value)


def fitted(levels_by_name: dict[str, float], question: str):
    """Every candidate rated by the same two raters, 10 points apart, on two questions."""
    rng = np.random.default_rng(len(question))
    rows = [
        (name, rater, f"{question}{part}", level + harsh + rng.normal(0, 4))
        for name, level in levels_by_name.items()
        for rater, harsh in (("x", 5.0), ("y", -5.0))
        for part in "12"
    ]
    known = Variance(150.0, 100.0, 5.0, 16.0)
    return fit_track(ratings(rows), FitOptions(variance=known))


def test_raters_whom_all_share_do_not_make_two_keys_look_like_one() -> None:
    values, skill = pool(40, 0.6)
    names = [f"c{n:02d}" for n in range(40)]
    tracks = [
        fitted(dict(zip(names, key, strict=True)), name)
        for key, name in ((values, "v"), (skill, "sk"))
    ]
    found = distinct_tracks(*tracks)
    parts = [
        track.levels.select("candidacy", pl.col("level", "se").name.prefix(f"{name}_"))
        for track, name in zip(tracks, ("values", "skill"), strict=True)
    ]
    by_floor_errors = distinct_keys(parts[0].join(parts[1], on="candidacy"))
    assert found.corrected.value == pytest.approx(np.corrcoef(values, skill)[0, 1], abs=0.06)
    assert by_floor_errors.corrected.value > found.corrected.value + 0.1
    # Half the squared error of a difference: (5 + 16 / 2) / 2 raters = 6.5, each on its own.
    noise = 1 - found.reliability_values
    assert noise * tracks[0].levels["level"].var() == pytest.approx(6.5, rel=1e-6)


def test_one_requisition_is_compared_on_its_own() -> None:
    values, skill = pool(30, 0)
    names = [f"c{n:02d}" for n in range(30)]
    tracks = [fitted(dict(zip(names, key, strict=True)), "q") for key in (values, skill)]
    chosen = tracks[0].levels["candidacy"].to_list()
    assert distinct_tracks(*tracks, chosen[:12]).n_candidacies == 12
    few = distinct_tracks(*tracks, chosen[:9])
    assert (few.n_candidacies, few.verdict) == (9, "undetermined")
