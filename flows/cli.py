"""The command `twokeys`: subcommands are loaded when called, so that quick ones stay quick."""

import gc
import os
import sys
from importlib import import_module

import click

from schemas.errors import TwokeysError

COMMANDS: dict[str, str] = {
    "init": "flows.commands.init",
    "demo": "flows.commands.demo",
    "check": "flows.commands.check",
    "map": "flows.commands.map",
    "run": "flows.commands.run",
    "serve": "flows.commands.serve",
    "status": "flows.commands.status",
    "explain": "flows.commands.explain",
    "stats": "flows.commands.stats",
    "kit": "flows.commands.kit",
    "schema": "flows.commands.schema",
}
"""Each subcommand and the module whose `command` it is."""


class _LazyGroup(click.Group):
    """Imports a subcommand's module only when it is called or its help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # What modules hold lives to the end: to look for garbage in it takes time for nothing.
        gc.disable()
        try:
            found: click.Command = import_module(COMMANDS[cmd_name]).command
        finally:
            gc.freeze()
            gc.enable()
        return found


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="twokeys", prog_name="twokeys")
def twokeys() -> None:
    """Screen applicants on two separate keys, values and skill; neither pays for the other.

    Exit codes: 0 done, 1 done with faults (each is said, or in a fix-me), 2 cannot run.
    """


def main() -> None:
    """Run the command; a user's mistake ends in a sentence, not in a traceback."""
    # pydantic has no plugin here, and would read what every installed distribution says of itself
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        twokeys.main(standalone_mode=False)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped. What was recorded stays; the next run completes the rest.", err=True)
        sys.exit(2)
    except TwokeysError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    finally:
        gc.freeze()  # the end of the process would look through everything, twice
