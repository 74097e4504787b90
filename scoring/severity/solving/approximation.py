"""How far off estimated errors are, measured against exact ones of a few candidacies and raters."""

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.solving.equations import Equations
from scoring.severity.solving.plain import Plain

SAMPLE = 16


def approximation_notes(level: Equations, plain: Plain | None, n_ratings: int) -> tuple[str, ...]:
    """Say that errors are estimated and by how much they are off; nothing where they are exact."""
    if level.kept.exact:
        return ()
    panels, kept = largest_gaps(level, plain)
    note = (
        f"With {level.layout.n_kept:,} levels to link {n_ratings:,} ratings, and no clusters among "
        "them, errors are estimated with probes rather than worked out; effects are exact. Worked "
        f"out exactly for {SAMPLE} of them, errors were off by at most {panels:.2%} (candidacies) "
        f"and {kept:.2%} (raters)."
    )
    return (note,)


def largest_gaps(system: Equations, plain: Plain | None) -> tuple[float, float]:
    """Largest relative gaps of standard errors, absorbed and kept, in samples spread evenly."""
    return _gap(*_of_panels(system, plain)), _gap(*_of_kept(system, plain))


def _of_panels(system: Equations, plain: Plain | None) -> tuple[Floats, Floats]:
    """Error variances found and exact, fixed effects known."""
    rows = _spread_evenly(system.layout.panels.n_panels)
    some, spread = system.links[rows], system.spread[rows]
    solved = system.kept.solve(some.T.toarray())
    exact = spread + spread**2 * np.einsum("ij,ji->i", some.toarray(), solved)
    found = spread + spread**2 * system.through_kept[rows]
    if plain is None:
        return found, exact
    form, direct = plain.form, plain.form.to_kept[rows]
    squared = np.einsum("ij,ij->j", solved, np.asarray(form.kept @ solved))
    exact += spread**2 * squared + form.own[rows]
    exact -= 2.0 * spread * np.einsum("ij,ji->i", direct.toarray(), solved)
    found += spread**2 * plain.sandwiched.quadratic(some) + form.own[rows]
    found -= 2.0 * spread * system.kept.bilinear(some, direct.data)
    return found, exact


def _of_kept(system: Equations, plain: Plain | None) -> tuple[Floats, Floats]:
    levels = _spread_evenly(system.layout.n_kept)
    unit = np.zeros((system.layout.n_kept, len(levels)))
    unit[levels, np.arange(len(levels))] = 1.0
    solved = system.kept.solve(unit)
    found, exact = system.kept.diagonal[levels], solved[levels, np.arange(len(levels))]
    if plain is None:
        return found, exact
    squared = np.einsum("ij,ij->j", solved, np.asarray(plain.form.kept @ solved))
    return found + plain.sandwiched.diagonal[levels], exact + squared


def _gap(found: Floats, exact: Floats) -> float:
    return float(np.abs(np.sqrt(found / exact) - 1.0).max())


def _spread_evenly(size: int) -> Codes:
    return np.unique(np.linspace(0, size - 1, SAMPLE).astype(np.int64))
