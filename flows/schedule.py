"""The schedule of the nightly flow, checked before anything is started."""

from prefect.client.schemas.schedules import construct_schedule
from prefect.schedules import Cron, Schedule
from pydantic import ValidationError

from schemas.errors import ConfigurationError


def nightly_schedule(cron: str, timezone: str) -> Schedule:
    """Make a schedule of a cron line in a time zone.

    Raises:
        ConfigurationError: Prefect takes one of them for wrong.
    """
    try:
        construct_schedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        raise ConfigurationError(
            f"The schedule “{cron}” in time zone {timezone} is not right. Write a cron line such "
            "as “0 2 * * *” and an IANA time zone such as Europe/Berlin."
        ) from error
    return Cron(cron, timezone=timezone)
