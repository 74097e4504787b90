"""Serving: the nightly schedule, one run at a time, the latest missed night only."""

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron

from flows.nightly import nightly
from flows.workspace.layout import Workspace


def serve_nightly(workspace: Workspace, cron: str, timezone: str) -> None:
    """Register the schedule and run it until stopped.

    Args:
        workspace: Which one.
        cron: When, as a cron line.
        timezone: IANA zone of the cron line.
    """
    nightly.serve(
        name=deployment_name(workspace),
        schedule=Cron(cron, timezone=timezone),
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
