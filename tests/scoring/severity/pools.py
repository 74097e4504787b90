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
