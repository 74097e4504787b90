"""How each question's answers are read: its kind, its scale and its options."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from flows.intake.tabular.answers import AnswerRule
from flows.intake.tabular.ticked import lists_flags
from schemas.config.role import spelling
from schemas.config.scale import HIRING_VERDICT, Scale
from schemas.config.source import QuestionMap, Source, WideQuestion
from schemas.words import Kind
from scoring.guides import Guides, Place

OVERALL = "overall"
OVERALL_NAMES = frozenset(
    {"overall", "overall recommendation", "overall rating", "overall score", "overall verdict"}
)


@dataclass(frozen=True)
class Asked:
    """A question as a table asks it, and how its answers are read.

    Attributes:
        question: The name stored, part of the natural key.
        text: The question as people read it.
        rule: How answers are read.
    """

    question: str
    text: str
    rule: AnswerRule


@dataclass(frozen=True)
class Rulebook:
    """Finds how a question is read, in the order Source question, tool, guides, Source scale."""

    guides: Guides
    source: Source
    scales: Mapping[str, Scale] = field(default_factory=dict)
    _known: dict[tuple[str, str], Asked] = field(default_factory=dict)
    _rules: list[AnswerRule] = field(default_factory=list)

    def asked(self, name: str, group: str, wide: WideQuestion | None = None) -> Asked:
        """How the question called `name`, in `group`, is read."""
        key = (name, group)
        if key not in self._known:
            found = self._find(name, group, wide)
            self._known[key] = replace(found, rule=self._once(found.rule))
        return self._known[key]

    def _once(self, rule: AnswerRule) -> AnswerRule:
        """The one rule that is equal to `rule`, so that what it says of an answer is kept once."""
        for known in self._rules:
            if known == rule:
                return known
        self._rules.append(rule)
        return rule

    @cached_property
    def declared(self) -> tuple[str, ...]:
        """Every question and dimension that the culture or a role declares, by id and text."""
        competencies = [item for role in self.guides.roles for item in role.competencies]
        return tuple(
            name
            for dimension in (*self.guides.culture.dimensions, *competencies)
            for name in (
                dimension.name,
                *(
                    text
                    for question in dimension.questions
                    for text in (question.id, question.text)
                ),
            )
        )

    @cached_property
    def _flag_names(self) -> tuple[str, ...]:
        return tuple(flag.name for flag in self.guides.culture.red_flags)

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        """Under which names a cell may repeat that a flag was ticked."""
        flags = self.guides.flags
        return {
            flag: tuple(name for name, owner in flags.items() if owner == flag)
            for flag in flags.values()
        }

    def _find(self, name: str, group: str, wide: WideQuestion | None) -> Asked:
        declared = wide.kind if wide else Kind.RATING
        own_scale = wide.scale if wide else self.scales.get(name, self.scales.get(""))
        text = wide.column if wide else name
        if declared is Kind.TEXT:
            return Asked(name, text, AnswerRule(Kind.TEXT))
        flag = self.guides.flags.get(spelling(name))
        if flag:
            return Asked(flag, text, AnswerRule(Kind.FLAG, names=self._spellings[flag]))
        if wide and lists_flags(wide, name, self.guides.flags):
            return Asked(name, text, AnswerRule(Kind.FLAG, options=self._flag_names))
        if declared is Kind.FLAG:
            return Asked(name, text, AnswerRule(Kind.FLAG))
        if spelling(name.replace("_", " ")) in OVERALL_NAMES:
            scale = own_scale or self.source.scale or HIRING_VERDICT
            return Asked(OVERALL, text, AnswerRule(Kind.RATING, scale))
        mapped = self._mapped(name, group)
        if mapped and mapped.track == "none":
            return Asked(name, text, AnswerRule(Kind.TEXT))
        place = self.guides.find(name) or self._dimension(mapped)
        return Asked(name, text, _rule(declared, own_scale, place, self.source.scale))

    def _mapped(self, name: str, group: str) -> QuestionMap | None:
        """The map entry for the question, else for its group."""
        in_group = [
            entry
            for entry in self.source.maps
            if entry.group is None or spelling(entry.group) == spelling(group)
        ]
        named = [
            entry
            for entry in in_group
            if entry.question is not None and spelling(entry.question) == spelling(name)
        ]
        general = [entry for entry in in_group if entry.question is None]
        return next(iter([*named, *general]), None)

    def _dimension(self, mapped: QuestionMap | None) -> Place | None:
        if mapped is None or mapped.dimension is None:
            return None
        return self.guides.find(mapped.dimension)


def _rule(
    declared: Kind, own_scale: Scale | None, place: Place | None, source_scale: Scale | None
) -> AnswerRule:
    if place is None:
        return AnswerRule(declared, own_scale or source_scale)
    question = place.question
    kind = question.kind if question and declared is Kind.RATING else declared
    options = tuple(question.key) if question else ()
    return AnswerRule(kind, own_scale or place.scale, options)
