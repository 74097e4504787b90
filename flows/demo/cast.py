"""The invented people and openings of the sample company."""

from functools import cached_property
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import Field

from schemas.base import Contract

CAST_FILE = "cast.yaml"


class Opening(Contract):
    """One requisition, and the tool in which its interviews are recorded."""

    id: str
    role: str
    title: str
    seats: int
    opened: int = Field(description="Days before the day of the demo.")
    tool: Literal["greenhouse", "form", "scorecard"]
    values_raters: tuple[str, ...]
    skill_raters: tuple[str, ...]


class Interviewer(Contract):
    """One rater."""

    id: str
    name: str
    harshness: float = Field(description="Points lower than a fair panel, on 0 to 100.")

    @property
    def email(self) -> str:
        """The address under which the form and the scorecards know the rater."""
        return f"{self.id}@example.com"


class Applicant(Contract):
    """One candidate, and how a perfectly fair and thorough panel would rate them."""

    id: str
    name: str
    requisition: str
    values: float
    skill: float
    values_raters: tuple[str, ...] | None = Field(
        default=None, description="In place of the rota; empty means never interviewed on it."
    )
    skill_raters: tuple[str, ...] | None = None
    flags: dict[str, tuple[str, ...]] = Field(
        default={}, description="Red flags and the raters who recorded them."
    )

    @property
    def email(self) -> str:
        """The address under which the form and the scorecards know the candidate."""
        return f"{self.id}@example.org"


class Cast(Contract):
    """Everybody."""

    requisitions: tuple[Opening, ...]
    raters: tuple[Interviewer, ...]
    candidates: tuple[Applicant, ...]

    @cached_property
    def openings(self) -> dict[str, Opening]:
        """Openings by requisition id."""
        return {opening.id: opening for opening in self.requisitions}

    @cached_property
    def interviewers(self) -> dict[str, Interviewer]:
        """Raters by id."""
        return {rater.id: rater for rater in self.raters}

    def applicants(self, requisition_id: str) -> tuple[Applicant, ...]:
        """The candidates of one requisition, in the order in which they were met."""
        return tuple(one for one in self.candidates if one.requisition == requisition_id)


def load_cast() -> Cast:
    """Read the people and openings that are shipped."""
    text = (files("flows.demo") / CAST_FILE).read_text(encoding="utf-8")
    return Cast.model_validate(yaml.safe_load(text))
