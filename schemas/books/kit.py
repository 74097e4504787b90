"""The scorecard kit: rating forms, the blinded rating pack, and what a form knows of itself."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract
from schemas.config.culture import RedFlag
from schemas.config.scale import Scale
from schemas.words import Kind, Track

OVERALL = "overall"
"""The question id of an overall recommendation; it belongs to neither key."""

NOT_ASKED = "not asked"
"""What a rater picks where a question did not come up: no answer, never a low one."""

OBSERVED: dict[str, float] = {"yes": 1.0, "no": 0.0}
"""The answers to whether a red flag was observed, and their values."""


class FormQuestion(Contract):
    """One question as a rater sees it, with what each rating means."""

    question_id: str = Field(description="The declared id; what an answer is recorded under.")
    text: str = Field(description="The words in which it is asked.")
    dimension: str = Field(default="", description="The dimension's name, as people read it.")
    definition: str = Field(default="", description="One sentence on the dimension.")
    track: Track = Track.VALUES
    kind: Kind = Kind.RATING
    scale: Scale
    anchors: dict[int, str] = Field(default={}, description="Described behaviour by point.")
    options: tuple[str, ...] = Field(
        default=(), description="For a keyed choice: the options, without their credit."
    )


class ScorecardForm(Contract):
    """What one rater fills in for one candidate in one interview."""

    requisition_id: str = Field(min_length=1)
    requisition_title: str = ""
    candidate_id: str = Field(min_length=1)
    candidate_label: str = Field(default="", description="What the rater reads; the id if empty.")
    rater_id: str = Field(min_length=1)
    interview: str = Field(default="", description="The sitting, or empty.")
    questions: tuple[FormQuestion, ...] = Field(min_length=1)
    flags: tuple[RedFlag, ...] = ()
    overall: Scale | None = Field(
        default=None, description="The scale of an overall recommendation; none is asked if null."
    )


class PackItem(Contract):
    """One unrated answer, shown without saying whose it is."""

    code: str = Field(description="What the rater reads in place of the candidate.")
    requisition_id: str
    candidate_id: str
    interview: str = ""
    question: FormQuestion
    answer: str = Field(description="The candidate's answer as it came.")


class RatingPack(Contract):
    """The unrated answers that one rater is asked to rate."""

    role: str
    rater_id: str
    items: tuple[PackItem, ...] = Field(min_length=1)


class Sitting(Contract):
    """One interview of the plan, and the questions asked in it."""

    name: str
    track: Track
    question_ids: tuple[str, ...]


class ItemIdentity(Contract):
    """One answer cell of a form: which question it answers, and how it may be answered."""

    item: str = Field(description="The question's or the flag's id; `overall` for the verdict.")
    kind: Kind
    low: float | None = None
    high: float | None = None
    labels: dict[str, float] = Field(default={}, description="Word answers and their points.")
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells a flag from a question of the same name."""
        return f"{'flag' if self.kind is Kind.FLAG else 'question'}:{self.item}"


class FormIdentity(Contract):
    """Which form the rows of a returned workbook belong to, kept on its hidden sheet."""

    form: int = Field(ge=1, description="The number that the rows' hidden identities carry.")
    requisition_id: str
    candidate_id: str
    rater_id: str
    interview: str = ""
    items: tuple[ItemIdentity, ...]


class ScorecardIdentity(Contract):
    """What the hidden sheet of a scorecard workbook or a rating pack says."""

    kind: Literal["scorecard"] = "scorecard"
    version: Literal[1] = Field(default=1, description="Version of this layout.")
    forms: tuple[FormIdentity, ...] = Field(min_length=1)
