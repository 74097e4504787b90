"""Fit one table in a process of its own, and print what it took as JSON."""

import json
import resource
import sys
import time

import polars as pl

from scoring.severity.model import FitOptions, fit_track


def fitted(path: str, *, halo: bool) -> dict[str, object]:
    """CPU seconds of the fit, peak memory of the process, criterion, variances and notes."""
    table = pl.read_parquet(path).with_columns(
        guide=pl.lit(0, dtype=pl.Int8), weight=pl.lit(1, dtype=pl.Float32)
    )
    began = time.process_time()
    fit = fit_track(table, FitOptions(halo=halo, questions=halo, min_freedom=1))
    return {
        "cpu": time.process_time() - began,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "criterion": fit.criterion,
        "variance": {
            "target": fit.variance.target,
            "rater": fit.variance.rater,
            "target_rater": fit.variance.target_rater,
            "residual": fit.variance.residual,
        },
        "notes": fit.notes,
    }


if __name__ == "__main__":
    print(json.dumps(fitted(sys.argv[1], halo=sys.argv[2] == "1")))
