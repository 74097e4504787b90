"""The declared culture: what the company says it stands for, and how conduct shows it."""

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Contract, MeaningError
from schemas.questions import (
    IDENTIFIER_PATTERN,
    Dimension,
    Identifier,
    missing_anchors,
)
from schemas.scale import FIVE_POINT, Scale


class Statement(Contract):
    """One core value that the company states."""

    id: Identifier = Field(pattern=IDENTIFIER_PATTERN)
    statement: str = Field(min_length=10, description="The value in a sentence.")


class ValuesDimension(Dimension):
    """A dimension of the values track, which must serve what the company states."""

    serves: tuple[Identifier, ...] = Field(
        description="What it serves: `vision`, `mission`, or the id of a value."
    )


class RedFlag(Contract):
    """An operations-first behaviour: observed conduct or a stated preference with a case."""

    id: Identifier = Field(pattern=IDENTIFIER_PATTERN)
    name: str = Field(min_length=3)
    definition: str = Field(min_length=10, description="What was observed when it is recorded.")
    counts: str = Field(min_length=10, description="An example that counts.")
    does_not_count: str = Field(min_length=10, description="An example that does not.")
    aliases: tuple[str, ...] = Field(default=(), description="Names under which exports carry it.")


class Culture(Contract):
    """Vision, mission and values, the dimensions that show them, and the red flags."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    name: Identifier = Field(pattern=IDENTIFIER_PATTERN)
    vision: str = Field(min_length=10)
    mission: str = Field(min_length=10)
    values: tuple[Statement, ...] = Field(min_length=1)
    scale: Scale = Field(default=FIVE_POINT, description="The scale of the values questions.")
    dimensions: tuple[ValuesDimension, ...] = Field(min_length=1)
    red_flags: tuple[RedFlag, ...] = Field(default=())

    @model_validator(mode="after")
    def _check_meaning(self) -> Self:
        faults = culture_faults(self)
        if faults:
            raise MeaningError(faults, self)
        return self


def culture_faults(culture: Culture) -> list[str]:
    """Say every way in which a well-formed culture contradicts itself, one sentence each."""
    stated = {"vision", "mission"} | {value.id for value in culture.values}
    faults: list[str] = []
    for dimension in culture.dimensions:
        where = f"dimension {dimension.id}"
        unknown = [name for name in dimension.serves if name not in stated]
        if not dimension.serves:
            faults.append(f"{where} serves nothing; name vision, mission or one of the values")
        if unknown:
            faults.append(
                f"{where} serves {', '.join(unknown)}, which the culture does not state; "
                f"use: {', '.join(sorted(stated))}"
            )
        if dimension.kind == "credential":
            faults.append(
                f"{where} is a credential; education, experience and certificates belong to the "
                "skill track, in a role"
            )
        lacking = missing_anchors(dimension, culture.scale)
        if lacking:
            points = ", ".join(f"{point:g}" for point in lacking)
            faults.append(f"{where} has no anchor for rating {points}")
    faults.extend(_repeated("dimension", [d.id for d in culture.dimensions]))
    faults.extend(_repeated("question", [q.id for d in culture.dimensions for q in d.questions]))
    faults.extend(_repeated("red flag", [flag.id for flag in culture.red_flags]))
    faults.extend(_repeated("value", [value.id for value in culture.values]))
    return faults


def _repeated(what: str, names: list[str]) -> list[str]:
    twice = sorted({name for name in names if names.count(name) > 1})
    return [f"{what} {name} is declared more than once" for name in twice]
