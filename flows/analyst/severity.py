"""`twokeys stats severity`: targets corrected for their raters, on any table of ratings."""

from pathlib import Path
from typing import Literal

import click

from flows.analyst.columns import find, numbers
from flows.analyst.options import file_argument, finite
from flows.analyst.reading import read_table
from flows.analyst.told import tell_severity
from flows.commands.options import json_option, print_json
from scoring.severity.table import severity_of_table


@click.command(name="severity")
@file_argument
@click.option("--target", required=True, help="Column of what was rated.")
@click.option("--rater", required=True, help="Column of who rated.")
@click.option("--score", required=True, help="Column of scores, numbers.")
@click.option("--item", help="Column of the question, a fixed effect.")
@click.option(
    "--model",
    type=click.Choice(["target+rater", "target+rater+halo"]),
    default="target+rater+halo",
    show_default=True,
    help="Whether a target-by-rater term (halo) is in the model.",
)
@click.option("--method", type=click.Choice(["reml", "ml"]), default="reml", show_default=True)
@json_option
def command(
    file: Path,
    target: str,
    rater: str,
    score: str,
    item: str | None,
    model: str,
    method: Literal["reml", "ml"],
    as_json: bool,
) -> None:
    """Correct targets for the severity of their raters; lme4's model, with every error."""
    table = read_table(file)
    scores = find(table, score)
    report = severity_of_table(
        table.with_columns(numbers(table, scores).alias(scores)),
        find(table, target),
        find(table, rater),
        scores,
        find(table, item) if item else None,
        halo=model.endswith("halo"),
        method=method,
    )
    if as_json:
        print_json(finite(report.model_dump(mode="json")))
    else:
        tell_severity(report)
