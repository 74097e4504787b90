"""Which factor of a design is absorbed: the larger, whose block is diagonal, goes first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from scipy.sparse import csr_array

from scoring.severity.arrays import Codes, Floats, Sparse, turned
from scoring.severity.design.panels import Panels, each_its_own, panels_of
from scoring.severity.design.ratings import Design
from scoring.severity.design.sheets import Sheets, sheets_of
from scoring.severity.solving.colours import colours_of, coupling_of, probes_of
from scoring.severity.solving.partition import Partition, partition_of


@dataclass(frozen=True)
class Layout:
    """Which factor is absorbed and which is kept; codes have shape (n_pairs,).

    Attributes:
        absorbed: Code of each pair's level of the absorbed factor.
        kept: Code of each pair's level of the kept factor.
        n_absorbed: Levels of the absorbed factor.
        n_kept: Levels of the kept factor.
        panels: Levels of the absorbed factor that were rated alike.
        sheets: Pairs whose rater asked the same.
        candidacies_absorbed: Whether candidacies are the absorbed factor.
    """

    absorbed: Codes
    kept: Codes
    n_absorbed: int
    n_kept: int
    panels: Panels
    sheets: Sheets
    candidacies_absorbed: bool

    @cached_property
    def filled_in(self) -> Sparse:
        """How many pairs of each panel filled in each sheet, shape (n_panels, n_sheets)."""
        panels = self.panels
        entries = (np.ones(len(panels.pairs)), self.sheets.of[panels.pairs], panels.starts)
        found: Sparse = csr_array(entries, shape=(panels.n_panels, self.sheets.n_sheets))
        found.sum_duplicates()
        return found

    @cached_property
    def by_sheet(self) -> Sparse:
        """The same turned round, shape (n_sheets, n_panels)."""
        return turned(self.filled_in)

    @cached_property
    def kept_by_sheet(self) -> Sparse:
        """Pairs by kept level and sheet, shape (n_kept, n_sheets)."""
        found: Sparse = csr_array(
            (np.ones(len(self.kept)), (self.kept, self.sheets.of)),
            shape=(self.n_kept, self.sheets.n_sheets),
        )
        found.sum_duplicates()
        return found

    @cached_property
    def pairs_by_sheet(self) -> Floats:
        """Pairs of each sheet, shape (n_sheets,)."""
        return np.bincount(self.sheets.of, minlength=self.sheets.n_sheets).astype(np.float64)

    def across(self, of_pairs: Floats) -> Sparse:
        """Values of standing pairs by panel and kept level, shape (n_panels, n_kept)."""
        panels = self.panels
        entries = (of_pairs, self.kept[panels.pairs], panels.starts)
        return csr_array(entries, shape=(panels.n_panels, self.n_kept))

    @cached_property
    def coupling(self) -> Sparse:
        """Levels that panels link, weighted by levels of the panels, shape (n_kept, n_kept)."""
        links = self.across(self.panels.count[self.panels.panel])
        coupling = csr_array(turned(self.across(np.ones(len(self.panels.pairs)))) @ links)
        coupling.setdiag(0.0)
        coupling.eliminate_zeros()
        return coupling

    @cached_property
    def partition(self) -> Partition:
        """Clusters of kept levels and the border between them."""
        return partition_of(self.coupling)

    @cached_property
    def probes(self) -> Callable[[int], Floats]:
        """Vectors of signs of so many colours that keep closely linked kept levels apart."""
        coupling = coupling_of(self.across(self.panels.count[self.panels.panel]))
        return cache(lambda n: probes_of(colours_of(coupling, min(n, self.n_kept))))


def layout_of(design: Design) -> Layout:
    """Absorb candidacies, or raters where there are more of them."""
    n_candidacies, n_raters = len(design.candidacies), len(design.raters)
    sheets = sheets_of(design)
    if n_candidacies >= n_raters:
        panels = panels_of(design, sheets)
        pairs = (design.candidacy, design.rater, n_candidacies, n_raters)
        return Layout(*pairs, panels, sheets, candidacies_absorbed=True)
    panels = each_its_own(design.rater, n_raters)
    pairs = (design.rater, design.candidacy, n_raters, n_candidacies)
    return Layout(*pairs, panels, sheets, candidacies_absorbed=False)
