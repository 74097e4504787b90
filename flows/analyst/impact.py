"""`twokeys stats impact`: selection by group, with tests and intervals."""

from pathlib import Path

import click

from flows.analyst.options import confidence_option, file_argument, finite
from flows.analyst.reading import read_table
from flows.analyst.shapes import people_of
from flows.analyst.told import tell_impact
from flows.commands.options import json_option, print_json
from scoring.impact import impact_table


@click.command(name="impact")
@file_argument
@click.option("--group", multiple=True, required=True, help="Column of groups; several cross.")
@click.option("--selected", required=True, help="Column that says who was selected.")
@click.option("--selected-is", help="The cell that means selected, where it is not yes or 1.")
@click.option("--score", help="Column of scores, for scoring rates.")
@click.option("--stratum", help="Column to compare within, such as the requisition.")
@click.option("--count", help="Column of counts: a row stands for that many people.")
@click.option("--reference", help="Group to test against; the one selected most by default.")
@click.option("--min-group", type=click.IntRange(1), default=1, help="Smallest group shown.")
@confidence_option
@json_option
def command(
    file: Path,
    group: tuple[str, ...],
    selected: str,
    selected_is: str | None,
    score: str | None,
    stratum: str | None,
    count: str | None,
    reference: str | None,
    min_group: int,
    confidence: float,
    as_json: bool,
) -> None:
    """Selection rates by group, impact ratios, exact tests and intervals."""
    people = people_of(
        read_table(file),
        group,
        selected,
        selected_is=selected_is,
        score=score,
        stratum=stratum,
        count=count,
    )
    found = impact_table(
        people.frame, reference=reference, min_group=min_group, confidence=confidence
    )
    found = found.model_copy(update={"notes": (*people.notes, *found.notes)})
    if as_json:
        print_json(finite(found.model_dump(mode="json")))
    else:
        tell_impact(found)
