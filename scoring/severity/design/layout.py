"""Which factor of a design is absorbed: the larger, whose block is diagonal, goes first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from scipy.sparse import csr_array

from scoring.severity.arrays import Codes, Floats
from scoring.severity.design.panels import Panels, each_its_own, panels_of
from scoring.severity.design.ratings import Design
from scoring.severity.solving.colours import colours_of, coupling_of, probes_of


@dataclass(frozen=True)
class Layout:
    """Which factor is absorbed and which is kept; codes have shape (n_pairs,).

    Attributes:
        absorbed: Code of each pair's level of the absorbed factor.
        kept: Code of each pair's level of the kept factor.
        n_absorbed: Levels of the absorbed factor.
        n_kept: Levels of the kept factor.
        panels: Levels of the absorbed factor that were rated alike.
        candidacies_absorbed: Whether candidacies are the absorbed factor.
    """

    absorbed: Codes
    kept: Codes
    n_absorbed: int
    n_kept: int
    panels: Panels
    candidacies_absorbed: bool

    @cached_property
    def probes(self) -> Callable[[int], Floats]:
        """Vectors of signs of so many colours that keep closely linked kept levels apart."""
        panels = self.panels
        places = (panels.panel, self.kept[panels.pairs])
        weights = panels.count[panels.panel]
        links = csr_array((weights, places), shape=(panels.n_panels, self.n_kept))
        coupling = coupling_of(links)
        return cache(lambda n: probes_of(colours_of(coupling, min(n, self.n_kept))))


def layout_of(design: Design) -> Layout:
    """Absorb candidacies, or raters where there are more of them."""
    n_candidacies, n_raters = len(design.candidacies), len(design.raters)
    if n_candidacies >= n_raters:
        panels = panels_of(design)
        return Layout(design.candidacy, design.rater, n_candidacies, n_raters, panels, True)
    panels = each_its_own(design.rater, n_raters)
    return Layout(design.rater, design.candidacy, n_raters, n_candidacies, panels, False)
