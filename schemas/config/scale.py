"""A rating scale: its ends, its word labels, and what counts as no answer."""

from typing import Self

from pydantic import Field, model_validator

from schemas.base import Contract

NOT_ANSWERED: tuple[str, ...] = (
    "",
    "-",
    "--",
    "---",
    "**",
    "n/a",
    "na",
    "none",
    "null",
    "not asked",
    "not applicable",
    "no decision",
    "no_decision",
    "unmapped_value",
    "unfamiliar (n/a)",
)
"""Spellings, lower case, that mean *no answer* in every export; never zero, never the middle."""


class Scale(Contract):
    """The numbers and words in which an answer may be given."""

    low: float = Field(description="The lowest point; becomes 0.")
    high: float = Field(description="The highest point; becomes 100.")
    labels: dict[str, float] = Field(
        default={},
        description="Word labels and their points, for example strong_yes: 5. Case and spaces "
        "at the ends do not count.",
    )
    missing: tuple[str, ...] = Field(
        default=(), description="Further spellings that mean no answer, beside the usual ones."
    )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if not self.low < self.high:
            raise ValueError(
                f"low ({self.low:g}) is not below high ({self.high:g}); write the ends in order "
                "and mark a reversed question with reverse: true"
            )
        outside = [
            name for name, point in self.labels.items() if not self.low <= point <= self.high
        ]
        if outside:
            raise ValueError(
                f"labels outside {self.low:g} to {self.high:g}: {', '.join(sorted(outside))}"
            )
        return self


FIVE_POINT = Scale(low=1, high=5)
FOUR_POINT = Scale(low=1, high=4)
HIRING_VERDICT = Scale(
    low=1,
    high=5,
    labels={"definitely_not": 1, "no": 2, "mixed": 3, "yes": 4, "strong_yes": 5},
)
"""The word scale of the tracking systems that rate each attribute from a no to a strong yes."""
HIRING_RECOMMENDATION = Scale(
    low=1, high=4, labels={"definitely_not": 1, "no": 2, "yes": 3, "strong_yes": 4}
)
"""Their overall recommendation has four points: unlike an attribute it cannot be mixed."""
