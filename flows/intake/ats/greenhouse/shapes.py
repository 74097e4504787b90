"""The fields of a Greenhouse scorecard that are read; all others are passed over unparsed."""

import msgspec

Id = int | str | None


class Person(msgspec.Struct, gc=False):
    """Who submitted or interviewed; their names may contradict each other, so the id decides."""

    id: Id = None
    name: str | None = None
    email: str | None = None


class Step(msgspec.Struct, gc=False):
    """The interview in the hiring plan."""

    name: str | None = None


class Attribute(msgspec.Struct, frozen=True, gc=False):
    """One rated attribute; frozen, so that equal ones are found by hashing."""

    name: str | None = None
    type: str | None = None
    note: str | None = None
    rating: str | None = None


class Answer(msgspec.Struct, frozen=True, gc=False):
    """One question of the kit and what was written."""

    question: str | None = None
    answer: str | None = None


class Scorecard(msgspec.Struct, kw_only=True, gc=False):
    """A scorecard of today's shape, or of 2014 to 2016 (`ratings` alone, no `attributes`).

    Its attributes and questions remain text at first, so that those alike are decoded once. The
    overall recommendation has no default: a record without it is no scorecard.
    """

    id: Id = None
    candidate_id: Id = None
    application_id: Id = None
    interview: str | None = None
    interview_step: Step | None = None
    submitted_by: Person | None = None
    interviewer: Person | None = None
    submitted_at: str | None = None
    updated_at: str | None = None
    overall_recommendation: str | None
    attributes: list[msgspec.Raw] | None = None
    ratings: msgspec.Raw = msgspec.Raw(b"null")
    questions: list[msgspec.Raw] | None = None


DECODER = msgspec.json.Decoder(Scorecard)
LIST_DECODER = msgspec.json.Decoder(list[Scorecard])
ATTRIBUTES = msgspec.json.Decoder(list[Attribute])
ANSWERS = msgspec.json.Decoder(list[Answer])
