"""The shipped starting map: where the categories and forms that tools come with belong.

Used last, after the workspace's own maps, the culture and the roles. It names tracks only: which
dimension an attribute measures is the workspace's to say.
"""

from schemas.config.source import QuestionMap
from schemas.words import SourceName, Track

_VALUES_CATEGORIES = (
    "Personality traits",
    "Personality Traits / Company Values",
    "Company values",
    "Values",
    "Culture",
    "Culture fit",
    "Culture Alignment",
    "Core values",
)
_SKILL_CATEGORIES = ("Skills", "Qualifications", "Technical skills")
_DETAILS = ("Details", "Logistics", "Compensation", "Eligibility")

_LEVER_VALUES = ("Teamwork", "Work Ethic", "Attitude")
"""The scorecard of the form Values Fit Interview."""
_LEVER_SKILL = (
    "Programming Languages",
    "Troubleshooting",
    "Technical Communication",
    "Quality",
    "Design",
    "Communication Style",
    "Meeting Management",
    "Problem Solving",
    "Adaptability",
    "Prior Success",
    "Organization",
    "Communication",
    "Decision making",
    "Delegation",
    "Hiring ability",
    "How well does their background align with the role?",
)
"""The scorecards of the forms Technical, Presentation, General On-site and Leadership Interview."""
_LEVER_VALUES_ELSEWHERE = ("Empathy", "Positive attitude")
"""Attributes of mixed forms that speak of conduct towards people."""
_LEVER_FORMS: tuple[tuple[str, Track], ...] = (
    ("Values Fit Interview", Track.VALUES),
    ("Technical Interview", Track.SKILL),
    ("Technical Phone Screen", Track.SKILL),
    ("Presentation Interview", Track.SKILL),
)
"""Forms of one track; General On-site and Leadership mix both and are mapped by attribute."""


def _groups(names: tuple[str, ...], track: Track) -> tuple[QuestionMap, ...]:
    return tuple(QuestionMap(group=name, track=track) for name in names)


def _none(names: tuple[str, ...]) -> tuple[QuestionMap, ...]:
    return tuple(QuestionMap(group=name, track="none") for name in names)


def _questions(names: tuple[str, ...], track: Track) -> tuple[QuestionMap, ...]:
    return tuple(QuestionMap(question=name, track=track) for name in names)


STARTING_MAPS: dict[SourceName, tuple[QuestionMap, ...]] = {
    SourceName.GREENHOUSE: (
        *_groups(_VALUES_CATEGORIES, Track.VALUES),
        *_groups(_SKILL_CATEGORIES, Track.SKILL),
        *_none(_DETAILS),
    ),
    SourceName.LEVER: (
        *_questions(_LEVER_VALUES + _LEVER_VALUES_ELSEWHERE, Track.VALUES),
        *_questions(_LEVER_SKILL, Track.SKILL),
        *(QuestionMap(group=form, track=track) for form, track in _LEVER_FORMS),
    ),
}
"""Map entries by tool. Greenhouse: what its help says of its categories. Lever: the default
feedback templates of a new account."""
