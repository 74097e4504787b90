"""`twokeys demo`: a sample company's exports, one run, and where the shortlists are."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from flows.commands.options import say
from flows.commands.run import run_workspace
from flows.demo.company import write_demo
from flows.demo.greenhouse_numbers import candidate_number
from flows.workspace.create import create_workspace
from flows.workspace.layout import Workspace
from schemas.errors import WorkspaceError

DEFAULT_FOLDER = "demo-workspace"
SIGN = "sample-company.txt"
"""The file in config/ by which a demo is known again."""
BRILLIANT = "casper.lindgren"
"""The candidate whom skill alone would put first."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT_FOLDER)
def command(folder: Path) -> None:
    """Make FOLDER a workspace of a sample company, run it, and say where the shortlists are."""
    root = folder.resolve()
    if (root / "config" / SIGN).is_file():
        _tell_found(Workspace(root))
    else:
        _tell_made(make_demo(root, datetime.now().astimezone().date()))
    run_workspace(root, as_of=None, as_json=False)
    _tell_shortlists(Workspace(root), folder)


def make_demo(root: Path, today: date) -> tuple[Path, ...]:
    """Make a workspace with the sample exports in its inbox: whole, or not at all.

    Args:
        root: A folder that does not exist, or is empty.
        today: The day that the interviews lead up to.

    Returns:
        The exports.

    Raises:
        WorkspaceError: The folder holds something else.
    """
    if root.exists() and any(root.iterdir()):
        raise WorkspaceError(
            f"{root} holds something that is no demo; name a new or an empty folder. "
            "Nothing was written."
        )
    root.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as making:
        made = create_workspace(Path(making) / "workspace")
        exports = write_demo(made.root, today)
        (made.config / SIGN).write_text(
            f"Made by `twokeys demo`, with interviews up to {today}. All people are invented.\n",
            encoding="utf-8",
        )
        root.mkdir(exist_ok=True)
        for part in sorted(made.root.iterdir(), key=lambda part: part == made.config):
            part.rename(root / part.name)
    return tuple(root / path.relative_to(made.root) for path in exports)


def _tell_made(exports: tuple[Path, ...]) -> None:
    say(f"Made a sample company with {len(exports)} exports in {exports[0].parent}:")
    for path in exports:
        say(f"  {path.name}")


def _tell_found(workspace: Workspace) -> None:
    waiting = [path for path in workspace.inbox.iterdir() if not path.name.startswith(".")]
    say(
        f"Found the sample company in {workspace.root}: {len(_shortlists(workspace))} shortlists, "
        f"{len(waiting)} files waiting in the inbox. Its files stay as they are."
    )


def _tell_shortlists(workspace: Workspace, folder: Path) -> None:
    say("The shortlists:")
    for path in _shortlists(workspace):
        click.echo(path)
    say(
        "Why the strongest by skill is on none of them: "
        f"twokeys explain {candidate_number(BRILLIANT)} -w {folder}"
    )


def _shortlists(workspace: Workspace) -> list[Path]:
    """The workbook of each requisition that counts; earlier ones lie in a folder of their own.

    One that could not be set aside comes before it: names end with the time of the run.
    """
    latest = {path.parent: path for path in sorted(workspace.shortlists.glob("*/*.xlsx"))}
    return list(latest.values())
