"""Write: the workbooks of the requisitions that changed."""

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from flows.ledger.records import ShortlistRecord
from flows.ledger.standings import dispute_sentence, standing_records
from flows.stages.audit import audits_of
from flows.stages.fingerprint import fingerprint_of
from flows.stages.ingest import Night
from flows.stages.saving import EARLIER, save_whole, set_aside
from reports.book import shortlist_book
from reports.save import workbook_bytes
from schemas.books.book import BookContext, InputFile
from schemas.results.audit import Dominance
from schemas.results.shortlist import Shortlist
from scoring.screening.inputs import Screening
from scoring.screening.movers import movers

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Written:
    """What became of one requisition's workbook.

    Attributes:
        shortlist: Tonight's.
        workbook: Its path within the workspace.
        dominance: The audit of its decisions; None without candidates.
        changed: Whether it was written tonight.
    """

    shortlist: Shortlist
    workbook: str
    dominance: Dominance | None
    changed: bool


def write_shortlists(night: Night, screening: Screening) -> list[Written]:
    """Write the workbooks that changed, and record each as it is written."""
    decisions = [record.decision for record in night.ledger.register.decisions()]
    audits = audits_of(screening, decisions, night.settings.policy)
    written: list[Written] = []
    for number, shortlist in enumerate(screening.shortlists):
        night.progress("writing shortlists", number, len(screening.shortlists))
        written.append(_write_one(night, shortlist, audits.get(shortlist.requisition_id)))
    return written


def _write_one(night: Night, shortlist: Shortlist, dominance: Dominance | None) -> Written:
    register, workspace = night.ledger.register, night.settings.workspace
    last = register.last_shortlist(shortlist.requisition_id)
    shortlist = _with_disputes(night, shortlist)
    context = book_context(night, shortlist, last, dominance)
    fingerprint = fingerprint_of(
        shortlist, night.settings.policy, context.decisions, context.product_version
    )
    standing = last.workbook if last and last.fingerprint == fingerprint else None
    if standing is not None and (workspace.root / standing).is_file():
        return Written(shortlist, standing, dominance, changed=False)
    folder = workspace.shortlists / safe_name(shortlist.requisition_id)
    target = folder / f"{safe_name(shortlist.requisition_id)}-{night.run_id}.xlsx"
    save_whole(target, workbook_bytes(shortlist_book(shortlist, context), context.made_at))
    workbook = target.relative_to(workspace.root).as_posix()
    register.record_shortlist(shortlist, night.run_id, fingerprint, workbook, night.as_of)
    set_aside(folder, (target,), EARLIER)
    return Written(shortlist, workbook, dominance, changed=True)


def book_context(
    night: Night,
    shortlist: Shortlist,
    last: ShortlistRecord | None,
    dominance: Dominance | None,
) -> BookContext:
    """What the workbook states beside the shortlist."""
    settings = night.settings
    role = next(role for role in settings.roles if role.id == shortlist.role)
    files = {line.source_file for line in shortlist.evidence}
    records = night.ledger.register.decisions()
    return BookContext(
        run_id=night.run_id,
        made_at=night.as_of,
        product_version=version("twokeys"),
        policy=settings.policy,
        culture=settings.culture.name,
        policy_digest=_digest(settings.policy.model_dump_json()),
        culture_digest=_digest(settings.culture.model_dump_json()),
        role_digest=_digest(role.model_dump_json()),
        dimension_names={
            dimension.id: dimension.name
            for dimension in (*settings.culture.dimensions, *role.competencies)
        },
        flag_names={flag.id: flag.name for flag in settings.culture.red_flags},
        dominance=dominance.model_dump(mode="json") if dominance else {},
        previous_run_id=last.run_id if last else None,
        movers=movers(last.shortlist, shortlist) if last else (),
        decisions=tuple(
            record.decision
            for record in records
            if record.decision.requisition_id == shortlist.requisition_id
        ),
        standing=tuple(
            record.decision
            for (requisition, _), (_, record) in standing_records(records).items()
            if requisition == shortlist.requisition_id
        ),
        inputs=tuple(
            InputFile(name=report.name, digest=report.digest)
            for report in night.ledger.catalog.file_reports()
            if report.name in files
        ),
    )


def _with_disputes(night: Night, shortlist: Shortlist) -> Shortlist:
    """Add to what the reader must know where deciders disagree, and who."""
    found = standing_records(night.ledger.register.decisions())
    said = [
        sentence
        for (requisition, _), (standing, _) in sorted(found.items(), key=lambda entry: entry[0])
        if requisition == shortlist.requisition_id and (sentence := dispute_sentence(standing))
    ]
    return shortlist.model_copy(update={"notes": (*shortlist.notes, *said)})


def safe_name(requisition_id: str) -> str:
    """A requisition id as a folder's name: no path tricks, and no two ids share one."""
    plain = _UNSAFE.sub("_", requisition_id).strip(".")
    if plain == requisition_id and plain:
        return plain
    return f"{plain or 'requisition'}-{_digest(requisition_id)[:8]}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
