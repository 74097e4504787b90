"""A shortlist workbook in the making: what its sheets share."""

from dataclasses import dataclass, field
from functools import cached_property

from openpyxl import Workbook

from reports.grid import Grid
from reports.layout.page import TABLE_TOP, add_page
from reports.theme import Styles
from schemas.books.book import BookContext
from schemas.decision import Decision
from schemas.results.scores import EvidenceLine
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.words import Status

EVIDENCE_TOP = TABLE_TOP


@dataclass(frozen=True)
class Draft:
    """The workbook, its formats, and the contracts that its sheets show."""

    book: Workbook
    shortlist: Shortlist
    context: BookContext
    styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        """Register the theme with the workbook."""
        object.__setattr__(self, "styles", Styles(self.book))

    @property
    def footer(self) -> str:
        """Where a printed page came from."""
        return (
            f"Requisition {self.shortlist.requisition_id} · run {self.context.run_id} · "
            f"{self.context.made_at:%Y-%m-%d %H:%M} UTC"
        )

    @property
    def shows_raters(self) -> bool:
        """Whether the policy lets this workbook name raters."""
        return self.context.policy.view.raters == "full"

    def page(self, name: str, title: str, subtitle: str) -> Grid:
        """Append a sheet."""
        return add_page(self.book, self.styles, name, title, subtitle)

    def with_status(self, *statuses: Status) -> list[Candidacy]:
        """The candidacies of these statuses: statuses as given, the shortlist's order within."""
        return [
            candidacy
            for status in statuses
            for candidacy in self.shortlist.candidates
            if candidacy.status is status
        ]

    @cached_property
    def evidence(self) -> list[EvidenceLine]:
        """The evidence in the order of the shortlist, values before skill, as first given."""
        place = {
            candidacy.candidate_id: at for at, candidacy in enumerate(self.shortlist.candidates)
        }
        return sorted(
            self.shortlist.evidence,
            key=lambda line: (
                place.get(line.candidate_id, len(place)),
                line.candidate_id,
                line.track.value != "values",
                line.track.value,
            ),
        )

    @cached_property
    def evidence_rows(self) -> dict[str, int]:
        """The row of the evidence sheet where each candidate's ratings begin."""
        rows: dict[str, int] = {}
        for row, line in enumerate(self.evidence, EVIDENCE_TOP + 1):
            rows.setdefault(line.candidate_id, row)
        return rows

    @cached_property
    def recorded(self) -> dict[str, Decision]:
        """The decision on record for each candidate: the one that stands, or the last made."""
        if self.context.standing:
            return {decision.candidate_id: decision for decision in self.context.standing}
        return {
            decision.candidate_id: decision
            for decision in sorted(self.context.decisions, key=lambda made: made.decided_at)
            if decision.requisition_id == self.shortlist.requisition_id
        }

    @property
    def any_frozen(self) -> bool:
        """Whether a decision froze the scores of any candidate."""
        return any(candidacy.frozen for candidacy in self.shortlist.candidates)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each candidate is called."""
        return {
            candidacy.candidate_id: candidacy.label or candidacy.candidate_id
            for candidacy in self.shortlist.candidates
        }
