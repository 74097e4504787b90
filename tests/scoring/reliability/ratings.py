"""Ratings of one track in the canonical columns, for the tests of what the product shows."""

import polars as pl

from schemas.frames import RATINGS


def ratings(
    rows: list[tuple[str, str, str, float]], *, dimension: str | None = None
) -> pl.DataFrame:
    """From (candidate, rater, question, score 0 to 100); a question is its own dimension."""
    return pl.DataFrame(
        {
            "requisition_id": ["r1"] * len(rows),
            "candidate_id": [row[0] for row in rows],
            "candidacy": [f"r1\x1f{row[0]}" for row in rows],
            "rater_id": [row[1] for row in rows],
            "track": ["values"] * len(rows),
            "guide": ["culture"] * len(rows),
            "dimension": [dimension or row[2] for row in rows],
            "question_id": [row[2] for row in rows],
            "score": [float(row[3]) for row in rows],
            "weight": [1.0] * len(rows),
            "response": list(range(len(rows))),
        },
        schema=RATINGS,
    )
