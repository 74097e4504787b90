"""The mixed model beside lme4, and at the size of a very large employer.

Each figure is taken in a process of its own, in CPU seconds (user and system, all threads). The
ratings are generated here, once, into bench-data/. Without R, lme4 or the InstEval table the
comparisons are left out, and that is said.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.severity_data import InstEval, generated

ROOT = Path(__file__).resolve().parent.parent
LME4 = Path(__file__).with_name("severity_lme4.R")
LARGE = 24_000_000


def run() -> None:
    """Print the figures, each beside its target."""
    small = generated(requisitions=417, raters=3_100)
    _against_lme4("InstEval, 73,421 ratings", InstEval.find(), 8.0, with_errors=True)
    _against_lme4("1,000,800 ratings", small, 20.0, with_errors=False)
    large = generated(requisitions=10_000, raters=20_000)
    for model, seconds, memory in (("target+rater", 30.0, 2.0), ("with halo", 120.0, 4.0)):
        found = _ours(large, halo=model == "with halo")
        print(
            f"24,000,000 ratings, {model}: {found['cpu']:.1f} CPU s (target under {seconds:.0f}), "
            f"{found['gigabytes']:.2f} GB (under {memory:.0f}); {' '.join(found['notes'])}",
            flush=True,
        )


def _against_lme4(name: str, table: Path | None, target: float, *, with_errors: bool) -> None:
    if table is None:
        print(f"{name}: left out, the table is not on this machine")
        return
    ours = _ours(table, halo=False)
    print(f"{name}: ours with all predictions and errors {ours['cpu']:.2f} CPU s", flush=True)
    theirs = _lme4(table, with_errors=with_errors)
    if theirs is None:
        print(f"{name}: R with lme4 is not on this machine, so nothing is compared")
        return
    what = "fit and conditional variances" if with_errors else "fit alone"
    criterion = "not worked out at this size"
    if ours["criterion"] is not None:
        criterion = f"{abs(ours['criterion'] / theirs['criterion'] - 1):.1e} apart"
    gaps = {
        part: abs(ours["variance"][part] / theirs[part] - 1)
        for part in ("target", "rater", "residual")
    }
    apart = ", ".join(f"{part} {gap:.1e}" for part, gap in gaps.items())
    print(
        f"{name}: lme4's {what} {theirs['cpu']:.2f} CPU s, {theirs['cpu'] / ours['cpu']:.1f} times "
        f"ours (target at least {target:.0f}); REML criterion {criterion}; variances {apart}",
        flush=True,
    )


def _ours(table: Path, *, halo: bool) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.severity_fit", str(table), str(int(halo))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(done.stdout))


def _lme4(table: Path, *, with_errors: bool) -> dict[str, float] | None:
    program = shutil.which("Rscript")
    if program is None:
        return None
    command = [program, str(LME4), str(table.with_suffix(".csv")), str(int(with_errors))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))
