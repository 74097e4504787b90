"""Take scorecards apart into columns, a block at a time, before the next block is decoded.

Polars is imported only where frames are made: the child that fills piles makes none.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
from msgspec.structs import astuple

from flows.intake.ats.greenhouse.decoding import old_attributes
from flows.intake.ats.greenhouse.shapes import (
    ANSWERS,
    ATTRIBUTES,
    Answer,
    Attribute,
    Id,
    Person,
    Scorecard,
    Step,
)
from flows.intake.ats.parsing.blocks import Block

if TYPE_CHECKING:
    import polars as pl

_AS_THEY_ARE = ("id", "candidate_id", "application_id", "submitted_at", "updated_at")
_HEADS = (*_AS_THEY_ARE, "rater", "interview")
_FIELDS = Scorecard.__struct_fields__
_ID, _NAME = attrgetter("id"), attrgetter("name")
_ATTRIBUTE = attrgetter("name", "type", "rating"), attrgetter("note")
_ANSWER = attrgetter("question"), attrgetter("answer")
Attributed = tuple[str | None, str | None, str | None]
"""Name, type and rating of an attribute."""
People = tuple[Person | None, ...]
Entry = TypeVar("Entry")
Word = TypeVar("Word", bound=Hashable)


class Words(dict[Word, int]):
    """Numbers of what repeats by the thousand, in the order in which each came first."""

    def __init__(self, first: int = 0) -> None:
        """Begin to count at `first`."""
        super().__init__()
        self._first = first

    def __missing__(self, word: Word) -> int:
        """Give a new word the next number."""
        number = self[word] = self._first + len(self)
        return number


@dataclass(frozen=True)
class Entries(Generic[Entry]):
    """Entries of some scorecards, decoded.

    Attributes:
        n_rows: How many each scorecard has.
        rows: Which of the distinct entries each row is, counted on from those of the rows before.
        distinct: The distinct entries.
    """

    n_rows: list[int]
    rows: Sequence[int]
    distinct: list[Entry]


@dataclass
class Rows(Generic[Entry, Word]):
    """Rows of all scorecards, one scorecard below the other.

    Attributes:
        parts: Gives the word of an entry (a question, or the name, type and rating of an
            attribute) and what was written there.
        words: The words, of which there are few.
        n_rows: How many rows each scorecard has.
        entries: Which of the distinct entries each row is.
        numbers: The word of each distinct entry.
        written: What was written in each distinct entry.
    """

    parts: tuple[Callable[[Entry], Word], Callable[[Entry], str | None]]
    words: Words[Word] = field(default_factory=Words)
    n_rows: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    written: list[str | None] = field(default_factory=list)
    _alike: bool = True

    def decoded(
        self, cards: Sequence[Sequence[bytes]], decoder: msgspec.json.Decoder[list[Entry]]
    ) -> Entries[Entry]:
        """Decode the entries of each scorecard, those with the same text once.

        They are looked for among these cards alone, and no longer once most entries differ: notes
        that never repeat would cost memory and time for nothing.

        Raises:
            msgspec.MsgspecError: An entry is not as Greenhouse writes it.
            UnicodeError: An entry is not UTF-8.
        """
        texts: Iterable[bytes] = chain.from_iterable(cards)
        first = len(self.written)
        n_rows = list(map(len, cards))
        rows: Sequence[int] = range(first, first + sum(n_rows))
        if self._alike:
            found: Words[bytes] = Words(first)
            rows = list(map(found.__getitem__, map(bytes, texts)))
            texts = found
        return Entries(n_rows, rows, decoder.decode(b"[" + b",".join(texts) + b"]"))

    def add(self, given: Entries[Entry]) -> None:
        """Add the entries that `decoded` gave last."""
        word, written = self.parts
        self._alike = self._alike and len(given.distinct) * 2 <= len(given.rows)
        self.n_rows += given.n_rows
        self.entries += given.rows
        self.numbers += map(self.words.__getitem__, map(word, given.distinct))
        self.written += map(written, given.distinct)

    def texts(self) -> "pl.Series":
        """What was written in each distinct entry."""
        import polars as pl

        return pl.Series(self.written, dtype=pl.String)

    def frame(self) -> "pl.DataFrame":
        """The rows: `card` and `at` (the scorecard's number, the row's in it), `word`, `entry`."""
        import polars as pl

        kind = pl.UInt32()
        cards = pl.DataFrame({"n": self.n_rows}, schema={"n": kind}).with_row_index("card")
        places = cards.filter(pl.col("n") > 0).with_columns(at=pl.int_ranges(0, "n", dtype=kind))
        entries = pl.Series(self.entries, dtype=kind)
        words = pl.Series(self.numbers, dtype=kind)[entries]
        return places.explode("at").select("card", "at", word=words, entry=entries)


@dataclass
class Pile:
    """The scorecards of some blocks, in columns.

    Attributes:
        numbers: Each one's index in its list, or its line.
        heads: What each says of itself, by field; also `rater` and `interview`.
        people: Who is named, by id, and not known yet; the last mention stands.
        known: Ids of people whose names are known already.
        attributes: Their rated attributes; a word is name, type and rating, written the note.
        answers: Their questions; a word is the question, written the answer.
        verdicts: The overall recommendations, of which there are few.
        overall: Which of them each scorecard has.
        lines: One record a line.
        size: Bytes of the blocks.
        odd: A block holds a character that may have to be taken out of what people wrote.
    """

    numbers: list[int] = field(default_factory=list)
    heads: dict[str, list[Id]] = field(default_factory=lambda: {name: [] for name in _HEADS})
    people: dict[Id, Person] = field(default_factory=dict)
    known: frozenset[Id] = frozenset()
    attributes: Rows[Attribute, Attributed] = field(default_factory=lambda: Rows(_ATTRIBUTE))
    answers: Rows[Answer, str | None] = field(default_factory=lambda: Rows(_ANSWER))
    verdicts: Words[str | None] = field(default_factory=Words)
    overall: list[int] = field(default_factory=list)
    lines: bool = False
    size: int = 0
    odd: bool = False

    def add(self, block: Block, numbers: Sequence[int], cards: list[Scorecard]) -> None:
        """Take the scorecards of a block apart.

        Raises:
            msgspec.MsgspecError: An attribute or answer is not as Greenhouse writes it; then
                nothing is added.
            UnicodeError: The same, as one is not UTF-8.
        """
        if cards:
            self._add(numbers, cards)
        self.lines = block.lines
        self.size += len(block.text)
        self.odd = self.odd or b"<" in block.text or b"\\" in block.text

    def following(self) -> "Pile":
        """An empty pile that knows the names which this one brought."""
        named = (own for own, person in self.people.items() if person.name and person.name.strip())
        return Pile(known=self.known.union(named) - {None})

    def _add(self, numbers: Sequence[int], cards: list[Scorecard]) -> None:
        said = dict(zip(_FIELDS, zip(*map(astuple, cards), strict=True), strict=True))
        rated, ratings = said["attributes"], said["ratings"]
        attributes = self.attributes.decoded(
            rated if all(rated) else list(map(_attributes, rated, ratings)), ATTRIBUTES
        )
        answers = self.answers.decoded([asked or () for asked in said["questions"]], ANSWERS)
        self.attributes.add(attributes)
        self.answers.add(answers)
        self.numbers += numbers
        heads: dict[str, Iterable[Id]] = {name: said[name] for name in _AS_THEY_ARE}
        heads["rater"] = self._raters(said["interviewer"], said["submitted_by"])
        heads["interview"] = _interviews(said["interview_step"], said["interview"])
        for name, values in heads.items():
            self.heads[name] += values
        self.overall += map(self.verdicts.__getitem__, said["overall_recommendation"])

    def _raters(self, interviewers: People, submitters: People) -> list[Id]:
        """Who rated: the interviewer, else who submitted; everybody named is remembered."""
        ids = list(map(_ID, interviewers)) if all(interviewers) else [None]
        clerks = list(map(_ID, submitters)) if all(submitters) else [None]
        if not (self.known.issuperset(ids) and self.known.issuperset(clerks)):
            named = chain.from_iterable(zip(submitters, interviewers, strict=True))
            people: list[Person] = list(filter(None, named))
            self.people.update(zip(map(_ID, people), people, strict=True))
        return list(map(_rater, interviewers, submitters)) if None in ids else ids


def _rater(interviewer: Person | None, submitter: Person | None) -> Id:
    if interviewer is not None and interviewer.id is not None:
        return interviewer.id
    return None if submitter is None else submitter.id


def _interviews(steps: tuple[Step | None, ...], interviews: tuple[str | None, ...]) -> list[Id]:
    """What each interview is called: its step in the plan, else the interview."""
    names = list(map(_NAME, steps)) if all(steps) else [None]
    return names if all(names) else list(map(_interview, steps, interviews))


def _interview(step: Step | None, interview: str | None) -> str:
    return (step.name if step is not None else None) or interview or ""


def _attributes(attributes: list[msgspec.Raw] | None, ratings: msgspec.Raw) -> list[msgspec.Raw]:
    return old_attributes(ratings) if attributes is None else attributes
