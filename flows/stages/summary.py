"""Summary: a run as a contract, for the ledger, `--json` and the artifacts."""

from collections.abc import Sequence
from datetime import datetime

from flows.stages.write import Written
from schemas.file_report import FileReport
from schemas.results.scores import KeyScore
from schemas.run import CandidateReport, KeyReport, RequisitionReport, Run
from schemas.words import FileStatus


def run_of(
    run_id: str,
    started_at: datetime,
    files: Sequence[FileReport],
    written: Sequence[Written],
    warnings: Sequence[str],
) -> Run:
    """State what a run read, wrote and found."""
    return Run(
        run_id=run_id,
        started_at=started_at,
        files=tuple(files),
        requisitions=tuple(requisition_report(one) for one in written),
        warnings=tuple(warnings),
    )


def requisition_report(written: Written) -> RequisitionReport:
    """One open requisition in brief."""
    shortlist = written.shortlist
    return RequisitionReport(
        requisition_id=shortlist.requisition_id,
        role=shortlist.role,
        workbook=written.workbook,
        candidates=tuple(
            CandidateReport(
                candidate_id=candidacy.candidate_id,
                status=candidacy.status,
                rank=candidacy.rank,
                band=candidacy.band,
                values=_key(candidacy.values),
                skill=_key(candidacy.skill),
                reasons=candidacy.reasons,
            )
            for candidacy in shortlist.candidates
        ),
        dominance=written.dominance.model_dump(mode="json") if written.dominance else {},
        changed=written.changed,
    )


def _key(key: KeyScore) -> KeyReport:
    return KeyReport(raw=key.raw, level=key.level, se=key.se, p_above_floor=key.p_above_floor)


def has_faults(run: Run) -> bool:
    """Whether anything dropped could not be read whole."""
    faulty = {FileStatus.PARTLY, FileStatus.REFUSED}
    return any(report.status in faulty for report in run.files)
