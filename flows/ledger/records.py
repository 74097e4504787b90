"""Shortlists and decisions as they are on record."""

from dataclasses import dataclass

from schemas.decision import Decision
from schemas.results.shortlist import Candidacy, Shortlist
from scoring.standing import FREEZING


@dataclass(frozen=True)
class ShortlistRecord:
    """A shortlist as it was last written."""

    run_id: str
    fingerprint: str
    workbook: str | None
    shortlist: Shortlist


@dataclass(frozen=True)
class DecisionRecord:
    """A decision with the candidacy as it was shown to the decider."""

    decision: Decision
    snapshot: Candidacy | None

    @property
    def freezes(self) -> bool:
        """Whether it freezes the candidacy's scores and status."""
        return self.decision.choice in FREEZING
