"""The Source map: how the columns or fields of an export become responses."""

from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Contract, Flaw, MeaningError
from schemas.config.questions import IDENTIFIER_PATTERN, Identifier
from schemas.config.scale import Scale
from schemas.words import Kind, Track

UNFILLED = "CHANGE ME"
"""What a draft has for a heading that nothing told; somebody must write the right one there."""


class TableMatch(Contract):
    """How a table is known to be this source's: by its headings, never by its file name."""

    columns: tuple[str, ...] = Field(
        default=(), description="Headings that must all be there (case and spaces do not count)."
    )
    sheet: str | None = Field(default=None, description="The sheet's name, where it must be one.")


class TableColumns(Contract):
    """Which headings hold what. Headings not named here are not read."""

    candidate: str | None = Field(default=None, description="Candidate id or e-mail address.")
    candidate_name: str | None = Field(default=None, description="For display only.")
    requisition: str | None = None
    application: str | None = Field(
        default=None, description="Links to a companion file where candidate or opening lack."
    )
    rater: str | None = None
    rater_name: str | None = Field(default=None, description="For display only.")
    interview: str | None = None
    submitted_at: str | None = None
    updated_at: str | None = None
    deleted: str | None = Field(default=None, description="A truth value: deleted in the source.")
    question: str | None = Field(default=None, description="Long form: the question asked.")
    group: str | None = Field(default=None, description="Long form: its category or section.")
    rating: str | None = Field(default=None, description="Long form: the answer.")
    note: str | None = Field(default=None, description="Long form: the rater's note.")
    row_id: str | None = Field(default=None, description="Joins companion tables of one source.")


class WideQuestion(Contract):
    """Wide form: one column that holds the answers to one question."""

    column: str
    question: str | None = Field(
        default=None, description="Id, text or alias of the question; the heading when left out."
    )
    note_column: str | None = None
    group: str = ""
    scale: Scale | None = None
    kind: Kind = Field(
        default=Kind.RATING,
        description="`flag` where no red flag has its name: a list of those that were ticked.",
    )


class QuestionMap(Contract):
    """Assigns names that no role or culture declares to a dimension or a track."""

    question: str | None = Field(default=None, description="The question's name in the export.")
    group: str | None = Field(default=None, description="Its category, form or section.")
    track: Track | Literal["none"] = Field(description="`none` for details that are not scored.")
    dimension: Identifier | None = Field(default=None, description="Dimension or competency id.")

    @model_validator(mode="after")
    def _check_subject(self) -> Self:
        if self.question is None and self.group is None:
            raise ValueError("a map entry names a question, a group, or both")
        return self


class Source(Contract):
    """How one kind of export becomes responses."""

    version: Literal[1] = Field(default=1, description="Version of this contract.")
    name: Identifier = Field(pattern=IDENTIFIER_PATTERN)
    reads: Literal["table", "builtin"] = Field(
        default="table",
        description="`builtin` adds maps and scales to a source that a built-in reader takes.",
    )
    builtin: str | None = Field(default=None, description="The built-in reader it adds to.")
    form: Literal["long", "wide"] = "long"
    match: TableMatch = TableMatch()
    header_rows: int = Field(default=1, ge=1, le=3)
    delimiter: str | None = Field(default=None, description="Detected when left out.")
    encoding: str | None = Field(default=None, description="Detected when left out.")
    decimal: Literal[".", ","] | None = Field(default=None, description="Detected when left out.")
    timezone: str | None = Field(
        default=None, description="IANA zone of times without one; unknown when left out."
    )
    day_first: bool | None = Field(default=None, description="Whether 3/4 is the third of April.")
    columns: TableColumns = TableColumns()
    questions: tuple[WideQuestion, ...] = ()
    scale: Scale | None = Field(default=None, description="Scale of answers that declare none.")
    requisition: str | None = Field(default=None, description="When every row is of one opening.")
    interview: str | None = None
    maps: tuple[QuestionMap, ...] = ()

    @model_validator(mode="after")
    def _check_form(self) -> Self:
        flaws: list[Flaw] = []
        if self.reads == "builtin" and not self.builtin:
            text = "reads: builtin needs builtin: the reader's name, e.g. greenhouse"
            flaws.append(Flaw(text, ("reads",)))
        if self.reads == "table":
            flaws += _table_flaws(self)
        if flaws:
            raise MeaningError(flaws, self)
        return self

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The fields of `columns`, and `questions`, in which a draft's mark still stands."""
        headings = self.columns.model_dump(exclude_none=True)
        fields = tuple(field for field, heading in headings.items() if heading == UNFILLED)
        asked = any(question.column == UNFILLED for question in self.questions)
        return (*fields, "questions") if asked else fields


def _table_flaws(source: Source) -> list[Flaw]:
    flaws: list[Flaw] = []
    columns = source.columns
    if source.form == "long" and not (columns.question and columns.rating):
        text = "form: long needs columns.question and columns.rating"
        flaws.append(Flaw(text, ("form",)))
    if source.form == "wide" and not source.questions:
        text = "form: wide needs at least one entry under questions"
        flaws.append(Flaw(text, ("form",)))
    if columns.candidate is None and columns.application is None:
        text = "columns.candidate or columns.application must say who was interviewed"
        flaws.append(Flaw(text, ("columns",)))
    if columns.requisition is None and columns.application is None and source.requisition is None:
        text = "columns.requisition, columns.application or requisition must say for what"
        flaws.append(Flaw(text, ("columns",)))
    if columns.rater is None:
        flaws.append(Flaw("columns.rater must say who rated", ("columns",)))
    return flaws
