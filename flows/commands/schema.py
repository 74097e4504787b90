"""`twokeys schema`: the JSON Schema of a contract."""

import sys

import click

from schemas.registry import CONTRACTS, json_schema_text


@click.command()
@click.argument("name", type=click.Choice(sorted(CONTRACTS)))
def command(name: str) -> None:
    """Print the JSON Schema of the contract NAME."""
    sys.stdout.write(json_schema_text(name))
