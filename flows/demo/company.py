"""Write the sample company's exports into a workspace, as recruiters would drop them."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import yaml

from flows.demo.cast import Cast, load_cast
from flows.demo.form_export import form_source, write_form, write_source
from flows.demo.greenhouse_export import write_greenhouse
from flows.demo.greenhouse_numbers import Numbers
from flows.demo.interviews import Interview, hold_interviews
from flows.demo.scorecard_export import write_scorecards
from flows.workspace.people import ALIASES
from flows.workspace.settings import load_settings
from schemas.config.policy import Requisition, Requisitions
from schemas.words import SourceName

DEMO_DAY = date(2026, 6, 30)
"""The day that the sample exports lead up to, unless another is given."""


def write_demo(root: Path, today: date = DEMO_DAY) -> tuple[Path, ...]:
    """Write the exports into the inbox, and what they need into the configuration.

    Args:
        root: A workspace with the starter configuration.
        today: The day that the interviews lead up to. The same day gives the same files.

    Returns:
        The exports.

    Raises:
        ConfigurationError: The workspace's configuration is wrong.
    """
    settings = load_settings(root)
    inbox, config = settings.workspace.inbox, settings.workspace.config
    cast = load_cast()
    interviews = hold_interviews(cast, settings.guides, today)
    by_tool: dict[str, list[Interview]] = {"greenhouse": [], "form": [], "scorecard": []}
    for interview in interviews:
        by_tool[interview.opening.tool].append(interview)
    _write_requisitions(config / "requisitions.yaml", cast, today)
    _write_people(config / "people.csv", cast)
    roles = {
        tool: next(role for role in settings.roles if role.id == held[0].opening.role)
        for tool, held in by_tool.items()
    }
    write_source(config / "sources", form_source(settings.culture, roles["form"]))
    return (
        *write_greenhouse(inbox, cast, by_tool["greenhouse"]),
        *write_form(inbox, settings.culture, roles["form"], by_tool["form"]),
        *write_scorecards(
            inbox,
            settings.guides,
            roles["scorecard"],
            by_tool["scorecard"],
            datetime.combine(today, time(), UTC),
        ),
    )


def _write_requisitions(path: Path, cast: Cast, today: date) -> None:
    openings = [
        Requisition(
            requisition_id=opening.id,
            role=opening.role,
            title=opening.title,
            seats=opening.seats,
            opened_on=today - timedelta(days=opening.opened),
        )
        for opening in cast.requisitions
    ]
    content = Requisitions(requisitions=tuple(openings)).model_dump(exclude_none=True)
    content["requisitions"] = list(content["requisitions"])
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    path.write_text(f"# The openings of the sample company.\n{text}", encoding="utf-8")


def _write_people(path: Path, cast: Cast) -> None:
    """Join each rater's number in the tracking system to the address used elsewhere."""
    numbers = Numbers(cast)
    rows = [
        ("rater", SourceName.GREENHOUSE.value, numbers.user(rater), rater.email)
        for rater in cast.raters
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(ALIASES)
        writer.writerows(rows)
