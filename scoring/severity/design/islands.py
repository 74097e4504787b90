"""Islands: sets of candidates and raters that no shared rating links to the others."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scoring.severity.arrays import Codes


def islands(first: Codes, second: Codes, n_first: int, n_second: int) -> tuple[Codes, Codes]:
    """Number the connected components of a two-sided graph.

    Args:
        first: Node on the one side of each link, 0 to `n_first` - 1.
        second: Node on the other side, 0 to `n_second` - 1.
        n_first: Nodes on the one side, each with at least one link.
        n_second: Nodes on the other.

    Returns:
        The island of each node of the first and of the second side, numbered from 1 in the
        order in which they appear along the first side.

    Source:
        Weeks and Williams (1964): a two-way design is connected when its graph is.
    """
    size = n_first + n_second
    links = coo_array((np.ones(len(first)), (first, second + n_first)), shape=(size, size))
    _, label = connected_components(links.tocsr(), directed=False)
    seen, where = np.unique(label, return_index=True)
    number = np.empty(len(seen), np.int64)
    number[np.argsort(where, kind="stable")] = np.arange(1, len(seen) + 1)
    numbered = number[label]
    return numbered[:n_first], numbered[n_first:]
