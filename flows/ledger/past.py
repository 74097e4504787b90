"""The register at a glance: runs, shortlists and decisions without SQLAlchemy where that can be."""

import json
from dataclasses import dataclass
from typing import Protocol

from flows.ledger.glance import Glance, glance_at
from flows.ledger.records import DecisionRecord, ShortlistRecord
from flows.workspace.layout import Workspace
from schemas.decision import Decision
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.run import Run


class Past(Protocol):
    """What `flows.ledger.runs.Register` says to those who only read."""

    def last_run(self) -> Run | None:
        """The last run that finished."""

    def last_shortlist(self, requisition_id: str) -> ShortlistRecord | None:
        """The shortlist last written for a requisition."""

    def decisions(self) -> list[DecisionRecord]:
        """Every decision on record, in the order of recording."""


def past_of(workspace: Workspace) -> Past:
    """What is on record of a workspace's runs."""
    glance = glance_at(workspace)
    if glance is not None:
        return PastGlance(glance)
    from flows.ledger.engine import open_engine  # brings SQLAlchemy, which is slow to import
    from flows.ledger.runs import Register

    return Register(open_engine(workspace))


@dataclass(frozen=True)
class PastGlance:
    """The same of a catalog in SQLite."""

    glance: Glance

    def last_run(self) -> Run | None:
        """The last run that finished."""
        query = (
            "SELECT content FROM runs WHERE finished_at IS NOT NULL ORDER BY number DESC LIMIT 1"
        )
        found = self.glance.contents(query)
        return Run.model_validate(found[0]) if found else None

    def last_shortlist(self, requisition_id: str) -> ShortlistRecord | None:
        """The shortlist last written for a requisition."""
        query = (
            "SELECT run_id, fingerprint, workbook, content FROM shortlists "
            "WHERE requisition_id = ? ORDER BY id DESC LIMIT 1"
        )
        for run_id, fingerprint, workbook, content in self.glance.rows(query, requisition_id):
            shortlist = Shortlist.model_validate(json.loads(content))
            return ShortlistRecord(run_id, fingerprint, workbook, shortlist)
        return None

    def decisions(self) -> list[DecisionRecord]:
        """Every decision on record, in the order of recording."""
        made = self.glance.contents("SELECT content FROM decisions ORDER BY id")
        shown = self.glance.contents("SELECT snapshot FROM decisions ORDER BY id")
        return [
            DecisionRecord(
                Decision.model_validate(content),
                Candidacy.model_validate(snapshot) if snapshot else None,
            )
            for content, snapshot in zip(made, shown, strict=True)
        ]
