"""What an answer is worth: raw text to a number on its scale, or the reason why not.

Nothing is guessed: a label that the scale does not know is a fault, with the nearest one offered.
"""

import difflib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from schemas.config.role import spelling
from schemas.config.scale import NOT_ANSWERED, Scale
from schemas.words import Kind

NO_SCALE = "no_scale"
LONGEST_LIST = 12
MOST_NEAREST = 4_096
"""Nearest options that are remembered: one slip stands under many questions."""
YES = frozenset({"yes", "strong yes", "y", "true", "1", "x", "observed", "seen", "checked"})
NO = frozenset({"no", "definitely not", "n", "false", "0", "not observed", "not seen", "unchecked"})

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
POINT_NUMBER = re.compile(r"[-+]?\d+\.\d+")
COMMA_NUMBER = re.compile(r"[-+]?\d+,\d+")
OUT_OF = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*(?:/|out of|of|von|sur|de)\s*(\d+(?:[.,]\d+)?)")
PERCENT = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*%")
LEADING = re.compile(r"\(?([-+]?\d+(?:[.,]\d+)?)\)?\s*(?:[-–—:.=)]\s*|\s)\s*(\D.*)", re.DOTALL)
TRAILING = re.compile(r"(.*\D)\(([-+]?\d+(?:[.,]\d+)?)\)", re.DOTALL)


@dataclass(frozen=True)
class Decoded:
    """The number an answer stands for, or what is wrong with it.

    Attributes:
        value: On the scale; None is no answer, or a fault.
        code: Empty, or the fault's code.
        message: What is wrong, without the answer itself.
        right: What would be right, beside the options that are offered.
        answer: The answer as compared, where options are offered.
        options: What the answer could have been.
    """

    value: float | None = None
    code: str = ""
    message: str = ""
    right: str = ""
    answer: str = ""
    options: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """What would be right, with the nearest option where there is one."""
        offered = nearest(self.answer, self.options)
        if not offered:
            return self.right
        else_right = self.right or "Blank for no answer."
        return f"{offered}Or {else_right[0].lower()}{else_right[1:]}"


MISSING = Decoded()


@dataclass(frozen=True)
class AnswerRule:
    """How the answers to one question are read.

    Attributes:
        kind: What an answer is.
        scale: Its scale; None where nobody declared one.
        options: For a keyed choice, the options there are; empty where any text will do. For a
            list of red flags, those there are.
        names: For a red flag, how it may be named: a cell that repeats it says it was ticked.
    """

    kind: Kind
    scale: Scale | None = None
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @cached_property
    def accepted(self) -> tuple[str, ...]:
        """The answers to offer in a drop-down; empty where there are too many to list."""
        if self.kind is Kind.FLAG:
            return self.options or ("yes", "no")
        if self.kind is Kind.CHOICE:
            return self.options
        if self.scale is None:
            return ()
        if self.scale.labels:
            return tuple(sorted(self.scale.labels, key=self.scale.labels.__getitem__))
        steps = self.scale.high - self.scale.low
        whole = float(self.scale.low).is_integer() and float(self.scale.high).is_integer()
        if whole and steps <= 10:
            return tuple(str(int(self.scale.low) + step) for step in range(int(steps) + 1))
        return ()

    @cached_property
    def labels(self) -> dict[str, float]:
        """The scale's labels by the form in which they are compared."""
        return (
            {plain(label): point for label, point in self.scale.labels.items()}
            if (self.scale)
            else {}
        )

    @cached_property
    def missing(self) -> frozenset[str]:
        """The spellings of no answer."""
        further = self.scale.missing if self.scale else ()
        return frozenset(plain(name) for name in (*NOT_ANSWERED, *further))

    @cached_property
    def ends(self) -> tuple[float | None, float | None]:
        """The lowest and the highest point of an answer's value; None where it has none."""
        if self.kind is Kind.FLAG:
            return 0.0, 1.0
        if self.scale is None or self.kind in (Kind.TEXT, Kind.CHOICE):
            return None, None
        return self.scale.low, self.scale.high


def plain(text: str) -> str:
    """An answer in the form in which it is compared: `Strong_Yes ;` is `strong yes`."""
    return spelling(text.replace("_", " "))


def decode(raw: str | None, rule: AnswerRule, decimal: str = ".") -> Decoded:
    """Read one answer.

    Args:
        raw: The cell as it came; None is an empty cell.
        rule: How answers to its question are read.
        decimal: The decimal mark of the column, `.` or `,`.
    """
    answer = spelling(raw or "")
    if plain(answer) in rule.missing or not answer:
        return MISSING
    if rule.kind is Kind.TEXT:
        return MISSING
    if rule.kind is Kind.CHOICE:
        return _decode_choice(answer, rule)
    if rule.kind is Kind.FLAG:
        return _decode_flag(answer, rule)
    if rule.scale is None:
        return Decoded(
            code=NO_SCALE,
            message="Nothing declares the scale of this question, so its answers have no meaning.",
            right="Declare the question in the culture or a role, or its scale in the Source "
            "file (`scale: {low: 1, high: 5}`).",
        )
    point = rule.labels.get(plain(answer))
    return (
        Decoded(point) if point is not None else _decode_number(answer, rule.scale, rule, decimal)
    )


def _decode_choice(answer: str, rule: AnswerRule) -> Decoded:
    known = {spelling(option) for option in rule.options}
    if not known or answer in known:
        return MISSING
    return Decoded(
        code="unknown_option",
        message="The answer is none of the options of this question.",
        answer=answer,
        options=rule.options,
    )


def _decode_flag(answer: str, rule: AnswerRule) -> Decoded:
    form = plain(answer)
    if form in YES or form in NO:
        return Decoded(1.0 if form in YES else 0.0)
    if spelling(answer) in rule.names:
        return Decoded(1.0)
    if rule.options:
        return Decoded(
            code="unknown_flag",
            message="This list of red flags names one that the culture does not declare.",
            answer=answer,
            options=rule.options,
        )
    return Decoded(
        code="unknown_label",
        message="A red flag was either observed or not.",
        answer=answer,
        options=rule.accepted,
    )


def _decode_number(answer: str, scale: Scale, rule: AnswerRule, decimal: str) -> Decoded:
    if NUMBER.fullmatch(answer):
        return _on_scale(float(answer), scale)
    if COMMA_NUMBER.fullmatch(answer) and decimal == ",":
        return _on_scale(float(answer.replace(",", ".")), scale)
    if found := OUT_OF.fullmatch(answer):
        return _of_maximum(_number(found[1]), _number(found[2]), scale)
    if found := PERCENT.fullmatch(answer):
        return _percentage(_number(found[1]), scale)
    if found := LEADING.fullmatch(answer):
        return _with_label(_number(found[1]), found[2], scale, rule)
    if found := TRAILING.fullmatch(answer):
        return _with_label(_number(found[2]), found[1], scale, rule)
    return Decoded(
        code="unknown_label",
        message="The answer is not on the scale of this question.",
        answer=answer,
        options=tuple(scale.labels),
        right=_range(scale),
    )


def _with_label(value: float, label: str, scale: Scale, rule: AnswerRule) -> Decoded:
    declared = rule.labels.get(plain(label.strip(" -–—:.=()")))
    if declared is not None and declared != value:
        return Decoded(
            code="contradiction",
            message="The number and the word of this answer stand for different points.",
            options=tuple(scale.labels),
            right=_range(scale),
        )
    return _on_scale(value, scale)


def _of_maximum(value: float, maximum: float, scale: Scale) -> Decoded:
    if maximum == scale.high:
        return _on_scale(value, scale)
    return Decoded(
        code="other_scale",
        message=f"The answer is out of {maximum:g}, but the scale of this question ends at "
        f"{scale.high:g}.",
        right=_range(scale),
    )


def _percentage(value: float, scale: Scale) -> Decoded:
    if (scale.low, scale.high) in ((0, 100), (0, 1)):
        return _on_scale(value / 100 * scale.high, scale)
    return Decoded(
        code="other_scale",
        message="The answer is a percentage, but the scale of this question is not.",
        right=_range(scale),
    )


def _on_scale(value: float, scale: Scale) -> Decoded:
    if scale.low <= value <= scale.high:
        return Decoded(value)
    return Decoded(
        code="outside_scale",
        message="The number lies outside the scale of this question.",
        right=_range(scale),
    )


def _range(scale: Scale) -> str:
    return f"A number from {scale.low:g} to {scale.high:g}, or blank for no answer."


@lru_cache(maxsize=MOST_NEAREST)
def nearest(answer: str, options: tuple[str, ...]) -> str:
    """The nearest of some options to what was written, and all of them where they are few."""
    by_form = {plain(option): option for option in options}
    near = difflib.get_close_matches(plain(answer), by_form, n=1, cutoff=0.6)
    meant = f"Did you mean “{by_form[near[0]]}”? " if near else ""
    listed = list(dict.fromkeys(options))
    return (
        meant
        if len(listed) > LONGEST_LIST or not listed
        else (f"{meant}One of: {', '.join(listed)}. ")
    )


def _number(text: str) -> float:
    return float(text.replace(",", "."))
