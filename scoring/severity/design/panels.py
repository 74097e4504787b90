"""Panels: levels of the absorbed factor that were rated alike share all but their scores.

A million candidacies are seen by some hundred thousand distinct panels (the same raters asking
the same questions). What does not depend on scores is worked out once a panel.
"""

from dataclasses import dataclass

import numpy as np

from scoring.severity.arrays import Codes, Floats
from scoring.severity.design.ratings import Design
from scoring.severity.design.sheets import WORTH_IT, Sheets, alike, mixed


@dataclass(frozen=True)
class Panels:
    """Distinct panels, each with one level that stands for it.

    Attributes:
        of: Panel of each absorbed level, shape (n_absorbed,).
        count: Levels of each panel, shape (n_panels,).
        pairs: Pairs of the levels that stand for panels, shape (n_standing,).
        panel: Panel of each such pair, non-decreasing, shape (n_standing,).
    """

    of: Codes
    count: Floats
    pairs: Codes
    panel: Codes

    @property
    def n_panels(self) -> int:
        """Distinct panels."""
        return len(self.count)

    @property
    def starts(self) -> Codes:
        """First standing pair of each panel, and the number of them, shape (n_panels + 1,)."""
        return np.searchsorted(self.panel, np.arange(self.n_panels + 1))


def each_its_own(absorbed: Codes, n_absorbed: int) -> Panels:
    """Panels where no two levels are taken together."""
    pairs = np.argsort(absorbed, kind="stable")
    return Panels(np.arange(n_absorbed), np.ones(n_absorbed), pairs, absorbed[pairs])


def panels_of(design: Design, sheets: Sheets) -> Panels:
    """Take candidacies whose raters are the same and filled in the same sheets together."""
    n_candidacies = len(design.candidacies)
    if design.n_ratings < WORTH_IT:
        return each_its_own(design.candidacy, n_candidacies)
    first_pair = np.flatnonzero(np.diff(design.candidacy, prepend=-1))
    seats = design.rater * sheets.n_sheets + sheets.of
    one = mixed(seats.astype(np.uint64))
    two = np.add.reduceat(mixed(one), first_pair)
    of, standing, count = alike(np.add.reduceat(one, first_pair), two)
    sizes = np.diff(np.append(first_pair, design.n_pairs))[standing]
    panel = np.repeat(np.arange(len(standing)), sizes)
    within = np.arange(len(panel)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return Panels(of, count.astype(np.float64), first_pair[standing][panel] + within, panel)
