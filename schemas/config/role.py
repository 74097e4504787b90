"""A role: the competencies of the work, their questions, and the requisitions it serves."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from schemas.base import Contract, Flaw, MeaningError, Where
from schemas.config.questions import (
    IDENTIFIER_PATTERN,
    Dimension,
    Identifier,
    Question,
    missing_anchors,
)
from schemas.config.scale import FIVE_POINT, Scale

if TYPE_CHECKING:
    from schemas.config.culture import Culture


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
        flaws: list[Flaw] = []
        for index, competency in enumerate(self.competencies):
            at: Where = ("competencies", index)
            lacking = missing_anchors(competency, self.scale)
            if lacking:
                points = ", ".join(f"{point:g}" for point in lacking)
                text = f"competency {competency.id} has no anchor for rating {points}"
                flaws.append(Flaw(text, (*at, "anchors")))
            if competency.id in {question.id for question in competency.questions}:
                text = f"{competency.id} is declared more than once: a competency and its question"
                flaws.append(Flaw(text, at))
        names = names_of(self.competencies, "competency", "competencies")
        flaws += [*repeated(names), *shared_names(names)]
        if flaws:
            raise MeaningError(flaws, self)
        return self

    def claims(self, requisition_id: str) -> bool:
        """Whether this role serves the requisition, by id or by pattern."""
        return any(fnmatchcase(requisition_id, pattern) for pattern in self.requisitions)


_UNSEEN = str.maketrans({"\u00a0": " "} | dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff"))
"""What comes with copied text, and with the headings of forms that run from right to left."""


def spelling(text: str) -> str:
    """The form in which names and questions are compared: folded case, single spaces, all seen."""
    return " ".join(text.translate(_UNSEEN).split()).strip(" ;:").casefold()


class Named(NamedTuple):
    """A name under which exports may carry something that a culture or a role declares.

    Attributes:
        text: The name as declared: an id, a name, the text of a question, or an alias.
        subject: What it names, in words: `dimension ownership`.
        owner: The path of that subject.
        where: The path of the name itself.
    """

    text: str
    subject: str
    owner: Where
    where: Where


def names_of(dimensions: Sequence[Dimension], what: str, field: str) -> list[Named]:
    """Every name of the dimensions and of their questions, in the order of the file.

    Args:
        dimensions: What a culture or a role declares.
        what: A dimension's word: `dimension` in a culture, `competency` in a role.
        field: The field that holds them.
    """
    found: list[Named] = []
    for index, dimension in enumerate(dimensions):
        at = (field, index)
        found += _names(dimension, f"{what} {dimension.id}", at, ("name", dimension.name))
        for number, question in enumerate(dimension.questions):
            owner = (*at, "questions", number)
            found += _names(question, f"question {question.id}", owner, ("text", question.text))
    return found


def _names(
    subject: Dimension | Question, words: str, owner: Where, called: tuple[str, str]
) -> list[Named]:
    field, text = called
    return [
        Named(subject.id, words, owner, (*owner, "id")),
        Named(text, words, owner, (*owner, field)),
        *(
            Named(alias, words, owner, (*owner, "aliases", number))
            for number, alias in enumerate(subject.aliases)
        ),
    ]


def repeated(names: Iterable[Named]) -> list[Flaw]:
    """Say which subjects are declared more than once, at the second one."""
    owners: dict[str, list[Where]] = {}
    for name in names:
        known = owners.setdefault(name.subject, [])
        if name.owner not in known:
            known.append(name.owner)
    return [
        Flaw(f"{subject} is declared more than once", (*known[1], "id"))
        for subject, known in owners.items()
        if len(known) > 1
    ]


def shared_names(names: Iterable[Named]) -> list[Flaw]:
    """Say every name that two subjects share, at the second: an answer would go to one of them.

    A dimension may share a name with its own question, as the answer is the dimension's either
    way. Subjects of the same id are left to `repeated`.
    """
    flaws: dict[tuple[str, Where, Where], Flaw] = {}
    known: dict[str, list[Named]] = {}
    for name in names:
        spelt = spelling(name.text)
        before = known.setdefault(spelt, [])
        rival = next((one for one in before if _are_rivals(one, name)), None)
        if rival is not None:
            shared = f"{rival.subject} and {name.subject} share “{name.text}”"
            flaw = Flaw(f"{shared}; a name belongs to one of them only", name.where)
            flaws.setdefault((spelt, rival.owner, name.owner), flaw)
        before.append(name)
    return list(flaws.values())


def _are_rivals(one: Named, other: Named) -> bool:
    nested = other.owner[: len(one.owner)] == one.owner
    return not nested and one.subject != other.subject


def tracks_overlap(culture: "Culture", role: Role) -> list[Flaw]:
    """Say every name, question or alias that stands on both tracks, at its place in the role.

    A question on both tracks would let one answer count for both keys.
    """
    values = _by_spelling(names_of(culture.dimensions, "dimension", "dimensions"))
    skill = _by_spelling(names_of(role.competencies, "competency", "competencies"))
    return [
        Flaw(
            f"{values[name].subject} of the culture and {skill[name].subject} of role {role.id} "
            f"share “{skill[name].text}”; a question or a name belongs to one track only",
            skill[name].where,
        )
        for name in sorted(values.keys() & skill.keys())
    ]


def _by_spelling(names: Iterable[Named]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for name in names:
        found.setdefault(spelling(name.text), name)
    return found
