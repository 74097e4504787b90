"""Guides: where a name in an export belongs, by culture and roles; never by guessing."""

from dataclasses import dataclass
from functools import cached_property

from schemas.config.culture import Culture
from schemas.config.questions import Dimension, Question
from schemas.config.role import Role, spelling
from schemas.config.scale import Scale
from schemas.words import Track

CULTURE_GUIDE = "culture"


@dataclass(frozen=True)
class Place:
    """Where a name belongs.

    Attributes:
        track: `values` or `skill`.
        guide: `culture`, or the id of the role that declares it.
        dimension: The dimension or competency.
        question: The declared question; None where an export rates the dimension itself.
        scale: The scale its answers are given on.
    """

    track: Track
    guide: str
    dimension: Dimension
    question: Question | None
    scale: Scale

    @property
    def question_id(self) -> str:
        """The question's id, or the dimension's where it is rated without a question."""
        return self.question.id if self.question else self.dimension.id


@dataclass(frozen=True)
class Guides:
    """The declared culture and roles, looked up by the names that exports use."""

    culture: Culture
    roles: tuple[Role, ...] = ()

    @cached_property
    def _culture_names(self) -> dict[str, Place]:
        return _names(self.culture.dimensions, Track.VALUES, CULTURE_GUIDE, self.culture.scale)

    @cached_property
    def _role_names(self) -> dict[str, dict[str, Place]]:
        return {
            role.id: _names(role.competencies, Track.SKILL, role.id, role.scale)
            for role in self.roles
        }

    @cached_property
    def flags(self) -> dict[str, str]:
        """Every spelling of a red flag (id, name, aliases) and the id it stands for."""
        return {
            spelling(name): flag.id
            for flag in self.culture.red_flags
            for name in (flag.id, flag.name, *flag.aliases)
        }

    def role_of(self, requisition_id: str) -> Role | None:
        """The one role that claims the requisition; None where none or several do."""
        claiming = [role for role in self.roles if role.claims(requisition_id)]
        return claiming[0] if len(claiming) == 1 else None

    def find(self, name: str, role_id: str | None = None) -> Place | None:
        """Where `name` (a question, its alias, or a dimension) belongs.

        Args:
            name: As the export writes it.
            role_id: The role of the requisition; without it a name is found only where
                all roles that declare it agree on its scale (enough to read a label).
        """
        wanted = spelling(name)
        if wanted in self._culture_names:
            return self._culture_names[wanted]
        if role_id is not None:
            return self._role_names.get(role_id, {}).get(wanted)
        places = [names[wanted] for names in self._role_names.values() if wanted in names]
        if not places or any(place.scale != places[0].scale for place in places):
            return None
        return places[0]

    def dimensions(self, track: str, role_id: str | None) -> tuple[str, ...]:
        """The ids of what a track measures: the culture's dimensions or a role's competencies."""
        if track == Track.VALUES:
            return tuple(dimension.id for dimension in self.culture.dimensions)
        asked = (role.competencies for role in self.roles if role.id == role_id)
        return tuple(item.id for competencies in asked for item in competencies)

    def dimension(self, dimension_id: str, role_id: str | None) -> Place | None:
        """The place of a dimension id, for a Source map that names it."""
        return self.find(dimension_id, role_id)


def _names(
    dimensions: tuple[Dimension, ...], track: Track, guide: str, scale: Scale
) -> dict[str, Place]:
    names: dict[str, Place] = {}
    for dimension in dimensions:
        place = Place(track, guide, dimension, None, scale)
        for name in (dimension.id, dimension.name, *dimension.aliases):
            names[spelling(name)] = place
        for question in dimension.questions:
            asked = Place(track, guide, dimension, question, question.scale or scale)
            for name in (question.id, question.text, *question.aliases):
                names[spelling(name)] = asked
    return names
