"""The history that portfolio audits read, from shortlists and the decisions on them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from schemas.decision import Decision
from schemas.results.shortlist import Candidacy, Shortlist
from scoring.audit.portfolio.history import HISTORY
from scoring.screening.inputs import CandidacyId


def history_of(
    shortlists: Sequence[Shortlist], decided: Mapping[CandidacyId, Decision], as_of: datetime
) -> pl.DataFrame:
    """Lay out every candidacy with its status and the decision in force.

    Args:
        shortlists: Tonight's of the open requisitions, and the last ones of those closed.
        decided: The decision in force on each candidacy that has one.
        as_of: The month of a candidacy whose responses carry no time.
    """
    rows = [
        _row(shortlist, one, decided.get((shortlist.requisition_id, one.candidate_id)), latest)
        for shortlist in shortlists
        for one, latest in zip(
            shortlist.candidates, _latest_responses(shortlist, as_of), strict=True
        )
    ]
    return pl.DataFrame(rows, schema=HISTORY)


def _latest_responses(shortlist: Shortlist, as_of: datetime) -> list[datetime]:
    latest: dict[str, datetime] = {}
    for line in shortlist.evidence:
        if line.submitted_at is not None:
            known = latest.get(line.candidate_id, line.submitted_at)
            latest[line.candidate_id] = max(known, line.submitted_at)
    return [latest.get(one.candidate_id, as_of) for one in shortlist.candidates]


def _row(
    shortlist: Shortlist, one: Candidacy, decision: Decision | None, latest: datetime
) -> dict[str, object]:
    return {
        "month": f"{decision.decided_at if decision else latest:%Y-%m}",
        "requisition_id": shortlist.requisition_id,
        "candidate_id": one.candidate_id,
        "status": one.status.value,
        "rank": one.rank,
        "values_level": one.values.level,
        "skill_level": one.skill.level,
        "overall": one.overall,
        "values_asked": one.values.n_ratings > 0,
        "skill_asked": one.skill.n_ratings > 0,
        "flags_seen": [seen.flag for seen in one.flags],
        "flags_confirmed": [seen.flag for seen in one.flags if seen.confirmed],
        "choice": decision.choice.value if decision else None,
        "decider": decision.decider if decision else None,
        "decision_reason": decision.reason if decision else None,
        "status_then": decision.status_then.value if decision else None,
    }
