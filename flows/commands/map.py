"""`twokeys map`: drafts the Source file for an export that no reader knows."""

import sys
from pathlib import Path

import click

from flows.commands.options import say, workspace_option
from flows.intake.drafting.draft import CHANGE, draft_source
from flows.workspace.settings import load_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@workspace_option
def command(file: Path, root: Path) -> None:
    """Draft the Source file for FILE: which of its columns, fields or questions are what.

    The draft goes to standard output; nothing is stored.
    """
    settings = load_settings(root)
    draft = draft_source(file, settings.guides, settings.sources)
    sys.stdout.write(draft)
    say(f"Save it as {settings.workspace.config / 'sources'}/NAME.yaml once you have checked it.")
    if CHANGE in draft:
        say(f"Where it says {CHANGE}, no heading told; write the heading of the right column.")
