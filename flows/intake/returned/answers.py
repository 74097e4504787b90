"""What a rater wrote in an answer cell, held against how the cell may be answered."""

from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches

from flows.intake.returned.own_book import Cell, text_of
from schemas.books.kit import NOT_ASKED, OBSERVED, ItemIdentity
from schemas.books.scorecard_layout import choices, label_words, offered_words
from schemas.config.role import spelling
from schemas.config.scale import NOT_ANSWERED
from schemas.words import Kind


@dataclass(frozen=True)
class Answer:
    """An answer as it came and as it counts; a value of None is no answer."""

    raw: str
    value: float | None


@dataclass(frozen=True)
class NotAnAnswer:
    """Why a cell is no answer, and what would be one."""

    message: str
    expected: str
    accepted: tuple[str, ...] = ()


def read_answer(cell: Cell, item: ItemIdentity) -> Answer | NotAnAnswer:
    """Read one answer cell."""
    raw = text_of(cell)
    if isinstance(cell, date | time):
        return _refusal(item, "a date where a rating belongs")
    if spelling(raw) in NOT_ANSWERED and not _offers(item, raw):
        return Answer(raw, None)
    if item.kind is Kind.TEXT:
        return Answer(raw, None)
    if item.kind is Kind.FLAG:
        return _flag(raw, item)
    if item.kind is Kind.CHOICE:
        return _choice(raw, item)
    return _rating(cell, raw, item)


def read_day(cell: Cell) -> datetime | NotAnAnswer | None:
    """Read the day of an interview, as midnight; None where it was left empty."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    written = text_of(cell)
    if not written:
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return NotAnAnswer("The date cannot be read.", "A date such as 2026-03-14.")


def _offers(item: ItemIdentity, raw: str) -> bool:
    words = (*item.options, *item.labels)
    return spelling(raw) in {spelling(word) for word in words}


def _flag(raw: str, item: ItemIdentity) -> Answer | NotAnAnswer:
    by_word = {**OBSERVED, "true": 1.0, "false": 0.0, "1": 1.0, "0": 0.0}
    value = by_word.get(spelling(raw))
    return _refusal(item, "an answer that is neither") if value is None else Answer(raw, value)


def _choice(raw: str, item: ItemIdentity) -> Answer | NotAnAnswer:
    by_spelling = {spelling(option): option for option in item.options}
    if not by_spelling:
        return Answer(raw, None)
    option = by_spelling.get(spelling(raw))
    return (
        _refusal(item, "an answer that is no option", raw)
        if option is None
        else Answer(option, None)
    )


def _rating(cell: Cell, raw: str, item: ItemIdentity) -> Answer | NotAnAnswer:
    labels = {spelling(label_words(name)): point for name, point in item.labels.items()}
    point = labels.get(spelling(label_words(raw)))
    if point is not None:
        return Answer(raw, point)
    number = None if isinstance(cell, bool) else _number(raw)
    if number is None or item.low is None or item.high is None:
        return _refusal(item, "an answer that is not on the scale", raw)
    if not item.low <= number <= item.high:
        return _refusal(item, "a rating outside the scale")
    return Answer(raw, number)


def _number(raw: str) -> float | None:
    try:
        return float(raw.replace(",", "."))
    except ValueError:
        return None


def _refusal(item: ItemIdentity, what: str, raw: str = "") -> NotAnAnswer:
    accepted = tuple(offered_words(choices(item)))
    if accepted:
        expected = f"One of: {', '.join(accepted)}"
    else:
        expected = f"A number from {item.low:g} to {item.high:g}, or {NOT_ASKED}"
    near = get_close_matches(raw.casefold(), accepted, n=1) if raw else []
    hint = f"; nearest: {near[0]}" if near else ""
    return NotAnAnswer(f"The cell holds {what}.", f"{expected}{hint}.", accepted)
