"""Tables for the benchmark of the mixed model."""

from pathlib import Path

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "bench-data"
SOURCE = ROOT.parent / "shared/reference/data/insteval/InstEval_Rdatasets.csv"
PER_REQUISITION, PANEL, ASKED, QUESTIONS = 100, 4, 6, 240


class InstEval:
    """lme4's InstEval: students rate lecturers."""

    @staticmethod
    def find() -> Path | None:
        """The table as Parquet and CSV, or None where its source is not on this machine."""
        if not SOURCE.is_file():
            return None
        FOLDER.mkdir(exist_ok=True)
        table = pl.read_csv(SOURCE).select(
            candidacy="d", rater_id="s", question_id=pl.lit(0, pl.Int16), score="y"
        )
        return _written(table, FOLDER / "insteval.parquet")


def generated(requisitions: int, raters: int) -> Path:
    """Candidates seen by four of their requisition's eight raters, six questions each.

    Eight raters come from a department of a hundred, one in twenty from elsewhere; ratings run
    from 1 to 5, are rounded and cut off, and carry severity, halo and hardness of questions.
    """
    path = FOLDER / f"ratings-{requisitions}.parquet"
    if path.is_file():
        return path
    FOLDER.mkdir(exist_ok=True)
    rng = np.random.default_rng(7)
    department = rng.integers(0, max(1, raters // 100), requisitions)
    team = np.argsort(rng.random((requisitions, 100)), axis=1)[:, :8] + 100 * department[:, None]
    borrowed = rng.random(team.shape) < 0.05
    team = np.where(borrowed, rng.integers(0, raters, team.shape), team)
    guide = np.argsort(rng.random((requisitions, QUESTIONS)), axis=1)[:, : 2 * ASKED]
    candidates = requisitions * PER_REQUISITION
    requisition = np.repeat(np.arange(requisitions), PER_REQUISITION)
    seat = np.argsort(rng.random((candidates, 8)), axis=1)[:, :PANEL]
    rater = team[requisition[:, None], seat]
    half = np.arange(PANEL)[None, :, None] % 2 * ASKED
    question = guide[requisition[:, None, None], half + np.arange(ASKED)].ravel()
    severity, hardness = rng.normal(0, 0.35, raters), rng.normal(0, 0.25, QUESTIONS)
    pair = rng.normal(3.3, 0.5, candidates)[:, None] - severity[rater]
    pair += rng.normal(0, 0.3, rater.shape)
    latent = np.repeat(pair.ravel(), ASKED) + hardness[question]
    latent += rng.normal(0, 0.7, len(latent))
    score = (np.clip(np.rint(latent), 1, 5) - 1) * 25
    table = pl.DataFrame(
        {
            "candidacy": np.repeat(np.arange(candidates, dtype=np.int32), PANEL * ASKED),
            "rater_id": np.repeat(rater.ravel(), ASKED).astype(np.int32),
            "question_id": question.astype(np.int16),
            "score": score.astype(np.float32),
        }
    )
    return _written(table, path)


def _written(table: pl.DataFrame, path: Path) -> Path:
    table.write_parquet(path)
    if table.height < 2_000_000:
        table.write_csv(path.with_suffix(".csv"))
    return path
