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


class Cell(NamedTuple):
    """A distinct cell, how its question is read, and what it is worth.

    Attributes:
        key: Its question and its text.
        asked: None where the question has no name.
        answer: The number it stands for, or what is wrong with it.
    """

    key: CellKey
    asked: Asked | None
    answer: Decoded

    @property
    def said(self) -> str | None:
        """Its text; None where that says nothing."""
        raw = self.key[3]
        return raw if raw and not raw.isspace() else None

    @property
    def is_told(self) -> bool:
        """Whether it can be read and says anything: an empty cell of a text question does not."""
        if self.asked is None or self.answer.code:
            return False
        return self.asked.rule.kind is not Kind.TEXT or self.said is not None

    @property
    def meaning(self) -> tuple[object, ...]:
        """What it stands for, in the order of `MEANING`."""
        _, group, heading, _ = self.key
        if self.asked is None:
            return (None, None, group, None, self.said, None, None, None, heading)
        question, text, rule = self.asked.question, self.asked.text, self.asked.rule
        low, high = rule.ends
        return (question, text, group, rule.kind, self.said, self.answer.value, low, high, heading)


@dataclass
class Decoder:
    """Reads the answers of one table and remembers those that it has seen.

    Attributes:
        source: The table's map.
        book: How each question is read.
        decimal: The decimal mark; None until it is known.
        cells: The distinct cells, in the order of their numbers.
        nameless: The numbers of those without a question.
    """

    source: Source
    book: Rulebook
    decimal: str | None = None
    cells: list[Cell] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    _asked: dict[QuestionKey, Asked | None] = field(default_factory=dict)
    _seen: dict[tuple[int, str | None], Decoded] = field(default_factory=dict)

    def asked(self, key: QuestionKey) -> Asked | None:
        """How a question is read; None for one without a name."""
        if key not in self._asked:
            name, group, _ = key
            wide = None if name is None else self._wide.get((name, group))
            self._asked[key] = None if name is None else self.book.asked(name, group, wide)
        return self._asked[key]

    def learn(self, keys: list[CellKey]) -> list[Cell]:
        """Read further distinct cells, whose numbers follow those of the cells before them."""
        cells = [self._read(key) for key in keys]
        self.nameless += [at for at, key in enumerate(keys, len(self.cells)) if key[0] is None]
        self.cells += cells
        return cells

    def meanings(self) -> pl.DataFrame:
        """What each numbered cell stands for, columns of `MEANING`."""
        records = [cell.meaning for cell in self.cells]
        return pl.DataFrame(records, schema=MEANING, orient="row")

    def _read(self, key: CellKey) -> Cell:
        asked = self.asked(key[:3])
        if asked is None:
            return Cell(key, None, MISSING)
        by_rule = (id(asked.rule), key[3])
        answer = self._seen.get(by_rule)
        if answer is None:
            answer = decode(key[3], asked.rule, self.decimal or ".")
            self._seen[by_rule] = answer
        return Cell(key, asked, answer)

    @cached_property
    def _wide(self) -> dict[tuple[str, str], WideQuestion]:
        return {
            (asked_name(question, question.column), question.group): question
            for question in self.source.questions
        }
