"""`twokeys kit`: a role's interview guide, scorecards and rating packs."""

from datetime import UTC, datetime, time
from pathlib import Path

import click

from flows.commands.options import json_option, print_json, say, workspace_option
from flows.kits.making import make_kit
from flows.kits.wanted import Wanted
from flows.workspace.settings import load_settings


@click.command()
@click.argument("role")
@workspace_option
@click.option("--candidate", "candidates", multiple=True, help="Whom a form is for; repeat it.")
@click.option("--rater", "raters", multiple=True, help="Who fills in forms; repeat it.")
@click.option("--requisition", help="The opening; may be left out where the role has just one.")
@click.option(
    "--interview",
    default="",
    help="The sitting. One of the guide's plan, such as “Values A”, gets its questions only.",
)
@click.option(
    "--per-answer",
    type=click.IntRange(min=1),
    help="Raters for each answer that came unrated.  [default: the policy's raters a track]",
)
@json_option
def command(
    role: str,
    root: Path,
    candidates: tuple[str, ...],
    raters: tuple[str, ...],
    requisition: str | None,
    interview: str,
    per_answer: int | None,
    as_json: bool,
) -> None:
    """Write the interview guide of ROLE, scorecards to fill in, and rating packs.

    Scorecards are for the named raters and candidates (everybody whom the ledger knows in the
    opening, when none is named). Where answers came unrated, each rater gets a blinded pack.
    Filled in, they go back through the inbox.
    """
    settings = load_settings(root)
    wanted = Wanted(role, requisition, candidates, raters, interview, per_answer)
    today = datetime.combine(datetime.now(UTC).date(), time.min)
    kit = make_kit(settings, wanted, today)
    files = [path.relative_to(settings.workspace.root).as_posix() for path in kit.files]
    if as_json:
        print_json({"files": files, "notes": list(kit.notes)})
        return
    for name in files:
        say(f"Wrote {settings.workspace.root / name}")
    for note in kit.notes:
        say(note)
