"""The starting map: where the default categories and forms of tracking systems belong.

Used last, for what neither a Source map nor the culture nor a role covers.
"""

from collections.abc import Mapping

from schemas.source import QuestionMap
from schemas.words import SourceName, Track

_GREENHOUSE: Mapping[str, Track | None] = {
    "Personality traits": Track.VALUES,
    "Company values": Track.VALUES,
    "Values": Track.VALUES,
    "Culture": Track.VALUES,
    "Culture fit": Track.VALUES,
    "Culture alignment": Track.VALUES,
    "Skills": Track.SKILL,
    "Qualifications": Track.SKILL,
    "Details": None,
}
"""Greenhouse's own categories (help centre, scorecard attributes) and usual additions; details
are salary, location and eligibility, which are not scored."""

STARTING_MAPS: dict[SourceName, tuple[QuestionMap, ...]] = {
    SourceName.GREENHOUSE: tuple(
        QuestionMap(group=group, track=track or "none") for group, track in _GREENHOUSE.items()
    ),
}
