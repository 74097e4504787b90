"""The words of faults that depend on the table, its map and the guides."""

from dataclasses import dataclass

from flows.intake.tabular.answers import NO_SCALE, AnswerRule, Decoded, nearest
from flows.intake.tabular.rules import Rulebook
from schemas.config.source import Source
from schemas.fault import Fault


@dataclass(frozen=True)
class Context:
    """Where faults are found."""

    sheet: str
    source: Source
    book: Rulebook

    def pattern(self, answer: Decoded, rule: AnswerRule, heading: str) -> Fault:
        """The fault of one distinct answer, without its row and value.

        Args:
            answer: What is wrong with it.
            rule: How answers to its question are read.
            heading: That of the column it stands in.
        """
        return Fault(
            code=answer.code,
            message=answer.message,
            expected=answer.expected,
            accepted=rule.accepted,
            sheet=self.sheet,
            column=heading,
        )

    def unknown_question(self, name: str) -> Fault:
        """A question of a long table that nobody declares, with the nearest that is declared."""
        return Fault(
            code="unknown_question",
            message="No guide and no map declares this question, nor a scale for its answers.",
            expected=nearest(name, self.book.declared).strip()
            or "A question of the culture or of a role, by its words or id.",
            sheet=self.sheet,
            column=self.source.columns.question or "",
        )

    def scaleless(self, heading: str) -> Fault:
        """A column of a wide table whose question has no scale."""
        return Fault(
            code=NO_SCALE,
            message="Nothing declares the scale of this question; its answers were not read.",
            expected="Declare the question in the culture or a role, or give it a scale in the "
            "Source file.",
            sheet=self.sheet,
            column=heading,
            costs="cell",
        )

    def nameless(self) -> Fault:
        """An answer without a question."""
        return Fault(
            code="missing_question",
            message="The row does not say which question was answered.",
            expected="The question as the guide words it, or its id.",
            sheet=self.sheet,
            column=self.source.columns.question or "",
        )

    def more_faults(self, n: int) -> Fault:
        """How many faulty answers are not listed one by one."""
        return Fault(
            code="more_faults",
            message=f"{n} more answers cannot be read; the first ones are listed.",
            expected="Answers on the scale of their question. Is the map for this file?",
            sheet=self.sheet,
        )
