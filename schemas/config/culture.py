"""The declared culture: what the company says it stands for, and how conduct shows it."""

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Contract, Flaw, MeaningError
from schemas.config.questions import (
    IDENTIFIER_PATTERN,
    Dimension,
    Identifier,
    missing_anchors,
)
from schemas.config.role import Named, names_of, repeated, shared_names
from schemas.config.scale import FIVE_POINT, Scale


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
        flaws = culture_flaws(self)
        if flaws:
            raise MeaningError(flaws, self)
        return self


def culture_flaws(culture: Culture) -> list[Flaw]:
    """Say every way in which a well-formed culture contradicts itself, one sentence each."""
    flaws: list[Flaw] = []
    for index, dimension in enumerate(culture.dimensions):
        flaws += _serving_flaws(culture, index)
        where = f"dimension {dimension.id}"
        if dimension.kind == "credential":
            text = (
                f"{where} is a credential; education, experience and certificates belong to the "
                "skill track, in a role"
            )
            flaws.append(Flaw(text, ("dimensions", index)))
        lacking = missing_anchors(dimension, culture.scale)
        if lacking:
            points = ", ".join(f"{point:g}" for point in lacking)
            text = f"{where} has no anchor for rating {points}"
            flaws.append(Flaw(text, ("dimensions", index, "anchors")))
    names = names_of(culture.dimensions, "dimension", "dimensions")
    flags = _flag_names(culture)
    stated = [
        Named(value.id, f"value {value.id}", ("values", index), ("values", index))
        for index, value in enumerate(culture.values)
    ]
    return [
        *flaws,
        *repeated([*names, *flags, *stated]),
        *shared_names(names),
        *shared_names(flags),
    ]


def _serving_flaws(culture: Culture, index: int) -> list[Flaw]:
    dimension = culture.dimensions[index]
    stated = {"vision", "mission"} | {value.id for value in culture.values}
    unknown = [name for name in dimension.serves if name not in stated]
    where, at = f"dimension {dimension.id}", ("dimensions", index, "serves")
    if not dimension.serves:
        return [Flaw(f"{where} serves nothing; name vision, mission or one of the values", at)]
    if not unknown:
        return []
    text = f"{where} serves {', '.join(unknown)}, which the culture does not state"
    return [Flaw(f"{text}; use: {', '.join(sorted(stated))}", at)]


def _flag_names(culture: Culture) -> list[Named]:
    """Every name of a red flag; two flags may not share one any more than two dimensions may."""
    return [
        Named(name, f"red flag {flag.id}", ("red_flags", index), ("red_flags", index, *at))
        for index, flag in enumerate(culture.red_flags)
        for name, at in (
            (flag.id, ("id",)),
            (flag.name, ("name",)),
            *((alias, ("aliases", number)) for number, alias in enumerate(flag.aliases)),
        )
    ]
