"""`twokeys serve`: the nightly schedule, kept until stopped."""

from pathlib import Path

import click

from flows.commands.options import say, workspace_option
from flows.prefect_home import set_prefect_home
from flows.prefect_server import prefect_server
from flows.workspace.settings import load_settings

DEFAULT_CRON = "0 2 * * *"


@click.command()
@workspace_option
@click.option("--cron", default=DEFAULT_CRON, show_default=True, help="When, as a cron line.")
@click.option("--timezone", default="UTC", show_default=True, help="IANA zone of the cron line.")
def command(root: Path, cron: str, timezone: str) -> None:
    """Run every night, one run at a time, until stopped."""
    workspace = load_settings(root).workspace
    set_prefect_home(workspace, pages=True)
    from flows.schedule import nightly_schedule  # Prefect reads its settings on import
    from flows.serving import serve_nightly

    schedule = nightly_schedule(cron, timezone)
    with prefect_server() as address:
        say(f"Serving {workspace.root}: {cron} {timezone}. Stop with Ctrl+C.")
        say(f"Prefect shows the runs at {address.removesuffix('/api')}")
        serve_nightly(workspace, schedule, address)
