"""A role: the competencies of the work, their questions, and the requisitions it serves."""

from fnmatch import fnmatchcase
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Contract, MeaningError
from schemas.culture import Culture
from schemas.questions import IDENTIFIER_PATTERN, Dimension, Identifier, missing_anchors
from schemas.scale import FIVE_POINT, Scale


class Competency(Dimension):
    """A dimension of the skill track."""

    kind: Literal["behaviour", "competency", "credential"] = "competency"


class Role(Contract):
    """What the work asks for, apart from what the company stands for."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    id: Identifier = Field(pattern=IDENTIFIER_PATTERN)
    title: str = Field(min_length=2)
    requisitions: tuple[str, ...] = Field(
        default=(), description="Requisition ids it serves, or patterns such as `CS-*`."
    )
    scale: Scale = Field(default=FIVE_POINT, description="The scale of the skill questions.")
    competencies: tuple[Competency, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check_meaning(self) -> Self:
        faults: list[str] = []
        for competency in self.competencies:
            lacking = missing_anchors(competency, self.scale)
            if lacking:
                points = ", ".join(f"{point:g}" for point in lacking)
                faults.append(f"competency {competency.id} has no anchor for rating {points}")
        names = [c.id for c in self.competencies]
        names += [q.id for c in self.competencies for q in c.questions]
        twice = sorted({name for name in names if names.count(name) > 1})
        faults += [f"{name} is declared more than once" for name in twice]
        if faults:
            raise MeaningError(faults, self)
        return self

    def claims(self, requisition_id: str) -> bool:
        """Whether this role serves the requisition, by id or by pattern."""
        return any(fnmatchcase(requisition_id, pattern) for pattern in self.requisitions)


def spelling(text: str) -> str:
    """The form in which names and questions are compared: folded case, single spaces."""
    return " ".join(text.replace("\u00a0", " ").split()).strip(" ;:").casefold()


def tracks_overlap(culture: Culture, role: Role) -> list[str]:
    """Say every name, question or alias that stands on both tracks, one sentence each.

    A question on both tracks would let one answer count for both keys.
    """
    values = _spellings(culture.dimensions)
    skill = _spellings(role.competencies)
    return [
        f"{values[name]} of the culture and {skill[name]} of role {role.id} share “{name}”; "
        "a question or a name belongs to one track only"
        for name in sorted(values.keys() & skill.keys())
    ]


def _spellings(dimensions: tuple[Dimension, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for dimension in dimensions:
        for name in (dimension.id, dimension.name, *dimension.aliases):
            found[spelling(name)] = f"dimension {dimension.id}"
        for question in dimension.questions:
            for name in (question.id, question.text, *question.aliases):
                found[spelling(name)] = f"question {question.id}"
    return found
