"""Clusters and a border: the same inverse as of the whole block, wherever links need it."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from scoring.severity.arrays import Floats, Sparse
from scoring.severity.design import layout
from scoring.severity.fit import TrackFit, Variance
from scoring.severity.model import FitOptions, fit_track
from scoring.severity.solving import partition as partition_module
from scoring.severity.solving.bordered import BorderedBlock
from scoring.severity.solving.partition import Partition, partition_of, whole
from tests.scoring.severity.pools import panelled

KNOWN = Variance(target=150.0, rater=60.0, target_rater=40.0, residual=200.0)
cases = st.tuples(st.integers(0, 10_000), st.integers(1, 40), st.integers(0, 60))


def linked_rows(seed: int, n_levels: int, n_rows: int) -> Sparse:
    """Rows of three levels each, mostly neighbours, so that clusters show."""
    rng = np.random.default_rng(seed)
    first = rng.integers(0, n_levels, n_rows)
    near = np.where(rng.random((n_rows, 2)) < 0.9, rng.integers(0, 3, (n_rows, 2)), 17)
    levels = np.column_stack([first, first + near[:, 0], first + near[:, 1]]) % n_levels
    weights = rng.uniform(0.5, 2.0, levels.size)
    rows = np.repeat(np.arange(n_rows), 3)
    found: Sparse = csr_array((weights, (rows, levels.ravel())), shape=(n_rows, n_levels))
    found.sum_duplicates()
    return found


def cut(rows: Sparse) -> Partition:
    """The partition, sought however small or dense the block is."""
    coupling = csr_array(rows.T @ rows)
    coupling.setdiag(0.0)
    coupling.eliminate_zeros()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition_module, "WORTH_IT", 0)
        patch.setattr(partition_module, "DENSE", 1.1)
        patch.setattr(partition_module, "OVERHEAD", 0.0)
        return partition_of(coupling)


def block_of(rows: Sparse, parts: Partition) -> tuple[BorderedBlock, Floats]:
    """A block, and the same in full."""
    product = csr_array(rows.T @ rows)
    own = np.full(rows.shape[1], 1.5) + product.sum(axis=1)
    return BorderedBlock(own, product, 0.3, parts), np.diag(own + 0.3) - product.toarray()


@given(cases)
def test_clusters_are_linked_through_the_border_alone(case: tuple[int, int, int]) -> None:
    rows = linked_rows(*case)
    parts = cut(rows)
    at = csr_array(rows.T @ rows).tocoo()
    first, second = parts.cluster[at.coords[0]], parts.cluster[at.coords[1]]
    border = len(parts.inside) - 1
    assert ((first == second) | (first == border) | (second == border)).all()
    assert sorted(np.concatenate(parts.inside).tolist()) == list(range(rows.shape[1]))


@given(cases)
def test_the_inverse_is_that_of_the_whole_block(case: tuple[int, int, int]) -> None:
    rows = linked_rows(*case)
    block, full = block_of(rows, cut(rows))
    inverse = np.linalg.inv(full)
    rng = np.random.default_rng(case[0])
    columns = rng.normal(size=(len(full), 3))
    assert block.solve(columns) == pytest.approx(inverse @ columns, abs=1e-10)
    assert block.solve(columns[:, 0]) == pytest.approx(inverse @ columns[:, 0], abs=1e-10)
    assert block.diagonal == pytest.approx(np.diag(inverse), abs=1e-12)
    wanted = np.linalg.slogdet(full)[1] - len(full) * np.log(0.3)
    assert block.log_determinant == pytest.approx(wanted, abs=1e-9)
    links = csr_array(rows.T @ rows)
    assert block.inner(links) == pytest.approx((inverse * links.toarray()).sum(), abs=1e-9)
    others = rng.normal(size=len(rows.data))
    theirs = csr_array((others, rows.indices, rows.indptr), shape=rows.shape).toarray()
    crossed = np.einsum("ij,jk,ik->i", rows.toarray(), inverse, theirs)
    assert block.bilinear(rows, others) == pytest.approx(crossed, abs=1e-10)


@given(cases)
def test_a_matrix_between_two_inverses_is_known_where_links_are(case: tuple[int, int, int]) -> None:
    rows = linked_rows(*case)
    block, full = block_of(rows, cut(rows))
    inverse, links = np.linalg.inv(full), csr_array(rows.T @ rows)
    wanted = inverse @ links.toarray() @ inverse
    found = block.sandwiched(links)
    assert found.diagonal == pytest.approx(np.diag(wanted), abs=1e-10)
    by_row = np.einsum("ij,jk,ik->i", rows.toarray(), wanted, rows.toarray())
    assert found.quadratic(rows) == pytest.approx(by_row, abs=1e-9)
    assert found.inner(links) == pytest.approx((wanted * links.toarray()).sum(), abs=1e-8)


def test_where_all_hang_together_all_is_border() -> None:
    everyone = csr_array(np.ones((600, 600)) - np.eye(600))
    assert len(partition_of(everyone).inside) == 1


def test_departments_make_small_clusters_and_a_small_border() -> None:
    # 30 departments of 40 raters who all know each other; one in each knows someone elsewhere.
    links = np.kron(np.eye(30), np.ones((40, 40))) - np.eye(1200)
    for k in range(29):
        links[40 * k, 40 * k + 41] = links[40 * k + 41, 40 * k] = 1.0
    found = partition_of(csr_array(links))
    assert len(found.border) <= 29
    assert found.cost < 0.02 * whole(1200).cost


@pytest.fixture(scope="module", params=["even", "mixed weights"])
def ratings(request: pytest.FixtureRequest) -> pl.DataFrame:
    """36,000 ratings by 600 raters; sheets and panels recur, also with their weights."""
    pool = panelled(3, requisitions=300, candidacies=20)
    if request.param == "even":
        return pool
    weights = pl.when(pl.col("rater_id") % 3 == 0).then(1.5).otherwise(1.0)
    return pool.with_columns(
        weight=pl.when(pl.col("question_id") == 1).then(weights).otherwise(0.5)
    )


def uncut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "partition_of", lambda coupling: whole(coupling.shape[0]))


def gaps(one: TrackFit, other: TrackFit) -> dict[str, float]:
    """Largest differences of each figure of two fits."""
    found = {}
    for mine, theirs in ((one.levels, other.levels), (one.raters, other.raters)):
        for name in mine.columns[1:]:
            apart = (mine[name].cast(pl.Float64) - theirs[name].cast(pl.Float64)).abs().max()
            assert isinstance(apart, float)
            found[name] = max(apart, found.get(name, 0.0))
    return found


def test_a_middle_sized_pool_is_fitted_the_same_cut_or_whole(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_up = fit_track(ratings, FitOptions())
    uncut(monkeypatch)
    undivided = fit_track(ratings, FitOptions())
    assert len(cut_up.workings.systems.level.layout.partition.inside) > 10  # type: ignore[attr-defined]
    assert cut_up.criterion == pytest.approx(undivided.criterion, rel=1e-12)
    for name in ("target", "rater", "target_rater", "residual"):
        wanted = getattr(undivided.variance, name)
        assert getattr(cut_up.variance, name) == pytest.approx(wanted, rel=1e-6)


def test_levels_and_errors_are_the_same_cut_or_whole(
    ratings: pl.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_up = fit_track(ratings, FitOptions(variance=KNOWN))
    uncut(monkeypatch)
    undivided = fit_track(ratings, FitOptions(variance=KNOWN))
    assert max(gaps(cut_up, undivided).values()) < 1e-9
    assert cut_up.notes == undivided.notes == ()


def test_an_error_is_what_the_candidacy_shares_with_itself(ratings: pl.DataFrame) -> None:
    # Covariances are solved for one by one; errors come from selected entries of the inverse.
    fit = fit_track(ratings, FitOptions(variance=KNOWN))
    for at in (0, 7, 1_000, fit.levels.height - 1):
        for estimate, column in (("level", "se"), ("blup", "deviation_se")):
            own = fit.workings.covariances(at, np.array([at]), estimate)  # type: ignore[arg-type]
            assert np.sqrt(own[0]) == pytest.approx(fit.levels[column][at], rel=1e-9)


def test_the_order_of_rows_changes_no_bit_of_a_pool_that_is_cut(ratings: pl.DataFrame) -> None:
    shuffled = ratings.sample(fraction=1.0, shuffle=True, seed=5)
    one = fit_track(ratings, FitOptions(variance=KNOWN))
    other = fit_track(shuffled, FitOptions(variance=KNOWN))
    assert one.levels.equals(other.levels)
    assert one.raters.equals(other.raters)
