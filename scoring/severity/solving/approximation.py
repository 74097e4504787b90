"""How far off estimated errors are, measured against exact ones of a few candidacies and raters."""

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.solving.equations import Equations

SAMPLE = 16


def approximation_notes(level: Equations, n_ratings: int) -> tuple[str, ...]:
    """Say that errors are estimated and by how much they are off; nothing where they are exact."""
    if level.kept.exact:
        return ()
    panels, kept = largest_gaps(level)
    note = (
        f"With {level.layout.n_kept:,} levels to link {n_ratings:,} ratings, variance components "
        "and errors are estimated with probes rather than worked out; effects are exact. Worked "
        f"out exactly for {SAMPLE} of them, errors were off by at most {panels:.2%} (candidacies) "
        f"and {kept:.2%} (raters)."
    )
    return (note,)


def largest_gaps(system: Equations) -> tuple[float, float]:
    """Largest relative gaps of standard errors, absorbed and kept, in samples spread evenly."""
    rows, links = _spread_evenly(system.layout.panels.n_panels), system.links
    some = links[rows]
    solved = system.kept.solve(some.T.toarray())
    exact = np.einsum("ij,ji->i", some.toarray(), solved)
    spread = system.spread[rows]
    of_panels = _gap(spread + spread**2 * system.through_kept[rows], spread + spread**2 * exact)
    levels = _spread_evenly(system.layout.n_kept)
    unit = np.zeros((system.layout.n_kept, len(levels)))
    unit[levels, np.arange(len(levels))] = 1.0
    of_kept = _gap(
        system.kept.diagonal[levels], system.kept.solve(unit)[levels, np.arange(len(levels))]
    )
    return of_panels, of_kept


def _gap(found: Floats, exact: Floats) -> float:
    return float(np.abs(np.sqrt(found / exact) - 1.0).max())


def _spread_evenly(size: int) -> Codes:
    return np.unique(np.linspace(0, size - 1, SAMPLE).astype(np.int64))
