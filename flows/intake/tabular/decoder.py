"""Reads the distinct answers of one table, each once, and numbers them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import polars as pl

from flows.intake.folded import SAID
from flows.intake.tabular.answers import MISSING, Decoded, decode
from flows.intake.tabular.rules import Asked, Rulebook
from flows.intake.tabular.shape import QuestionKey, asked_name
from schemas.config.source import Source, WideQuestion
from schemas.frames import RESPONSES
from schemas.words import Kind

MEANING: dict[str, pl.DataType] = {
    **{name: RESPONSES[name] for name in SAID},
    "heading": pl.String(),
}
CellKey = tuple[str | None, str, str, str | None]
"""Name, group and heading of a question, and the text of a cell."""


class Known(NamedTuple):
    """What rows with a distinct cell need to be told of it.

    Attributes:
        number: Its row in the decoder's meanings.
        is_faulty: Whether the cell cannot be read.
        is_response: Whether it says anything: an empty cell of a question for text does not.
    """

    number: int
    is_faulty: bool
    is_response: bool


@dataclass
class Decoder:
    """Reads the answers of one table and remembers those that it has seen.

    Attributes:
        source: The table's map.
        book: How each question is read.
        decimal: The decimal mark; None until it is known.
    """

    source: Source
    book: Rulebook
    decimal: str | None = None
    _seen: dict[tuple[int, str | None], Decoded] = field(default_factory=dict)
    _known: dict[CellKey, Known] = field(default_factory=dict)

    def asked(self, key: QuestionKey) -> Asked | None:
        """How a question is read; None for one without a name."""
        name, group, _ = key
        return None if name is None else self.book.asked(name, group, self._wide.get((name, group)))

    def decoded(self, key: CellKey) -> Decoded:
        """What a distinct cell is worth."""
        asked = self.asked(key[:3])
        if asked is None:
            return MISSING
        by_rule = (id(asked.rule), key[3])
        if by_rule not in self._seen:
            self._seen[by_rule] = decode(key[3], asked.rule, self.decimal or ".")
        return self._seen[by_rule]

    def known(self, key: CellKey) -> Known:
        """What rows with a distinct cell need to be told of it."""
        found = self._known.get(key)
        if found is None:
            asked = self.asked(key[:3])
            is_response = asked is not None and (
                asked.rule.kind is not Kind.TEXT or _said(key) is not None
            )
            found = Known(len(self._known), bool(self.decoded(key).code), is_response)
            self._known[key] = found
        return found

    def meanings(self) -> pl.DataFrame:
        """What each numbered cell stands for, columns of `MEANING`."""
        records = [self._meaning(key) for key in self._known]
        return pl.DataFrame(records, schema=MEANING, orient="row")

    def _meaning(self, key: CellKey) -> tuple[object, ...]:
        """What a cell stands for, in the order of `MEANING`."""
        _, group, heading, _ = key
        asked, said = self.asked(key[:3]), _said(key)
        if asked is None:
            return (None, None, group, None, said, None, None, None, heading)
        low, high = asked.rule.ends
        value = self.decoded(key).value
        kind = asked.rule.kind.value
        return (asked.question, asked.text, group, kind, said, value, low, high, heading)

    @cached_property
    def _wide(self) -> dict[tuple[str, str], WideQuestion]:
        return {
            (asked_name(question, question.column), question.group): question
            for question in self.source.questions
        }


def _said(key: CellKey) -> str | None:
    raw = key[3]
    return raw if raw and raw.strip() else None
