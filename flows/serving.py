"""Serving: the nightly schedule, one run at a time, the latest missed night only."""

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Schedule
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.nightly import nightly
from flows.workspace.layout import Workspace


def serve_nightly(workspace: Workspace, schedule: Schedule, address: str) -> None:
    """Register the schedule and run it until stopped.

    A night that falls due while another run is at work is cancelled; nights missed while nothing
    was served end at once as superseded, but for one (see `flows.nightly`).

    Args:
        workspace: Which one.
        schedule: When.
        address: The API of the server that keeps the schedule.
    """
    with temporary_settings({PREFECT_API_URL: address}):
        nightly.serve(
            name=deployment_name(workspace),
            schedule=schedule,
            parameters={"root": str(workspace.root)},
            limit=1,
            global_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
            pause_on_shutdown=False,
            print_starting_message=False,
        )


def deployment_name(workspace: Workspace) -> str:
    """The deployment's name: the folder's, so that two workspaces can share a server."""
    return f"{workspace.root.name}-nightly"
