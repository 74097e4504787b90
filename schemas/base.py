"""The base of every contract: closed, frozen, and described well enough to publish."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

Where = tuple[str | int, ...]
"""A path into a contract: names of fields, and positions in lists from 0."""


class Contract(BaseModel):
    """A shape that two parts of the system, or we and a partner, rely on.

    Closed (unknown fields are errors) and frozen (a contract handed over never changes).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Flaw(NamedTuple):
    """One rule of meaning that a contract breaks, in a sentence, and where in it."""

    text: str
    where: Where = ()


class MeaningError(ValueError):
    """Every rule of meaning that one contract breaks, so that a user sees all of them at once."""

    def __init__(self, flaws: Iterable[Flaw], subject: Contract) -> None:
        """Keep the flaws apart, and the contract, so that rules across contracts still run."""
        self.flaws = tuple(flaws)
        super().__init__("; ".join(flaw.text for flaw in self.flaws))
        self.subject = subject
