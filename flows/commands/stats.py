"""`twokeys stats`: the product's figures on any table, to hold against other programs."""

import click

from flows.analyst import impact, reliability, severity


@click.group()
def command() -> None:
    """Compute severity, reliability or impact on a CSV, XLSX or Parquet table."""


command.add_command(severity.command)
command.add_command(reliability.command)
command.add_command(impact.command)
