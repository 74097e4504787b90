import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from scoring.reliability.icc import intraclass, mean_squares
from scoring.reliability.panel import Panel
from scoring.reliability.variance.components import by_rater, by_target, crossed
from scoring.reliability.variance.fixed_raters import fixed_raters

COMPLETE = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 6), st.integers(2, 4)),
    elements=st.integers(1, 9).map(float),
)


@given(COMPLETE)
def test_on_a_complete_table_the_moments_are_those_of_the_mean_squares(table) -> None:
    ms, found = mean_squares(table), crossed(Panel.from_matrix(table), interaction=False)
    n, k = table.shape
    assert found.target == pytest.approx(max(0, (ms.between - ms.error) / k), abs=1e-9)
    assert found.rater == pytest.approx(max(0, (ms.raters - ms.error) / n), abs=1e-9)
    assert found.residual == pytest.approx(max(0, ms.error), abs=1e-9)
    fixed = fixed_raters(Panel.from_matrix(table), interaction=False)
    assert fixed.target == pytest.approx(found.target, abs=1e-9)


def test_one_way_and_fixed_coefficients_are_shrout_and_fleiss_where_nothing_is_missing(
    case,
) -> None:
    table = np.array(case("IRR-01")["inputs"]["ratings"])
    panel, six = Panel.from_matrix(table), intraclass(table)
    assert by_target(panel).inter == pytest.approx(six["icc1_1"].value)
    assert crossed(panel, interaction=False).inter == pytest.approx(six["icc2_1"].value)
    assert fixed_raters(panel, interaction=False).inter == pytest.approx(six["icc3_1"].value)
    # The rater's own share by the same one-way arithmetic on the turned table.
    assert by_rater(panel).intra == pytest.approx(by_target(Panel.from_matrix(table.T)).inter)


MODELS = {
    "icc1a": by_target,
    "icc1b": by_rater,
    "icc2_inter": lambda panel: crossed(panel, interaction=True),
    "icc2_nointer": lambda panel: crossed(panel, interaction=False),
    "icc3_inter": lambda panel: fixed_raters(panel, interaction=True),
    "icc3_nointer": lambda panel: fixed_raters(panel, interaction=False),
}
FIELDS = {
    "sig2s": "target",
    "sig2r": "rater",
    "sig2sr": "target_rater",
    "sig2e": "residual",
    "icc2r": "inter",
    "icc2a": "intra",
    "icc1a": "inter",
    "icc1b": "intra",
}


@pytest.mark.parametrize("name", ["iccdata1", "iccdata2"])
def test_gaps_and_repeats_as_irricc_1_0_prints_them(shared, name: str) -> None:
    folder = shared / "reference" / "data" / "gwet_irrICC"
    wide = pl.read_csv(folder / f"{name}.csv").drop("Group", strict=False)
    long = wide.unpivot(index="Target").with_columns(pl.col("value").cast(pl.Float64))
    panel = Panel.from_frame(long, ["Target"], "variable", "value")
    rows = pl.read_csv(folder / f"ref_{name}_irrICC.csv")
    checked = 0
    for model, quantity, value in rows.iter_rows():
        if quantity in FIELDS:
            found = getattr(MODELS[model](panel), FIELDS[quantity])
            assert found == pytest.approx(value, abs=1e-9)
            checked += 1
    assert checked == 26


@given(st.randoms(use_true_random=False), st.booleans())
def test_order_of_rows_and_names_changes_nothing(shuffler, interaction: bool) -> None:
    rows = [
        (t, r, (t * 7 + r * 3 + i * i) % 6 + t)
        for t in range(5)
        for r in range(3)
        for i in range(1 + (t + r) % 2)
    ]
    shuffled = [(4 - t, (r + 1) % 3, y) for t, r, y in rows]
    shuffler.shuffle(shuffled)
    first, second = (
        Panel(np.array(t), np.array(r), np.array(y, dtype=float), 5, 3)
        for t, r, y in (zip(*rows, strict=True), zip(*shuffled, strict=True))
    )
    for model in (crossed, fixed_raters):
        one, two = model(first, interaction=interaction), model(second, interaction=interaction)
        for name in ("target", "rater", "target_rater", "residual"):
            assert getattr(one, name) == pytest.approx(getattr(two, name), abs=1e-9)


def test_what_the_design_cannot_tell_apart_is_not_made_up() -> None:
    once = Panel.from_matrix(np.array([[1.0, np.nan], [np.nan, 2.0]]))
    lone = Panel.from_matrix(np.array([[1.0, 2.0]]))
    assert by_target(once) is None
    assert crossed(once, interaction=False) is None
    assert crossed(once, interaction=True) is None
    assert fixed_raters(once, interaction=False) is None
    assert fixed_raters(lone, interaction=False) is None
    assert by_target(lone) is None
    exact = Panel.from_matrix(np.array([[1.0, 2.0, np.nan], [np.nan, 2.0, 3.0]]))
    assert fixed_raters(exact, interaction=False) is None
