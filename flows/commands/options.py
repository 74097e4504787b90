"""Options that several subcommands share."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

workspace_option = click.option(
    "-w",
    "--workspace",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    envvar="TWOKEYS_WORKSPACE",
    show_default="the current folder, or TWOKEYS_WORKSPACE",
    help="The workspace.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def print_json(content: Any) -> None:
    """Print a result to standard output as JSON."""
    json.dump(content, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def say(text: str) -> None:
    """Tell a person something, on standard error; results alone go to standard output."""
    click.echo(text, err=True)


def counted(n: int, noun: str) -> str:
    """A number with its noun: `1 fault`, `2 faults`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def read_moment(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> datetime | None:
    """Read a date or a time in ISO 8601; UTC where no offset is given."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(
            f"{value} is not a time; write for example 2026-03-14 or 2026-03-14T02:00:00+01:00"
        ) from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
