"""Colours for probing: closely linked levels get different ones, so that they do not mix.

A probe is a vector of signs on the levels of one colour; the inverse times it tells each level's
column, blurred only by the others of its colour. With colours dealt by chance this is Hutchinson's
estimate; keeping close ones apart leaves only the faint far ones to blur, and with as many
colours as levels nothing.

Source:
    Tang and Saad (2012), Numerical Linear Algebra with Applications 19, on probing.
"""

import numpy as np
from scipy.sparse import csr_array, diags_array

from scoring.severity.arrays import Codes, Floats, Sparse, row_sums

WIDE = 20_000_000
"""Entries that a matrix of second-hand links may have before only direct ones are looked at."""


def colours_of(coupling: Sparse, n_colours: int) -> Codes:
    """A colour for each column's level.

    Args:
        coupling: How far two levels hang together, none negative, nothing on the diagonal.
        n_colours: Colours to deal.

    Returns:
        Colours from 0, shape (n_levels,); the least conflict first, ties to the rarest.
    """
    colour = np.full(coupling.shape[0], n_colours, np.int64)
    used = np.zeros(n_colours)
    for level in np.argsort(-np.diff(coupling.indptr), kind="stable"):
        row = slice(coupling.indptr[level], coupling.indptr[level + 1])
        near = np.bincount(
            colour[coupling.indices[row]], coupling.data[row], minlength=n_colours + 1
        )[:n_colours]
        free = np.flatnonzero(near == near.min())
        colour[level] = free[np.argmin(used[free])]
        used[colour[level]] += 1
    return colour


def probes_of(colour: Codes) -> Floats:
    """Vectors of fixed signs, one a colour, shape (n_levels, n_colours)."""
    found = np.zeros((len(colour), int(colour.max()) + 1))
    found[np.arange(len(colour)), colour] = signs(len(colour))
    return found


def signs(size: int, turn: int = 0) -> Floats:
    """Fixed, well-mixed signs, shape (size,); others each turn, the same on every machine."""
    mixed = np.arange(turn * size, (turn + 1) * size, dtype=np.uint64)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    return np.where(mixed & np.uint64(1), 1.0, -1.0)


def coupling_of(links: Sparse) -> Sparse:
    """How far levels' errors hang together, first and, where affordable, second hand.

    Args:
        links: How strongly rows (panels) and columns (levels) are linked, none negative.
    """
    size = row_sums(links)
    shared = csr_array(links.T @ diags_array(1.0 / np.maximum(size, 1e-300)) @ links)
    own = diags_array(1.0 / np.sqrt(np.maximum(shared.diagonal(), 1e-300)))
    coupling = csr_array(own @ shared @ own)
    reach = np.diff(coupling.indptr)
    if float(reach @ reach) < WIDE:
        coupling = csr_array(coupling + coupling @ coupling)
    coupling.setdiag(0.0)
    return coupling
