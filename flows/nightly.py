"""The nightly flow: what `twokeys run`, the schedule and a file drop all start."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.utilities.annotations import quote

from flows.progress import shown_progress
from flows.publish import publish
from flows.stages.ingest import Night, ingest_inbox
from flows.stages.night import Stages, run_night, run_since
from flows.stages.portfolio import write_portfolio
from flows.stages.write import Written, write_shortlists
from schemas.file_report import FileReport
from schemas.run import Run
from scoring.screening.inputs import Screening

P = ParamSpec("P")
R = TypeVar("R")

_io = task(cache_policy=NO_CACHE, persist_result=False)


@_io
def read_inbox(night: Night) -> tuple[list[FileReport], list[str]]:
    """Ingest every settled file."""
    return ingest_inbox(night)


@_io
def write_workbooks(night: Night, screening: Screening) -> list[Written]:
    """Write the workbooks of the requisitions that changed."""
    return write_shortlists(night, screening)


@_io
def write_review(night: Night, run: Run, written: list[Written], screening: Screening) -> str:
    """Write the portfolio workbook."""
    return write_portfolio(night, run, written, screening)


@_io
def publish_artifacts(run: Run) -> None:
    """Show the run to whoever looks at Prefect; identifiers only."""
    publish(run)


def _unexamined(stage: Callable[P, R]) -> Callable[P, R]:
    """Hand a stage its arguments quoted.

    Prefect would else walk through every answer of every candidate, in search of futures: most
    of a minute for a company of a few hundred.
    """

    def call(*arguments: P.args, **named: P.kwargs) -> R:
        quoted: Any = [quote(argument) for argument in arguments]
        return stage(*quoted, **named)

    return call


@flow(name="nightly", validate_parameters=False, persist_result=False)
def nightly(root: str, as_of: datetime | None = None) -> Run | State[Any]:
    """Screen a workspace: read the inbox, score, write what changed, publish.

    Args:
        root: The workspace.
        as_of: The time the run stands for; now when left out.

    Returns:
        What the run found; or, for a night that was missed and that a later run has made up
        for, a completed state called Superseded.
    """
    due = flow_run.scheduled_start_time
    if as_of is None and run_since(Path(root), due):
        return Completed(name="Superseded", message="A later run has read the inbox since.")
    stages = Stages(
        _unexamined(read_inbox),
        _unexamined(write_workbooks),
        _unexamined(write_review),
        _unexamined(publish_artifacts),
    )
    with shown_progress() as progress:
        return run_night(Path(root), as_of, progress, stages)
