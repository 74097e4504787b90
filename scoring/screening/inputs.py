"""What a screening is made from, and what it gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from schemas.config.policy import Policy, Requisition
from schemas.config.role import Role
from schemas.results.reliability import DistinctKeys
from schemas.results.scores import EvidenceLine
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.words import Track
from scoring.assign import Maps
from scoring.guides import Guides
from scoring.severity.fit import TrackFit

CandidacyId = tuple[str, str]
"""Requisition and candidate."""


@dataclass(frozen=True)
class FrozenRecord:
    """A candidacy as it was when a decision froze it.

    Attributes:
        candidacy: As its decider was shown it.
        evidence: The lines that its keys then rested on, with their arithmetic.
    """

    candidacy: Candidacy
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True)
class ScreeningInputs:
    """Everything that a screening depends on; the same inputs give the same result.

    Attributes:
        responses: Live rows, `schemas.frames.STORED` columns, in a stable order.
        guides: Culture and roles.
        policy: Floors, evidence, seats and thresholds.
        openings: Every requisition, open or closed, with its role.
        own_maps: The workspace's map entries, by source name.
        starting_maps: The shipped map entries, by source name.
        as_of: The time it stands for, UTC.
        names: Display names by candidate id.
        frozen: Candidacies as they were when a decision froze them.
    """

    responses: pl.DataFrame
    guides: Guides
    policy: Policy
    openings: tuple[Requisition, ...]
    own_maps: Maps
    starting_maps: Maps
    as_of: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    frozen: Mapping[CandidacyId, FrozenRecord] = field(default_factory=dict)

    def records(self, requisition_id: str, candidates: Iterable[str]) -> dict[str, FrozenRecord]:
        """Which of the candidates of one requisition are frozen, each with its record."""
        return {
            who: self.frozen[requisition_id, who]
            for who in candidates
            if (requisition_id, who) in self.frozen
        }

    def role(self, role_id: str) -> Role:
        """The declared role of that id."""
        return next(role for role in self.guides.roles if role.id == role_id)


@dataclass(frozen=True)
class Screening:
    """What a screening gives.

    Attributes:
        shortlists: One for each open requisition, by requisition id.
        fits: The model of each key, fitted alone.
        scored: Every live response with its track, question and score.
        ratings: By track, what the model read (`schemas.frames.RATINGS`).
        judged: One row a candidacy of the open requisitions, in the order of the shortlists.
        distinct: Whether values ratings say anything that skill ratings do not.
        unmapped: One line for each name that no map covers.
    """

    shortlists: tuple[Shortlist, ...]
    fits: Mapping[Track, TrackFit]
    scored: pl.DataFrame
    ratings: Mapping[Track, pl.DataFrame]
    judged: pl.DataFrame
    distinct: DistinctKeys
    unmapped: tuple[str, ...]
