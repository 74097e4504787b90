"""`twokeys map`: drafts the Source file for an export that no reader knows."""

import sys
from pathlib import Path

import click
import yaml

from flows.commands.options import say, workspace_option
from flows.intake.drafting.draft import draft_source
from flows.workspace.settings import load_settings
from schemas.config.source import UNFILLED


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--save", is_flag=True, help="Save the draft among the workspace's Source files.")
@workspace_option
def command(file: Path, root: Path, save: bool) -> None:
    """Draft the Source file for FILE: which of its columns, fields or questions are what.

    The draft goes to standard output, or with --save into config/sources. A file is never
    overwritten, and FILE itself is not stored.
    """
    settings = load_settings(root)
    draft = draft_source(file, settings.guides, settings.sources)
    if save:
        folder = settings.workspace.config / "sources"
        say(f"Saved as {_saved(folder, draft)}. Check every line; then drop the file.")
    else:
        sys.stdout.write(draft)
        say("Check every line. With --save it goes among the workspace's Source files.")
    if UNFILLED in draft:
        say(f"Where it says {UNFILLED}, no heading told; write the heading of the right column.")


def _saved(folder: Path, draft: str) -> Path:
    """Write the draft under its own name, or the first free one like it."""
    name = str(yaml.safe_load(draft)["name"])
    folder.mkdir(parents=True, exist_ok=True)
    for count in range(1, 1000):
        path = folder / (f"{name}.yaml" if count == 1 else f"{name}-{count}.yaml")
        try:
            with path.open("x", encoding="utf-8") as stream:
                stream.write(draft.replace(f"name: {name}\n", f"name: {path.stem}\n", 1))
        except FileExistsError:
            continue
        return path
    raise click.ClickException(f"There are a thousand drafts called {name}; remove some.")
