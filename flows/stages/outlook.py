"""What becomes of a file's answers: which wait, which no track knows, which give way to others."""

from collections.abc import Sequence

import polars as pl

from flows.intake.ats.starting_map import STARTING_MAPS
from flows.ledger.live import KNOWN, NATURAL_KEY, WAITS, resolve
from flows.stages.openings import openings_of
from flows.workspace.settings import Settings
from schemas.config.policy import Requisition
from schemas.config.source import QuestionMap, Source
from schemas.file_report import FileReport
from schemas.words import FileStatus
from scoring.assign import assign, unmapped_lines, with_roles


def with_outlook(
    reports: Sequence[FileReport],
    stored: pl.DataFrame,
    links: pl.DataFrame,
    settings: Settings,
    told: Sequence[Requisition],
) -> list[FileReport]:
    """Say of each file what becomes of its answers.

    Args:
        reports: What was read.
        stored: The responses of these files, `schemas.frames.STORED`.
        links: What companions say, `schemas.frames.LINKS`.
        settings: The configuration.
        told: Requisitions that companions declared.

    Returns:
        The reports with `n_pending`, `unmapped`, and `status` pending where all waits; `reason`
        says how many answers give way to later ones of the same file.
    """
    resolved = resolve(stored, links, settings.people)
    own = {str(name): rows for (name,), rows in resolved.group_by("file_digest")}
    return [
        _restated(report, own[report.digest], settings, told) if report.digest in own else report
        for report in reports
    ]


def starting_maps() -> dict[str, tuple[QuestionMap, ...]]:
    """The shipped map entries, by the source name that responses carry."""
    return {source.value: maps for source, maps in STARTING_MAPS.items()}


def maps_of(sources: tuple[Source, ...]) -> dict[str, tuple[QuestionMap, ...]]:
    """The workspace's map entries, by the source name that responses carry."""
    found: dict[str, tuple[QuestionMap, ...]] = {}
    for source in sources:
        name = source.builtin or source.name
        found[name] = found.get(name, ()) + source.maps
    return found


def _restated(
    report: FileReport, rows: pl.DataFrame, settings: Settings, told: Sequence[Requisition]
) -> FileReport:
    known = rows.filter(KNOWN)
    n_pending = rows.filter(WAITS).height
    n_replaced = known.height - known.n_unique(NATURAL_KEY)
    status = report.status
    if status is FileStatus.INGESTED and 0 < report.n_responses == n_pending:
        status = FileStatus.PENDING
    update = {
        "n_pending": n_pending,
        "status": status,
        "unmapped": _unmapped(known, settings, told),
        "reason": "; ".join(filter(None, (report.reason, _giving_way(n_replaced)))),
    }
    return report.model_copy(update=update)


def _giving_way(n_replaced: int) -> str:
    if not n_replaced:
        return ""
    answers = "1 answer gives" if n_replaced == 1 else f"{n_replaced} answers give"
    return f"{answers} way to a later one of the same candidate, rater and question in this file"


def _unmapped(
    known: pl.DataFrame, settings: Settings, told: Sequence[Requisition]
) -> tuple[str, ...]:
    """Names that no map covers, of requisitions whose role is known."""
    openings, _ = openings_of(settings, told, known["requisition_id"].unique().to_list())
    rows = with_roles(known, openings).drop_nulls("role")
    own = maps_of(settings.sources)
    assigned = assign(rows, settings.guides, own, starting_maps())
    return unmapped_lines(assigned, settings.guides, own)
