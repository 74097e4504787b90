"""Rating tables for the tests of the model."""

import numpy as np
import polars as pl


def table(rows: list[tuple[str, str, float]]) -> pl.DataFrame:
    """One question; rows of candidacy, rater, score."""
    return pl.DataFrame(
        {
            "candidacy": [row[0] for row in rows],
            "rater_id": [row[1] for row in rows],
            "guide": ["culture"] * len(rows),
            "question_id": ["q"] * len(rows),
            "score": [float(row[2]) for row in rows],
            "weight": [1.0] * len(rows),
        },
        schema_overrides={
            **dict.fromkeys(("candidacy", "rater_id", "guide", "question_id"), pl.String),
            "score": pl.Float64,
            "weight": pl.Float64,
        },
    )


def generated(
    seed: int, *, candidacies: int = 12, raters: int = 5, n: int = 90, weighted: bool = True
) -> pl.DataFrame:
    """Unequal, incomplete panels of known severity; three questions of unlike hardness."""
    rng = np.random.default_rng(seed)
    c, r = rng.integers(0, candidacies, n), rng.integers(0, raters, n)
    q = rng.integers(0, 3, n)
    merit, severity = rng.normal(60, 12, candidacies), rng.normal(0, 7, raters)
    halo = rng.normal(0, 6, (candidacies, raters))
    score = merit[c] - severity[r] + halo[c, r] + np.array([-4.0, 0.0, 4.0])[q]
    return pl.DataFrame(
        {
            "candidacy": [f"c{i:02d}" for i in c],
            "rater_id": [f"r{i:02d}" for i in r],
            "guide": ["culture"] * n,
            "question_id": [f"q{i}" for i in q],
            "score": score + rng.normal(0, 10, n),
            "weight": rng.choice([0.5, 1.0, 2.0], n) if weighted else np.ones(n),
        }
    )


def panelled(
    seed: int, *, requisitions: int, candidacies: int, weighted: bool = False
) -> pl.DataFrame:
    """Requisitions whose candidacies are seen by two of four raters, three questions each.

    Panels borrow a rater from elsewhere now and then, so that all are linked; many candidacies
    are rated alike.
    """
    rng = np.random.default_rng(seed)
    n_raters = 2 * requisitions
    teams = (2 * np.arange(requisitions)[:, None] + np.array([0, 1, 2, 3])) % n_raters
    chosen = np.argsort(rng.random((requisitions, candidacies, 4)), axis=2)[:, :, :2]
    rater = np.take_along_axis(teams[:, None, :].repeat(candidacies, 1), chosen, 2).ravel()
    pairs = len(rater)
    candidacy = np.repeat(np.arange(pairs // 2), 2)
    severity, hard = rng.normal(0, 8, n_raters), np.array([-5.0, 0.0, 5.0])
    merit, halo = rng.normal(55, 12, pairs // 2), rng.normal(0, 6, pairs)
    base = np.repeat(merit[candidacy] - severity[rater] + halo, 3)
    question = np.tile(np.arange(3), pairs)
    n = 3 * pairs
    return pl.DataFrame(
        {
            "candidacy": np.repeat(candidacy, 3),
            "rater_id": np.repeat(rater, 3),
            "guide": ["culture"] * n,
            "question_id": question,
            "score": base + hard[question] + rng.normal(0, 14, n),
            "weight": np.array([0.5, 1.0, 1.5])[question] if weighted else np.ones(n),
        }
    )
