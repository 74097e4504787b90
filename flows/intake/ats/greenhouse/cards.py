"""Pile up Greenhouse scorecards block by block: the fast way, then the careful one."""

from contextlib import suppress
from typing import TypeVar

import msgspec

from flows.intake.ats.filled.gathering import Gathering
from flows.intake.ats.greenhouse.decoding import UNLIKE, decoded_at_once, raw
from flows.intake.ats.greenhouse.pile import Pile
from flows.intake.ats.greenhouse.shapes import Answer, Attribute, Scorecard
from flows.intake.ats.parsing.blocks import Block, broken
from flows.intake.ats.parsing.duplicates import decoded_once
from flows.intake.ats.parsing.spots import Spot, spot
from flows.intake.ats.parsing.stream import MIB
from schemas.fault import Fault

EDITABLE = MIB // 2
"""Longer lists are written by machines, whose objects cannot hold a field twice."""
Entry = TypeVar("Entry", Attribute, Answer)


def add_cards(
    pile: Pile, block: Block, root: str, gathering: Gathering, *, alone: bool = False
) -> None:
    """Add every scorecard of a block to a pile; what is not one becomes a fault.

    A long list is decoded a block at once. Only where that fails, or where the list is short
    enough to have been edited by hand, is each record looked at on its own, for fields given
    twice.
    """
    cards = None if block.list_size <= EDITABLE else decoded_at_once(block)
    if cards is not None:
        with suppress(*UNLIKE):
            pile.add(block, range(block.first, block.first + len(cards)), cards)
            return
    numbers: list[int] = []
    found: list[Scorecard] = []
    for at, text in block.records():
        card = _carefully(text, spot(root, at, lines=block.lines, alone=alone), gathering)
        if card is not None:
            numbers.append(at)
            found.append(card)
    pile.add(block, numbers, found)


def _carefully(text: bytes, where: Spot, gathering: Gathering) -> Scorecard | None:
    try:
        record, twice = decoded_once(text)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        message = broken(error).replace("The file", "The record")
        gathering.foreign(where.fault("not_json", message))
        return None
    if twice:
        gathering.fault(where.given_twice(twice))
        return None
    if not isinstance(record, dict) or "overall_recommendation" not in record:
        message = "This record is not a scorecard as the others of the file are."
        gathering.foreign(where.fault("not_a_scorecard", message))
        return None
    return _loosely(record, where, gathering.faults)


def _loosely(record: dict[str, object], where: Spot, faults: list[Fault]) -> Scorecard | None:
    attributes = _each(record.get("attributes"), Attribute, where, "attributes", faults)
    answers = _each(
        [_written(answer) for answer in _list(record.get("questions"))],
        Answer,
        where,
        "questions",
        faults,
    )
    rest = {key: value for key, value in record.items() if key not in ("attributes", "questions")}
    ratings = msgspec.Raw(msgspec.json.encode(rest.pop("ratings", None)))
    try:
        card = msgspec.convert(rest, Scorecard)
    except msgspec.ValidationError as error:
        faults.append(_wrong_kind(error, where, ""))
        return None
    old = "attributes" not in record
    return msgspec.structs.replace(
        card,
        attributes=None if old else list(map(raw, attributes)),
        questions=list(map(raw, answers)),
        ratings=ratings,
    )


def _written(answer: object) -> object:
    if isinstance(answer, dict) and not isinstance(answer.get("answer"), str | None):
        value = answer["answer"]
        said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        return {**answer, "answer": said}
    return answer


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _each(
    items: object, shape: type[Entry], where: Spot, field: str, faults: list[Fault]
) -> list[Entry]:
    made: list[Entry] = []
    for at, item in enumerate(_list(items)):
        try:
            made.append(msgspec.convert(item, shape))
        except msgspec.ValidationError as error:
            faults.append(_wrong_kind(error, where, f"{field}[{at}]"))
            made.append(shape())
    return made


def _wrong_kind(error: msgspec.ValidationError, where: Spot, path: str) -> Fault:
    """The fault of a field that holds, say, a number where Greenhouse writes text."""
    inner = str(error).rpartition("`$.")[2].rstrip("`") if "`$." in str(error) else ""
    place = ".".join(part for part in (path, inner) if part)
    message = "This is not of the kind that Greenhouse writes here."
    return where.fault("wrong_kind", message, place, expected="text, or null for no answer")
