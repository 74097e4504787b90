"""A night in order: the one place that says which stage follows which."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.ledger.ledger import hold, open_ledger
from flows.stages.ingest import Night, Progress, ingest_inbox
from flows.stages.outdated import with_newer_answers
from flows.stages.portfolio import write_portfolio
from flows.stages.score import score_night
from flows.stages.summary import run_of
from flows.stages.write import Written, write_shortlists
from flows.workspace.layout import open_workspace
from flows.workspace.settings import load_settings
from schemas.file_report import FileReport
from schemas.run import Run
from scoring.screening.inputs import Screening


def silent(_what: str, _done: int, _of: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Stages:
    """The stages that touch the world; the flow puts its tasks in their place.

    Attributes:
        read: Ingests the inbox.
        write: Writes the workbooks that changed.
        review: Writes the portfolio workbook.
        show: Shows the run to whoever looks.
    """

    read: Callable[[Night], tuple[list[FileReport], list[str]]] = ingest_inbox
    write: Callable[[Night, Screening], list[Written]] = write_shortlists
    review: Callable[[Night, Run, list[Written], Screening], str] = write_portfolio
    show: Callable[[Run], None] = lambda _run: None


def run_night(
    root: Path,
    as_of: datetime | None = None,
    progress: Progress = silent,
    stages: Stages | None = None,
) -> Run:
    """Do a night: read the inbox, score, write what changed, show it.

    Args:
        root: The workspace.
        as_of: The time the run stands for; now when left out.
        progress: Told how far it is.
        stages: The stages that touch the world.

    Raises:
        ConfigurationError: The configuration is wrong; nothing was written.
        LedgerError: Another run is at work.
    """
    stages = stages or Stages()
    settings = load_settings(root)
    started_at = datetime.now(UTC)
    moment = as_of or started_at
    with hold(settings.workspace) as ledger:
        run_id = ledger.register.begin_run(moment, started_at, settings.digest)
        night = Night(ledger, settings, run_id, moment, progress)
        files, waiting = stages.read(night)
        screening, said = score_night(night)
        files = with_newer_answers(ledger, files, screening.shortlists)
        written = stages.write(night, screening)
        warnings = [*waiting, *said, *screening.unmapped]
        run = run_of(run_id, started_at, files, written, warnings)
        portfolio = stages.review(night, run, written, screening)
        run = run.model_copy(update={"portfolio": portfolio, "finished_at": datetime.now(UTC)})
        ledger.register.finish_run(run)
    stages.show(run)
    return run


def run_since(root: Path, due: datetime) -> bool:
    """Whether a run of this workspace started after `due` and finished."""
    last = open_ledger(open_workspace(root)).register.last_run()
    return last is not None and last.started_at > due
