"""Runs, shortlists and decisions on record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from flows.ledger.events import append_event
from flows.ledger.records import DecisionRecord, ShortlistRecord
from flows.ledger.tables import decisions, files, runs, shortlists
from schemas.decision import Decision
from schemas.results.shortlist import Candidacy, Shortlist
from schemas.run import Run


class Register:
    """Runs, shortlists and decisions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin_run(self, as_of: datetime, started_at: datetime, settings_digest: str) -> str:
        """Open a run and return its id: the time it stands for, and its number."""
        with self._engine.begin() as connection:
            last = connection.execute(select(func.max(runs.c.number))).scalar()
            number = int(last or 0) + 1
            run_id = f"{as_of:%Y%m%dT%H%M%SZ}-{number}"
            upto = connection.execute(select(func.max(files.c.dropped))).scalar()
            connection.execute(
                insert(runs).values(
                    number=number,
                    run_id=run_id,
                    as_of=as_of,
                    started_at=started_at,
                    settings_digest=settings_digest,
                    dropped_upto=int(upto or 0),
                )
            )
            append_event(connection, started_at, "run_started", {"run_id": run_id})
        return run_id

    def finish_run(self, run: Run) -> None:
        """Close a run with what it found."""
        finished = run.finished_at or run.started_at
        with self._engine.begin() as connection:
            upto = connection.execute(select(func.max(files.c.dropped))).scalar()
            connection.execute(
                update(runs)
                .where(runs.c.run_id == run.run_id)
                .values(
                    finished_at=finished,
                    dropped_upto=int(upto or 0),
                    content=run.model_dump(mode="json"),
                )
            )
            changed = [r.requisition_id for r in run.requisitions if r.changed]
            append_event(
                connection, finished, "run_finished", {"run_id": run.run_id, "changed": changed}
            )

    def last_run(self) -> Run | None:
        """The last run that finished."""
        with self._engine.connect() as connection:
            content = connection.execute(
                select(runs.c.content)
                .where(runs.c.finished_at.is_not(None))
                .order_by(runs.c.number.desc())
                .limit(1)
            ).scalar()
        return Run.model_validate(content) if content is not None else None

    def requisition_ids(self) -> list[str]:
        """Every requisition that a shortlist was ever written for."""
        with self._engine.connect() as connection:
            names = select(shortlists.c.requisition_id).distinct().order_by("requisition_id")
            return list(connection.execute(names).scalars())

    def last_shortlist(self, requisition_id: str) -> ShortlistRecord | None:
        """The shortlist last written for a requisition."""
        with self._engine.connect() as connection:
            row = connection.execute(
                select(shortlists)
                .where(shortlists.c.requisition_id == requisition_id)
                .order_by(shortlists.c.id.desc())
                .limit(1)
            ).one_or_none()
        if row is None:
            return None
        shortlist = Shortlist.model_validate(row.content)
        return ShortlistRecord(row.run_id, row.fingerprint, row.workbook, shortlist)

    def record_shortlist(
        self, shortlist: Shortlist, run_id: str, fingerprint: str, workbook: str, at: datetime
    ) -> None:
        """Record a shortlist whose workbook was written."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(shortlists).values(
                    requisition_id=shortlist.requisition_id,
                    run_id=run_id,
                    fingerprint=fingerprint,
                    workbook=workbook,
                    content=shortlist.model_dump(mode="json"),
                )
            )
            append_event(
                connection,
                at,
                "shortlist_written",
                {
                    "run_id": run_id,
                    "requisition_id": shortlist.requisition_id,
                    "fingerprint": fingerprint,
                },
            )

    def shortlist_of_run(self, requisition_id: str, run_id: str) -> Shortlist | None:
        """The shortlist that a run wrote for a requisition."""
        with self._engine.connect() as connection:
            content = connection.execute(
                select(shortlists.c.content)
                .where(shortlists.c.requisition_id == requisition_id)
                .where(shortlists.c.run_id == run_id)
            ).scalar()
        return Shortlist.model_validate(content) if content is not None else None

    def decisions_in(self, digest: str) -> list[Decision]:
        """The decisions that one file brought, in the order of recording."""
        with self._engine.connect() as connection:
            content = connection.execute(
                select(decisions.c.content)
                .where(decisions.c.file_digest == digest)
                .order_by(decisions.c.id)
            ).scalars()
            return [Decision.model_validate(one) for one in content]

    def decisions(self) -> list[DecisionRecord]:
        """Every decision on record, in the order of recording."""
        with self._engine.connect() as connection:
            rows = list(connection.execute(select(decisions).order_by(decisions.c.id)))
        return [
            DecisionRecord(
                Decision.model_validate(row.content),
                Candidacy.model_validate(row.snapshot) if row.snapshot else None,
            )
            for row in rows
        ]


def record_decision(
    connection: Connection,
    decision: Decision,
    snapshot: Candidacy | None,
    file_digest: str | None,
    at: datetime,
) -> None:
    """Record one decision with what the decider was shown, and the event."""
    content: dict[str, Any] = decision.model_dump(mode="json")
    connection.execute(
        insert(decisions).values(
            file_digest=file_digest,
            requisition_id=decision.requisition_id,
            candidate_id=decision.candidate_id,
            recorded_at=at,
            content=content,
            snapshot=snapshot.model_dump(mode="json") if snapshot else None,
        )
    )
    append_event(
        connection,
        at,
        "decision_recorded",
        {
            "requisition_id": decision.requisition_id,
            "choice": decision.choice.value,
            "override": decision.override,
            "run_id": decision.run_id,
        },
    )
