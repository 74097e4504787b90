"""Outdated: a decision workbook that is older than answers about those it decides on says so."""

from collections.abc import Sequence

from flows.ledger.ledger import Ledger
from flows.ledger.recording import restate
from flows.ledger.runs import Register
from schemas.file_report import FileReport
from schemas.results.scores import EvidenceLine
from schemas.results.shortlist import Shortlist
from schemas.words import FileStatus, SourceName
from scoring.screening.frozen import said_since

_NAMED = 3


def with_newer_answers(
    ledger: Ledger, reports: Sequence[FileReport], shortlists: Sequence[Shortlist]
) -> list[FileReport]:
    """Add to the note on each decision workbook which answers its deciders were not shown.

    Args:
        ledger: Held for this run; the notes are written there too.
        reports: What became of the files of this run.
        shortlists: Tonight's, of the open requisitions.
    """
    tonight = {one.requisition_id: one for one in shortlists}
    noted = [_noted(ledger.register, report, tonight) for report in reports]
    changed = [now for now, before in zip(noted, reports, strict=True) if now is not before]
    if changed:
        with ledger.catalog.transaction() as connection:
            restate(connection, changed)
    return noted


def _noted(register: Register, report: FileReport, tonight: dict[str, Shortlist]) -> FileReport:
    if report.source is not SourceName.DECISIONS or report.status is FileStatus.DUPLICATE:
        return report
    newer = _newer_answers(register, report.digest, tonight)
    return (
        report.model_copy(update={"reason": _with_note(report.reason, newer)}) if newer else report
    )


def _newer_answers(
    register: Register, digest: str, tonight: dict[str, Shortlist]
) -> dict[str, int]:
    """By candidate decided on in one file, how many answers its workbook did not show."""
    found: dict[str, int] = {}
    by_workbook: dict[tuple[str, str], set[str]] = {}
    for made in register.decisions_in(digest):
        by_workbook.setdefault((made.requisition_id, made.run_id), set()).add(made.candidate_id)
    for (requisition_id, run_id), decided in by_workbook.items():
        shown = register.shortlist_of_run(requisition_id, run_id)
        now = tonight.get(requisition_id)
        if shown is None or now is None:
            continue
        for line in said_since(_about(shown, decided), _about(now, decided)):
            found[line.candidate_id] = found.get(line.candidate_id, 0) + 1
    return found


def _about(shortlist: Shortlist, candidates: set[str]) -> list[EvidenceLine]:
    return [line for line in shortlist.evidence if line.candidate_id in candidates]


def _with_note(reason: str, newer: dict[str, int]) -> str:
    named = ", ".join(f"{who} ({n} new)" for who, n in list(newer.items())[:_NAMED])
    more = len(newer) - _NAMED
    rest = f" and {more} more" if more > 0 else ""
    return (
        f"{reason} The workbook is older than answers about {named}{rest}: an advance or decline "
        "rests on what it showed, and those answers count after a new decision."
    )
