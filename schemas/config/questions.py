"""Dimensions and the questions that measure them, shared by cultures and roles."""

from math import ceil, floor
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Contract
from schemas.config.scale import Scale
from schemas.words import Kind

Identifier = str
IDENTIFIER_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"


class Question(Contract):
    """One structured question, and how an answer to it becomes a number."""

    id: Identifier = Field(pattern=IDENTIFIER_PATTERN, description="Unique over both tracks.")
    text: str = Field(min_length=5, description="The words in which it is asked.")
    asks: Literal["past", "situational", "task", "test", "opinion"] = Field(
        default="past",
        description="About past conduct, a described situation, a piece of work, a test with "
        "right answers, or an opinion.",
    )
    kind: Kind = Field(default=Kind.RATING, description="What an answer is.")
    scale: Scale | None = Field(
        default=None, description="The scale of its answers; that of the guide when left out."
    )
    reverse: bool = Field(default=False, description="True where a high answer speaks against.")
    key: dict[str, float] = Field(
        default={},
        description="For a keyed choice: each option and its credit, 0 to 1.",
    )
    best: str | None = Field(
        default=None, description="For a best-and-worst judgement: the best option."
    )
    worst: str | None = Field(
        default=None, description="For a best-and-worst judgement: the worst option."
    )
    aliases: tuple[str, ...] = Field(
        default=(), description="Other wordings under which exports carry this question."
    )

    @model_validator(mode="after")
    def _check_key(self) -> Self:
        keyed = bool(self.key) or self.best is not None or self.worst is not None
        if keyed and self.kind is not Kind.CHOICE:
            raise ValueError(f"question {self.id}: a key needs kind: choice")
        if self.kind is Kind.CHOICE and not keyed:
            raise ValueError(f"question {self.id}: kind: choice needs a key, or best and worst")
        if (self.best is None) != (self.worst is None) or (self.key and self.best is not None):
            raise ValueError(f"question {self.id}: give either a key, or both best and worst")
        outside = [option for option, credit in self.key.items() if not 0 <= credit <= 1]
        if outside:
            raise ValueError(
                f"question {self.id}: credit outside 0 to 1 for {', '.join(sorted(outside))}"
            )
        return self


class Dimension(Contract):
    """What questions measure: a core value in a culture, a competency in a role."""

    id: Identifier = Field(pattern=IDENTIFIER_PATTERN, description="Unique over both tracks.")
    name: str = Field(min_length=2, description="What people read.")
    kind: Literal["behaviour", "competency", "credential"] = Field(
        default="behaviour",
        description="Credentials (education, years, certificates) belong to the skill track only.",
    )
    definition: str = Field(default="", description="One sentence on what it is.")
    required: bool = Field(
        default=False, description="True where no candidacy is complete without it."
    )
    weight: float = Field(default=1.0, gt=0, description="Importance beside the other dimensions.")
    anchors: dict[int, str] = Field(
        description="Described behaviour by scale point; lowest, middle and highest at least."
    )
    aliases: tuple[str, ...] = Field(
        default=(), description="Names under which exports rate this dimension as an attribute."
    )
    questions: tuple[Question, ...] = Field(min_length=1)


def missing_anchors(dimension: Dimension, scale: Scale) -> list[float]:
    """List the points of `scale` (lowest, middle, highest) for which no anchor is written.

    A scale whose middle is no whole number, such as 1 to 4, has either neighbour as its middle.
    """
    written = {float(point) for point, text in dimension.anchors.items() if text.strip()}
    middle = (scale.low + scale.high) / 2
    lacking = [point for point in (scale.low, scale.high) if point not in written]
    if not written & {float(floor(middle)), float(ceil(middle))}:
        lacking.append(middle)
    return sorted(lacking)
