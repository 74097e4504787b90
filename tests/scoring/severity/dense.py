"""The model in plain dense matrices, term by term as the design writes it; slow and obvious."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scoring.severity.fit import Variance

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Dense:
    level: Floats
    se: Floats
    level_covariance: Floats
    severity: Floats
    severity_se: Floats
    question: Floats
    blup: Floats
    blup_se: Floats
    deviation_se: Floats
    cond_sd: Floats
    rater_blup: Floats
    rater_blup_se: Floats
    rater_cond_sd: Floats


def dense(ratings: pl.DataFrame, v: Variance, *, questions: bool = True) -> Dense:
    """All questions of one guide, each asked often enough."""
    c, r = indicator(ratings["candidacy"]), indicator(ratings["rater_id"])
    h = indicator(ratings["candidacy"] + "|" + ratings["rater_id"])
    q = indicator(ratings["question_id"])
    effects = np.vstack([np.eye(q.shape[1] - 1), -np.ones(q.shape[1] - 1)])
    x_q = q @ effects if questions else np.zeros((len(q), 0))
    y, w = ratings["score"].to_numpy(), ratings["weight"].to_numpy()
    n, n_c = len(y), c.shape[1]

    shared = v.rater * r @ r.T + v.target_rater * h @ h.T
    weighted, plain = shared + v.residual * np.diag(1 / w), shared + v.residual * np.eye(n)
    x = np.hstack([c, x_q])
    inverse = np.linalg.inv(weighted)
    a = np.linalg.solve(x.T @ inverse @ x, x.T @ inverse)
    beta = a @ y
    covariance = a @ plain @ a.T
    hat = v.rater * r.T @ inverse @ (np.eye(n) - x @ a)
    cross = hat @ (v.rater * r)
    pev = hat @ plain @ hat.T - cross - cross.T + v.rater * np.eye(r.shape[1])

    whole = plain + v.target * c @ c.T
    x = np.hstack([np.ones((n, 1)), x_q])
    inverse = np.linalg.inv(whole)
    fixed = np.linalg.inv(x.T @ inverse @ x)
    a0 = fixed @ x.T @ inverse
    p = inverse @ (np.eye(n) - x @ a0)
    u = v.target * c.T @ p @ y
    pev_c = v.target * np.eye(n_c) - v.target**2 * c.T @ p @ c
    cond_c = v.target * np.eye(n_c) - v.target**2 * c.T @ inverse @ c
    n_r = r.shape[1]
    level_hat = a0[[0]] + v.target * c.T @ p
    gap = level_hat @ whole @ level_hat.T
    with_u = level_hat @ (v.target * c)
    return Dense(
        level=beta[:n_c],
        se=np.sqrt(np.diag(covariance)[:n_c]),
        level_covariance=covariance[:n_c, :n_c],
        severity=-hat @ y,
        severity_se=np.sqrt(np.diag(pev)),
        question=effects @ beta[n_c:] if questions else np.zeros(q.shape[1]),
        blup=(a0 @ y)[0] + u,
        blup_se=np.sqrt(np.diag(gap - with_u - with_u.T) + v.target),
        deviation_se=np.sqrt(np.diag(pev_c)),
        cond_sd=np.sqrt(np.diag(cond_c)),
        rater_blup=v.rater * r.T @ p @ y,
        rater_blup_se=np.sqrt(np.diag(v.rater * np.eye(n_r) - v.rater**2 * r.T @ p @ r)),
        rater_cond_sd=np.sqrt(np.diag(v.rater * np.eye(n_r) - v.rater**2 * r.T @ inverse @ r)),
    )


def indicator(column: pl.Series) -> Floats:
    """One column for each distinct value, sorted."""
    names = column.unique().sort()
    return (column.to_numpy()[:, None] == names.to_numpy()[None, :]).astype(np.float64)
