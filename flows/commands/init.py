"""`twokeys init`: a workspace that runs at once."""

from pathlib import Path

import click

from flows.commands.options import say
from flows.workspace.create import DEFAULT_CULTURE, create_workspace


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--culture", default=DEFAULT_CULTURE, show_default=True, help="A shipped culture.")
def command(folder: Path, culture: str) -> None:
    """Make FOLDER a workspace that runs at once."""
    workspace = create_workspace(folder, culture)
    say(f"Made a workspace in {workspace.root}.")
    say(f"  1. Read and adapt {workspace.config / 'culture.yaml'}: it says what you stand for.")
    say(f"  2. Drop interview exports into {workspace.inbox}.")
    say(f"  3. twokeys run -w {folder}")
